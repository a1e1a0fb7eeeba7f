"""Reading the sheet Programas of the MIR workbook."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.read.coded_names import code_key, is_same_name, split_ejes, split_objetivos
from documents.read.mir.cells import RowCells
from documents.read.mir.columns import MirKey
from documents.read.mir.rows import SheetRow
from documents.read.spelling import squeezed
from domain.kit.reports import CodedName, DocumentError, Flag


@dataclass(frozen=True)
class ProgrammeRow:
    """One row of the sheet; a cell that could not be read is None and has its error."""

    cells: RowCells
    year: int | None
    unit: CodedName | None
    programme: CodedName | None
    ejes: tuple[CodedName, ...]
    objetivos: tuple[CodedName, ...]

    @property
    def line(self) -> int:
        return self.cells.row.line

    @property
    def key(self) -> tuple[str, str] | None:
        """The key of the programme of one unit."""
        if self.unit is None or self.programme is None:
            return None
        return (self.unit.code, code_key(self.programme.code))


def read_programme_row(row: SheetRow) -> ProgrammeRow:
    cells = RowCells(row)
    if cells.cell(MirKey.YEAR).is_empty:
        cells.refuse(MirKey.YEAR, "Falta el ejercicio. Escriba el año, por ejemplo 2026.")
    unit_name = cells.needed_text(MirKey.UNIT_NAME, "el nombre de la Unidad Responsable")
    programme_name = cells.needed_text(MirKey.PROGRAMME_NAME, "el nombre del Programa Presupuestario")
    return ProgrammeRow(
        cells=cells,
        year=cells.year(MirKey.YEAR),
        unit=_coded(cells.unit_code(), unit_name),
        programme=_coded(cells.programme_code(), programme_name),
        ejes=_split(cells.lines(MirKey.EJES), split_ejes),
        objetivos=_split(cells.lines(MirKey.OBJETIVOS), split_objetivos),
    )


def programme_conflicts(rows: list[ProgrammeRow]) -> Iterator[DocumentError]:
    """Yield errors between rows that are right one by one."""
    dated = [row for row in rows if row.year is not None]
    for row in dated:
        if row.year != dated[0].year:
            text = f"El libro ya trae el ejercicio {dated[0].year}. Envíe un libro por ejercicio."
            yield DocumentError(row.cells.cell(MirKey.YEAR).place, text)
    units: dict[str, ProgrammeRow] = {}
    programmes: dict[tuple[str, str], ProgrammeRow] = {}
    for row in rows:
        if row.unit is not None:
            yield from _two_names(row, row.unit, units.setdefault(row.unit.code, row))
        if row.key is not None and programmes.setdefault(row.key, row) is not row:
            text = f"Este programa ya está en el renglón {programmes[row.key].line}. Déjelo una sola vez."
            yield DocumentError(row.cells.cell(MirKey.PROGRAMME_CODE).place, text)


def _two_names(row: ProgrammeRow, unit: CodedName, first: ProgrammeRow) -> Iterator[DocumentError]:
    if first.unit is not None and not is_same_name(unit.name, first.unit.name):
        text = f"La UR {unit.code} se llama «{first.unit.name}» en el renglón {first.line}. Deje un nombre."
        yield DocumentError(row.cells.cell(MirKey.UNIT_NAME).place, text)


def name_flags(programmes: list[CodedName], lines: list[int]) -> dict[int, Flag]:
    """A programme may belong to several units; another name for its code is only a warning."""
    names: dict[str, str] = {}
    flags = {}
    for programme, line in zip(programmes, lines, strict=True):
        first = names.setdefault(code_key(programme.code), programme.name)
        if not is_same_name(first, programme.name):
            text = f"El programa {programme.code} se llama «{first}» en otro renglón. Revise cuál es."
            flags[line] = Flag("programme_name_differs", text, line)
    return flags


def _coded(code: str | None, name: str | None) -> CodedName | None:
    return None if code is None or name is None else CodedName(code, name, f"{code} - {name}")


def _split(lines: list[str], split: Callable[[str], tuple[CodedName, ...]]) -> tuple[CodedName, ...]:
    return tuple(part for line in lines if squeezed(line) for part in split(line))
