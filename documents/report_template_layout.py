"""The layout of the workbook of a UR, shared by its writer and its reader."""

import hashlib
from dataclasses import dataclass

from domain.papers.templates import Fillable

SHEET = "Informe"
HIDDEN = "_puntual"
"""The hidden sheet: identity and checksum in A1 and A2, the causes from B1 down."""
FORMAT = 1

HEADING_ROW = 6
FIRST_ROW = 7
LONGEST_TEXT = 1000
MOST_LINES = 500


@dataclass(frozen=True)
class TemplateColumn:
    """One column: its heading, its width in characters, and the field that is filled in there, if any."""

    heading: str
    width: int
    fills: Fillable | None = None


COLUMNS = (
    TemplateColumn("Programa", 22),
    TemplateColumn("Nivel", 15),
    TemplateColumn("Indicador", 44),
    TemplateColumn("Meta del trimestre (%)", 12),
    TemplateColumn("Acumulado anterior (%)", 12),
    TemplateColumn("Alcanzado en el trimestre (%)", 14, Fillable.VALUE),
    TemplateColumn("Causa (elija de la lista)", 26, Fillable.CAUSE),
    TemplateColumn("Justificación", 44, Fillable.JUSTIFICATION),
    TemplateColumn("Acción para corregir", 34, Fillable.ACTION),
    TemplateColumn("Fecha de recuperación (o «no se recupera»)", 18, Fillable.RECOVERY),
    TemplateColumn("Evidencia ya registrada", 34),
    TemplateColumn("Evidencia que agrega (oficio y fecha)", 44, Fillable.EVIDENCE),
    TemplateColumn("clave", 4),
)
KEY_COLUMN = len(COLUMNS)
"""The hidden last column holds the id of the indicator, so that sorted rows are still recognised."""

COLUMN_OF = {column.fills: place for place, column in enumerate(COLUMNS, start=1) if column.fills}


def checksum(identity: str) -> str:
    """Return a checksum that detects a changed hidden sheet; rights are checked elsewhere."""
    return hashlib.sha256(f"puntual:{FORMAT}:{identity}".encode()).hexdigest()
