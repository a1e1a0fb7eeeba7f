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
# A time behind a day is no year: 30 sep 14:05.
_SHORT_YEAR = r"[0-9]{2}(?=\s*(?:$|[,;)\n]|[:.](?![0-9])|\sy\s))"
# 1.º, 1º, 1°, 1.er, 1er., 1ro, 1ero, 1.o; the same in letters behind it: 1 (uno).
_ORDINAL = r"(?:\s?\.?\s?(?:[°º˚ª]|(?:er|e?ro|o)(?![^\W\d_]))\.?)?"
_IN_LETTERS = r"(?:\s?\([^\W\d_ ]{2,12}(?: y [^\W\d_]{2,8})?\))?"
_DAY = rf"(?:[0-9]{{1,2}}|primero){_ORDINAL}"
_YEAR = rf"(?:del?\s+(?:a[nñ]o\s+)?)?'?(?P<year>[0-9]{{4}}|{_SHORT_YEAR})(?![\w/])"
_IN_WORDS = re.compile(
    rf"(?<![\w/])(?P<earlier>(?:{_DAY}\s?,\s?){{0,10}}{_DAY}\s+y\s+)?"
    rf"(?P<day>[0-9]{{1,2}}|primero){_ORDINAL}{_IN_LETTERS}\.?\s{{0,2}}(?:de(?:l\s+mes\s+de)?\s+|[-/]\s?)?"
    rf"{_MONTH}(?:\s*,?\s*(?:[-/]\s?)?(?:{_YEAR}|{_RELATIVE}\b))?",
    re.IGNORECASE,
)
_WRITTEN_DAY = re.compile(rf"(?P<day>[0-9]+|primero){_ORDINAL}", re.IGNORECASE)
_BARE_DAY = re.compile(
    rf"(?:el\s+|d[ií]a\s+)*(?P<day>[0-9]{{1,2}}|primero){_ORDINAL}{_IN_LETTERS}\.?", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"(?:el\s+)?(?:lun(?:es)?|mar(?:tes)?|mi[eé](?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|s[aá]b(?:ado)?|dom(?:ingo)?)"
    r"\b\.?,?\s+(?=[0-9]|primer)",
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
        for earlier in _WRITTEN_DAY.finditer(match["earlier"] or ""):
            start = match.start() + earlier.start()
            day = calendar_day(of_year, month, _spoken(earlier["day"]))
            yield _found(start, start + len(earlier[0]), day, flags)
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
    return int(day) if day.isdecimal() else 1


def read_bare_day(text: str) -> int | None:
    """Read the day of a month that is said later: `1.º`, `primero`, `el 24`; None for anything else."""
    match = _BARE_DAY.fullmatch(text.strip())
    return _spoken(match["day"]) if match else None


def without_weekday(text: str) -> str:
    """Return `30 sep` for `mar 30 sep`: the date says it all."""
    return _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where no calendar has it (31 de junio)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(start: int, end: int, day: date | None, flags: tuple[str, ...] = ()) -> FoundDate:
    return FoundDate(start, end, day, flags if day else (*flags, EvidenceFlag.INVALID_DATE))
