"""What `puntual doctor` finds: one line for each thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`is_wrong` makes the command end with 1; a warning does not."""

    text: str
    is_wrong: bool = False
    is_warning: bool = False
    is_detail: bool = False

    def __str__(self) -> str:
        if self.is_detail:
            return f"    {self.text}"
        sign = "✗" if self.is_wrong else "!" if self.is_warning else "✓"
        return f"{sign} {self.text}"
