"""Reading an Informe Trimestral given as text: the tables of 2022 and 2024 and the sheets of 2025."""

import unicodedata

from documents.read.informe.fields import read_fields
from documents.read.informe.header import Header, read_header
from documents.read.informe.sheets import has_sheets, read_sheets
from documents.read.informe.table import Findings, is_table, read_table
from domain.kit.reports import DocumentError, DocumentRefused, Flag, ImportedProgramme

_LONGEST_TEXT = 1_000_000
_NO_GOALS = "Este formato no trae metas ni medios de verificación: tómelos de la MIR y pídalos al enlace."


def read_informe(text: str, *, source: str, is_ours: bool = False) -> ImportedProgramme:
    """Read one report; raise DocumentRefused with every reason why it cannot be read.

    Lines count from 1 as in the file. Repairs and doubts become flags. In a file that Puntual made
    (`is_ours`) each cell is read by its position, if its sums confirm that.
    """
    lines = _lines(text, source)
    fields = read_fields(lines)
    table = is_table(lines)
    if not table and not has_sheets(fields):
        raise _refused(source, "línea 1", _not_a_report())
    header = read_header(fields, "\n".join(lines), source=source)
    quarter = header.period.quarter
    findings = read_table(lines, quarter, is_ours=is_ours) if table else read_sheets(fields, quarter, lines)
    if findings.errors:
        raise DocumentRefused(source, findings.errors)
    if not findings.indicators:
        raise _refused(
            source, "línea 1", "El informe no trae ningún indicador. Revise que la tabla esté completa."
        )
    return _programme(header, findings, source, () if table else (Flag("no_goals", _NO_GOALS, 1),))


def _programme(header: Header, findings: Findings, source: str, flags: tuple[Flag, ...]) -> ImportedProgramme:
    return ImportedProgramme(
        unit=header.unit,
        programme=header.programme,
        year=header.period.year,
        period=header.period,
        indicators=findings.indicators,
        source=source,
        ejes=header.ejes,
        objetivos=header.objetivos,
        flags=(*header.flags, *findings.flags, *flags),
    )


def _lines(text: str, source: str) -> list[str]:
    if len(text) > _LONGEST_TEXT:
        raise _refused(
            source, "línea 1", "El texto es demasiado largo para un informe. Envíe un informe por archivo."
        )
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).split("\n")


def _not_a_report() -> str:
    return (
        "Esto no parece un Informe Trimestral: no hay tabla con «Nivel» y «Nombre» ni fichas con "
        "«VALOR ALCANZADO». Envíe el informe como texto con tabuladores, o la MIR en Excel."
    )


def _refused(source: str, place: str, text: str) -> DocumentRefused:
    return DocumentRefused(source, (DocumentError(place, text),))
