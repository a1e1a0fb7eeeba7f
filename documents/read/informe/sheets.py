"""Reading an Informe Trimestral printed as one narrative sheet per indicator (2025)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.read.cell_numbers import parse_number
from documents.read.informe.fields import HeaderField, Label
from documents.read.informe.narrative import read_narrative
from documents.read.informe.table import Findings, LineReading
from domain.kit.indicators import BLANK, IndicatorFacts, Level, LevelNotUnderstood, Quarters
from domain.kit.narrative import Narrative
from domain.kit.reports import DocumentError, Flag, ImportedIndicator

Sheet = dict[Label, HeaderField]


def has_sheets(fields: list[HeaderField]) -> bool:
    return any(field.label is Label.VALUE for field in fields)


def read_sheets(fields: list[HeaderField], quarter: int, lines: Sequence[str]) -> Findings:
    """Read each sheet that names an indicator, gives a value, or has a level under its own header."""

    def told(sheet: Sheet) -> Narrative | None:
        value = sheet.get(Label.VALUE)
        return read_narrative(lines, value, fields) if value else None

    return Findings.of(
        replace(reading, narrative=told(sheet)) if isinstance(reading, ImportedIndicator) else reading
        for sheet in _sheets(fields)
        for reading in _read_sheet(sheet, quarter)
    )


def _sheets(fields: list[HeaderField]) -> Iterator[Sheet]:
    """A title, or a label that the current sheet already has, begins another sheet."""
    current: Sheet = {}
    for field in fields:
        if field.label is Label.TITLE or field.label in current:
            yield current
            current = {}
        current[field.label] = field
    yield current


def _read_sheet(sheet: Sheet, quarter: int) -> Iterator[LineReading]:
    is_indicator = Label.NAME in sheet or Label.VALUE in sheet
    if not is_indicator and not (Label.LEVEL in sheet and Label.UNIT in sheet):
        return
    level = _level(sheet.get(Label.LEVEL))
    errors = list(_errors(sheet, level))
    if errors or level is None:
        yield from errors
    else:
        yield _indicator(sheet, level, quarter)


def _level(field: HeaderField | None) -> Level | None:
    try:
        return None if field is None else Level.parse(field.value[:40])
    except LevelNotUnderstood:
        return None


def _errors(sheet: Sheet, level: Level | None) -> Iterator[DocumentError]:
    first = min(field.line for field in sheet.values())
    if level is None:
        field = sheet.get(Label.LEVEL)
        said = f"No se entiende «{field.value[:60]}»" if field else "Falta el nivel del indicador"
        text = f"{said}. Escriba por ejemplo: COMPONENTE: 7 o ACTIVIDAD 7.1."
        yield DocumentError(f"línea {field.line if field else first}", text)
    if Label.NAME not in sheet:
        text = "La ficha no dice su indicador. Agregue el renglón INDICADOR con su nombre."
        yield DocumentError(f"línea {first}", text)


def _indicator(sheet: Sheet, level: Level, quarter: int) -> ImportedIndicator:
    name, area, value = sheet[Label.NAME], sheet.get(Label.AREA), sheet.get(Label.VALUE)
    flags = tuple(_value_flags(name.line, value, quarter))
    return ImportedIndicator(
        facts=IndicatorFacts(
            level=level,
            name=name.value,
            unit_of_measure="Porcentaje" if value and "%" in value.value else None,
            area=area.value if area else None,
        ),
        source_line=name.line,
        achieved=_achieved(value, quarter),
        flags=flags,
    )


def _achieved(value: HeaderField | None, quarter: int) -> Quarters:
    number = parse_number(value.value) if value else None
    if number is None or number < 0:
        return BLANK
    first, second, third, fourth = (number if t == quarter else None for t in (1, 2, 3, 4))
    return (first, second, third, fourth)


def _value_flags(line: int, value: HeaderField | None, quarter: int) -> Iterator[Flag]:
    if value is None:
        yield Flag("not_reported", "La ficha no trae VALOR ALCANZADO.", line)
        return
    number = parse_number(value.value)
    if number is None or number < 0:
        text = (
            f"El valor alcanzado dice «{value.value[:60]}» y no es un porcentaje. Escriba el valor correcto."
        )
        yield Flag("achieved_unclear", text, value.line, value.value, quarter, needs_confirmation=True)
