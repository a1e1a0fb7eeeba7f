"""Reading a MIR from its workbook: programmes, indicators and goals, or every error with its cell."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from documents.read.mir.columns import EXAMPLE, INDICATORS, PROGRAMMES, MirKey
from documents.read.mir.indicators import IndicatorRow, orphan_flags, read_indicator_row, repeated_levels
from documents.read.mir.programmes import ProgrammeRow, name_flags, programme_conflicts, read_programme_row
from documents.read.mir.rows import SheetRow, read_sheets
from documents.read.spelling import fold
from domain.kit.reports import DocumentError, DocumentRefused, ImportedProgramme

Groups = dict[tuple[str, str], list[IndicatorRow]]


def read_mir(content: bytes, *, source: str) -> tuple[ImportedProgramme, ...]:
    """Return the programmes of the workbook in its order; raise DocumentRefused with all errors at once."""
    sheets = read_sheets(content, source=source)
    if sheets.errors:
        raise DocumentRefused(source, tuple(sheets.errors))
    programmes = [read_programme_row(row) for row in _filled(sheets.rows[PROGRAMMES])]
    indicators = [read_indicator_row(row) for row in _filled(sheets.rows[INDICATORS])]
    groups = _grouped(indicators)
    errors = (*sheets.cell_errors, *_errors(programmes, indicators, groups))
    if errors:
        raise DocumentRefused(source, errors)
    return _with_name_flags([_imported(row, groups, source) for row in programmes], programmes)


def _filled(rows: list[SheetRow]) -> list[SheetRow]:
    """Leave out the example row of the template."""
    return [row for row in rows if fold(str(row.cells[MirKey.UNIT_CODE].value).strip()) != fold(EXAMPLE)]


def _grouped(indicators: list[IndicatorRow]) -> Groups:
    groups: Groups = defaultdict(list)
    for row in indicators:
        if row.key is not None:
            groups[row.key].append(row)
    return groups


def _errors(
    programmes: list[ProgrammeRow], indicators: list[IndicatorRow], groups: Groups
) -> Iterator[DocumentError]:
    if not programmes:
        text = "No hay ningún programa. Escriba uno por renglón, debajo del ejemplo."
        yield DocumentError(f"hoja {PROGRAMMES}", text)
    for cells in (*(row.cells for row in programmes), *(row.cells for row in indicators)):
        yield from cells.errors
    yield from programme_conflicts(programmes)
    for group in groups.values():
        yield from repeated_levels(group)
    yield from _unmatched(programmes, groups)


def _unmatched(programmes: list[ProgrammeRow], groups: Groups) -> Iterator[DocumentError]:
    """Yield programmes without indicators and indicators without a programme."""
    known = {row.key for row in programmes}
    for programme in programmes:
        if programme.key is not None and programme.key not in groups:
            text = f"El programa no tiene indicadores en la hoja {INDICATORS}. Agréguelos o quite el renglón."
            yield DocumentError(programme.cells.cell(MirKey.PROGRAMME_CODE).place, text)
    for row in (row for key, group in groups.items() if key not in known for row in group):
        what = f"el programa {row.programme_code} de la UR {row.unit_code}"
        text = f"La hoja {PROGRAMMES} no tiene {what}. Agréguelo ahí o corrija la clave."
        yield DocumentError(row.cells.cell(MirKey.PROGRAMME_CODE).place, text)


def _imported(row: ProgrammeRow, groups: Groups, source: str) -> ImportedProgramme:
    assert row.unit is not None
    assert row.programme is not None
    assert row.year is not None
    assert row.key is not None
    own = [r.indicator for r in groups[row.key] if r.indicator is not None]
    levels = {indicator.facts.level for indicator in own}
    return ImportedProgramme(
        unit=row.unit,
        programme=row.programme,
        year=row.year,
        period=None,
        indicators=tuple(replace(i, flags=orphan_flags(i, levels)) for i in own),
        source=source,
        ejes=row.ejes,
        objetivos=row.objetivos,
    )


def _with_name_flags(
    imported: list[ImportedProgramme], rows: list[ProgrammeRow]
) -> tuple[ImportedProgramme, ...]:
    flags = name_flags([programme.programme for programme in imported], [row.line for row in rows])
    return tuple(
        replace(programme, flags=(flags[row.line],)) if row.line in flags else programme
        for programme, row in zip(imported, rows, strict=True)
    )
