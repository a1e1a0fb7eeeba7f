"""Dates as officials write them (26 de junio del 2024) and as people type them (26-sep-25)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.kit.evidence import EvidenceFlag
from domain.kit.words.number_words import WORDS, read_number_words
from domain.kit.words.plain_words import without_accents

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH = (
    r"(?P<month>enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic)(?![^\W\d_])\.?"
)
_RELATIVE = (
    r"(?P<relative>del?\s+(?:presente(?:\s+a[nñ]o)?|este\s+a[nñ]o"
    r"|(?:mismo\s+)?a[nñ]o(?:\s+(?:en\s+curso|actual))?))"
)
# A time after a day is no year: 30 sep 14:05.
_SHORT_YEAR = r"[0-9]{2}(?=\s*(?:$|[,;)\n]|[:.](?![0-9])|\sy\s))"
# 1.º, 1º, 1°, 1.er, 1er., 1ro, 1ero, 1.o, 2do, 4.to; the same behind it: 1 (uno), primero (1).
_ORDINAL = r"(?:\s?\.?\s?(?:[°º˚ª]|(?:er|e?r[oa]|[oa]|d[oa]|t[oa]|m[oa]|v[oa]|n[oa])(?![^\W\d_]))\.?)?"
_AGAIN = r"(?:\s?\((?:[0-9]{1,2}|[^\W\d_ ]{2,12}(?: y [^\W\d_]{2,8})?)\))?"
_FIGURE = r"[0-9]{1,2}|primero|primer(?=\s+d[ií]a)"
_DAY = rf"(?:{_FIGURE}){_ORDINAL}"
_SPELLED_YEAR = r"dos\s+mil\s+(?:diec[a-z]+|veint[a-zóéí]+|treinta(?:\s+y\s+[a-zé]+)?)"
_YEAR = (
    rf"(?:del?\s+(?:a[nñ]o\s+)?)?'?(?:(?P<year>[0-9]{{4}}|{_SHORT_YEAR})|(?P<spelled>{_SPELLED_YEAR}))"
    r"(?![\w/])"
)
_OF = r"(?:\s+d[ií]as?)?\.?\s{0,2}(?:de(?:l\s+mes\s+de)?\s+|[-/]\s?)?"
_IN_WORDS = re.compile(
    rf"(?<![\w/])(?P<earlier>(?:{_DAY}\s?,\s?){{0,10}}{_DAY}\s+y\s+)?"
    rf"(?P<day>{_FIGURE}){_ORDINAL}{_AGAIN}{_OF}"
    rf"{_MONTH}(?:\s*,?\s*(?:[-/]\s?)?(?:{_YEAR}|{_RELATIVE}\b))?",
    re.IGNORECASE,
)
# Without a year it is a street or a holiday: Cinco de Mayo.
_SPELLED = re.compile(
    r"(?<![\w/])(?P<day>(?:treinta\s+y\s+)?[^\W\d_]{2,12})"
    rf"{_AGAIN}{_OF}{_MONTH}\s*,?\s*(?:{_YEAR}|{_RELATIVE}\b)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w/]){_MONTH}\s+(?P<day>[0-9]{{1,2}}){_ORDINAL}\s?,?\s+(?:del?\s+)?(?P<year>[0-9]{{4}})(?![\w/])",
    re.IGNORECASE,
)
_WRITTEN_DAY = re.compile(rf"(?P<day>[0-9]+|primero){_ORDINAL}", re.IGNORECASE)
_BARE_DAY = re.compile(
    rf"(?:el\s+|d[ií]a\s+)*(?P<day>{_FIGURE}){_ORDINAL}{_AGAIN}(?:\s+d[ií]a)?\.?", re.IGNORECASE
)
_RAISED = str.maketrans({"⁰": "º", "ᵒ": "º", "ᵃ": "ª", "ᵉ": "e", "ʳ": "r"})
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
    """A day written at `text[start:end]`; `day` is None if no calendar has it (31 de junio)."""

    start: int
    end: int
    day: date | None
    flags: tuple[str, ...] = ()


def find_dates(text: str, *, year: int) -> tuple[FoundDate, ...]:
    """Return every written day in order; `year` is the fiscal year, used for a day without one.

    Day and month without a month name (26/09) are not read: most often they are a number or a fraction.
    """
    plain = lowered(text)
    found = [*_dates_in_figures(plain), *_dates_in_words(plain, year)]
    taken = {place for each in found for place in range(each.start, each.end)}
    found += [each for each in _dates_spelled(plain, year) if taken.isdisjoint(range(each.start, each.end))]
    return tuple(sorted(found, key=lambda each: each.start))


def _dates_in_figures(text: str) -> Iterator[FoundDate]:
    for match in _IN_FIGURES.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        day = calendar_day(_full_year(parts["y"]), int(parts["m"]), int(parts["d"]))
        yield _found(*match.span(), day)


def _dates_in_words(text: str, year: int) -> Iterator[FoundDate]:
    for match in _IN_WORDS.finditer(text):
        month = _month_of(match)
        of_year, flags = _year_of(match, year), _year_flags(match)
        for earlier in _WRITTEN_DAY.finditer(match["earlier"] or ""):
            start = match.start() + earlier.start()
            day = calendar_day(of_year, month, _spoken(earlier["day"]))
            yield _found(start, start + len(earlier[0]), day, flags)
        yield _found(
            match.start("day"), match.end(), calendar_day(of_year, month, _spoken(match["day"])), flags
        )


def _dates_spelled(text: str, year: int) -> Iterator[FoundDate]:
    """Yield `veintiséis de septiembre de 2025` and `julio 1.º, 2025`, which count only with a year."""
    for match in _SPELLED.finditer(text):
        before = without_accents(text[: match.start()].casefold()).split()[-1:]
        day = _day_in_words(match["day"])
        if day is not None and WORDS.isdisjoint(before):
            found = calendar_day(_year_of(match, year), _month_of(match), day)
            yield _found(*match.span(), found, _year_flags(match))
    for match in _MONTH_FIRST.finditer(text):
        yield _found(*match.span(), calendar_day(int(match["year"]), _month_of(match), int(match["day"])))


def _day_in_words(words: str) -> int | None:
    """Read up to `treinta y uno`; a day has at most three words."""
    figures = read_number_words(without_accents(words.casefold()).split())
    return int(figures) if figures and figures.isdecimal() and int(figures) < 100 else None


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower().replace("set", "sep")) + 1


def _year_of(match: re.Match[str], fiscal_year: int) -> int:
    if match["spelled"]:
        figures = read_number_words(without_accents(match["spelled"].casefold()).split())
        return int(figures) if figures else 0
    return _full_year(match["year"]) if match["year"] else fiscal_year


def _year_flags(match: re.Match[str]) -> tuple[str, ...]:
    if match["year"] or match["spelled"]:
        return ()
    return (EvidenceFlag.RELATIVE_YEAR,) if match["relative"] else (EvidenceFlag.INFERRED_YEAR,)


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _spoken(day: str) -> int:
    return int(day) if day.isdecimal() else 1


def read_bare_day(text: str) -> int | None:
    """Read a day whose month comes later in the text: `1.º`, `primero`, `el 24`; None for any other text."""
    match = _BARE_DAY.fullmatch(lowered(text).strip())
    return _spoken(match["day"]) if match else None


def without_weekday(text: str) -> str:
    """Return `30 sep` for `mar 30 sep`."""
    return _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text


def lowered(text: str) -> str:
    """Replace the raised letters of `1ᵉʳ` and the zero of `1⁰` by plain ones."""
    return text.translate(_RAISED)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None if no calendar has it (31 de junio)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(start: int, end: int, day: date | None, flags: tuple[str, ...] = ()) -> FoundDate:
    return FoundDate(start, end, day, flags if day else (*flags, EvidenceFlag.INVALID_DATE))
