"""Days as officials write them (26 de junio del 2024) and as people type them (26-sep-25)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.evidence import EvidenceFlag

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH = (
    r"(?P<month>enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic)(?![^\W\d_])\.?"
)
_RELATIVE = (
    r"(?P<relative>del?\s+(?:presente(?:\s+a[nñ]o)?|este\s+a[nñ]o"
    r"|(?:mismo\s+)?a[nñ]o(?:\s+(?:en\s+curso|actual))?))"
)
_SHORT_YEAR = r"[0-9]{2}(?=\s*(?:$|[,;:.)\n]|\sy\s))"
_YEAR = rf"(?:del?\s+(?:a[nñ]o\s+)?)?'?(?P<year>[0-9]{{4}}|{_SHORT_YEAR})(?![\w/])"
_IN_WORDS = re.compile(
    r"(?<![\w/])(?P<earlier>(?:[0-9]{1,2}\s?,\s?){0,10}[0-9]{1,2}\s+y\s+)?"
    r"(?P<day>[0-9]{1,2}|primero)(?:\s?[°º]|er|ro|o)?\.?\s{0,2}(?:de\s+|[-/]\s?)?"
    rf"{_MONTH}(?:\s*,?\s*(?:[-/]\s?)?(?:{_YEAR}|{_RELATIVE}\b))?",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(
    r"(?<![\w/.\-])(?:"
    r"(?P<d>[0-9]{1,2})(?P<sep>[/\-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4}|[0-9]{2})"
    r"|(?P<d2>[0-9]{1,2})\.(?P<m2>[0-9]{1,2})\.(?P<y2>[0-9]{4})"
    r"|(?P<y3>[0-9]{4})-(?P<m3>[0-9]{2})-(?P<d3>[0-9]{2})"
    r")(?![\w/\-])"
)


@dataclass(frozen=True)
class FoundDate:
    """A day written at `text[start:end]`; `day` is None when no calendar has it (31 de junio)."""

    start: int
    end: int
    day: date | None
    flags: tuple[str, ...] = ()


def find_dates(text: str, *, year: int) -> tuple[FoundDate, ...]:
    """Return every written day in order; `year` is the fiscal year, used where the text gives none.

    Day and month without a month name (26/09) are not read: they are too often a number or a fraction.
    """
    found = [*_dates_in_figures(text), *_dates_in_words(text, year)]
    return tuple(sorted(found, key=lambda each: each.start))


def _dates_in_figures(text: str) -> Iterator[FoundDate]:
    for match in _IN_FIGURES.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        day = calendar_day(_full_year(parts["y"]), int(parts["m"]), int(parts["d"]))
        yield _found(*match.span(), day)


def _dates_in_words(text: str, year: int) -> Iterator[FoundDate]:
    for match in _IN_WORDS.finditer(text):
        month = _MONTHS.index(match["month"][:3].lower().replace("set", "sep")) + 1
        of_year = _full_year(match["year"]) if match["year"] else year
        flags = _year_flags(match)
        for earlier in re.finditer(r"[0-9]+", match["earlier"] or ""):
            start = match.start() + earlier.start()
            yield _found(
                start, start + len(earlier[0]), calendar_day(of_year, month, _spoken(earlier[0])), flags
            )
        yield _found(
            match.start("day"), match.end(), calendar_day(of_year, month, _spoken(match["day"])), flags
        )


def _year_flags(match: re.Match[str]) -> tuple[str, ...]:
    if match["year"]:
        return ()
    return (EvidenceFlag.RELATIVE_YEAR,) if match["relative"] else (EvidenceFlag.INFERRED_YEAR,)


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _spoken(day: str) -> int:
    return 1 if day.lower() == "primero" else int(day)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where no calendar has it (31 de junio)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(start: int, end: int, day: date | None, flags: tuple[str, ...] = ()) -> FoundDate:
    return FoundDate(start, end, day, flags if day else (*flags, EvidenceFlag.INVALID_DATE))
