"""The quarter of a report, read from its title and its header."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.read.informe.fields import HeaderField, Label
from documents.read.spelling import fold
from domain.kit.periods import Period
from domain.kit.reports import DocumentError

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_QUARTER_MONTHS = {(3 * t - 3, 3 * t - 1): t for t in (1, 2, 3, 4)}
_WORDS = {"primer": 1, "segund": 2, "tercer": 3, "cuart": 4}
_ORDINAL = re.compile(
    r"(?<![0-9])([1-4])\s*(?:er|ero|ro|do|to|°|º|a|t)?\.?(?=t?\s*20[0-9]{2}|[^a-z0-9]|$)|\b(primer|segund|tercer|cuart)[oa]?\b"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|2100)(?![0-9])")
_RANGE = re.compile(rf"\b({'|'.join(_MONTHS)})\s*(?:-|–|a)\s*({'|'.join(_MONTHS)})\b")


@dataclass(frozen=True)
class _Mention:
    value: int
    line: int


def read_period(fields: Iterable[HeaderField]) -> Period | tuple[DocumentError, ...]:
    """Return the one quarter of all titles and headers, or why there is none."""
    dated = [f for f in fields if f.label in {Label.TITLE, Label.MONTHS, Label.PERIOD}]
    quarters = [_Mention(quarter, f.line) for f in dated for quarter in _quarters_in(f)]
    years = [_Mention(int(year), f.line) for f in dated for year in _YEAR.findall(f.value)]
    errors = (*_disagreements(quarters, "trimestres"), *_disagreements(years, "años"))
    if errors:
        return errors
    return _period(quarters, years, dated)


def _quarters_in(field: HeaderField) -> Iterator[int]:
    folded = fold(field.value)
    ordinal = _ORDINAL.search(folded)
    if ordinal:
        yield int(ordinal[1]) if ordinal[1] else _WORDS[ordinal[2]]
    months = _RANGE.search(folded)
    if months:
        ends = (_MONTHS.index(months[1]), _MONTHS.index(months[2]))
        yield from (t for span, t in _QUARTER_MONTHS.items() if span == ends)


def _disagreements(mentions: list[_Mention], what: str) -> Iterator[DocumentError]:
    for mention in mentions:
        if mention.value != mentions[0].value:
            text = (
                f"El documento habla de dos {what}: {mentions[0].value} (línea {mentions[0].line}) y "
                f"{mention.value}. Envíe un solo informe por archivo."
            )
            yield DocumentError(f"línea {mention.line}", text)
            return


def _period(
    quarters: list[_Mention], years: list[_Mention], dated: list[HeaderField]
) -> Period | tuple[DocumentError, ...]:
    place = f"línea {dated[0].line}" if dated else "línea 1"
    if not quarters or not years:
        what = "el trimestre que se reporta" if not quarters else "el año del informe"
        text = f"No se encontró {what}. Escríbalo en el encabezado, por ejemplo: 2do. Trimestre 2025."
        return (DocumentError(place, text),)
    return Period(years[0].value, quarters[0].value)
