"""Reading the sheet Indicadores of the MIR workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.read.coded_names import code_key
from documents.read.mir.cells import RowCells
from documents.read.mir.columns import GOALS, INDICATOR_COLUMNS, MirKey
from documents.read.mir.rows import SheetRow
from documents.read.spelling import quarter_words
from domain.kit.figures import written
from domain.kit.indicators import IndicatorFacts, Level, LevelKind, LevelNotUnderstood
from domain.kit.reports import DocumentError, Flag, ImportedIndicator

_CHOICES = {column.key: column for column in INDICATOR_COLUMNS if column.choices}
_KINDS = ", ".join(kind.value for kind in LevelKind)


@dataclass(frozen=True)
class IndicatorRow:
    """One row of the sheet; `indicator` is None when the row has errors."""

    cells: RowCells
    unit_code: str | None
    programme_code: str | None
    level: Level | None
    indicator: ImportedIndicator | None

    @property
    def key(self) -> tuple[str, str] | None:
        """The unit and the programme it belongs to, as a programme row names them."""
        if self.unit_code is None or self.programme_code is None:
            return None
        return (self.unit_code, code_key(self.programme_code))


def read_indicator_row(row: SheetRow) -> IndicatorRow:
    cells = RowCells(row)
    unit_code, programme_code = cells.unit_code(), cells.programme_code()
    level = _level(cells)
    facts = _facts(cells, level)
    goals = _goals(cells)
    indicator = None
    if facts is not None and goals is not None and not cells.errors:
        indicator = ImportedIndicator(facts=facts, source_line=row.line, programmed=goals)
    return IndicatorRow(cells, unit_code, programme_code, level, indicator)


def repeated_levels(rows: list[IndicatorRow]) -> Iterator[DocumentError]:
    """Yield an error for each level that its programme already has in an earlier row."""
    seen: dict[Level, int] = {}
    for row in (row for row in rows if row.level is not None):
        assert row.level is not None
        first = seen.setdefault(row.level, row.cells.row.line)
        if first != row.cells.row.line:
            text = f"«{row.level}» ya está en el renglón {first}. Deje un solo indicador por nivel y número."
            yield DocumentError(row.cells.cell(MirKey.LEVEL).place, text)


def orphan_flags(indicator: ImportedIndicator, levels: set[Level]) -> tuple[Flag, ...]:
    """Flag an Actividad whose Componente is not in the same programme."""
    level = indicator.facts.level
    if level.kind is not LevelKind.ACTIVIDAD or Level(LevelKind.COMPONENTE, level.component) in levels:
        return ()
    text = f"La Actividad {level.number} no tiene su Componente {level.component} en el programa. Revíselo."
    return (Flag("activity_without_component", text, indicator.source_line),)


def _level(cells: RowCells) -> Level | None:
    """Join level and number; a whole `Actividad 7.1` in the first cell is understood too."""
    kind, number = cells.text(MirKey.LEVEL), cells.text(MirKey.NUMBER)
    if kind is None:
        cells.refuse(MirKey.LEVEL, f"Falta el nivel. Elija uno: {_KINDS}.")
        return None
    try:
        return Level.parse(f"{kind} {number or ''}"[:60].strip())
    except LevelNotUnderstood:
        _refuse_level(cells, kind, number)
        return None


def _refuse_level(cells: RowCells, kind: str, number: str | None) -> None:
    if kind not in _KINDS.split(", "):
        cells.refuse(MirKey.LEVEL, f"El nivel «{kind[:40]}» no existe. Elija uno: {_KINDS}.")
        return
    said = f"El número «{number[:20]}» no es de" if number else "Falta el número de"
    text = "Fin y Propósito no llevan; Componente lleva uno (7) y Actividad dos (7.1)."
    cells.refuse(MirKey.NUMBER, f"{said} {kind}. {text}")


def _facts(cells: RowCells, level: Level | None) -> IndicatorFacts | None:
    name = cells.needed_text(MirKey.NAME, "el nombre del indicador")
    choices = {key: cells.choice(_CHOICES[key]) for key in _CHOICES if key is not MirKey.LEVEL}
    texts = {
        key: cells.text(key)
        for key in (MirKey.DEFINITION, MirKey.METHOD, MirKey.UNIT_OF_MEASURE, MirKey.AREA)
    }
    value, year = cells.number(MirKey.BASELINE_VALUE), cells.year(MirKey.BASELINE_YEAR)
    if level is None or name is None:
        return None
    return IndicatorFacts(
        level=level,
        name=name,
        definition=texts[MirKey.DEFINITION],
        method=texts[MirKey.METHOD],
        unit_of_measure=texts[MirKey.UNIT_OF_MEASURE],
        type=choices[MirKey.TYPE],
        dimension=choices[MirKey.DIMENSION],
        frequency=choices[MirKey.FREQUENCY],
        sense=choices[MirKey.SENSE],
        baseline_value=value,
        baseline_year=year,
        area=texts[MirKey.AREA],
    )


def _goals(cells: RowCells) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Return the four goals if each is right and they add up to 100."""
    first, second, third, fourth = (cells.goal(key, quarter_words(t)) for t, key in enumerate(GOALS, start=1))
    if first is None or second is None or third is None or fourth is None:
        return None
    total = first + second + third + fourth
    if total == 100:
        return (first, second, third, fourth)
    text = f"Las cuatro metas suman {written(total)} y deben sumar 100. Corríjalas."
    cells.refuse(MirKey.GOAL_4, text)
    return None
