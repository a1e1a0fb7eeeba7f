"""The findings of `puntual doctor`: one line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Finding:
    """One finding; `is_wrong` makes the command exit with 1, a warning does not."""

    text: str
    is_wrong: bool = False
    is_warning: bool = False
    is_detail: bool = False

    def __str__(self) -> str:
        if self.is_detail:
            return f"    {self.text}"
        sign = "✗" if self.is_wrong else "!" if self.is_warning else "✓"
        return f"{sign} {self.text}"


def details(lines: Iterable[str]) -> list[Finding]:
    """Return the lines below a finding."""
    return [Finding(line, is_detail=True) for line in lines]


def local_minute(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"
