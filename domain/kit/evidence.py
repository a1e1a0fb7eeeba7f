"""Verification evidence (medios de verificación) as facts: what was cited, by whom, of which day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceType(StrEnum):
    """What kind of document is cited; the values are printed in reports and in `status --json`."""

    OFICIO = "oficio"
    OFICIO_RANGE = "rango_oficios"
    OFICIO_WITHOUT_NUMBER = "oficio_sn"
    CIRCULAR = "circular"
    MINUTA = "minuta"
    ATTENDANCE = "registro_asistencia"
    ATTENTION_REGISTER = "registro_atencion"
    EMAIL = "correo_electronico"
    REPORT = "informe"
    INTERNAL_REPORT = "informe_interno"
    CONTROL_REPORT = "reporte_interno"
    TECHNICAL_OPINION = "dictamen_tecnico"
    STATISTICS_COPY = "estadistica_copia"
    URL = "url"
    FILE = "archivo"
    OTHER = "otro"


class DateKind(StrEnum):
    """What the cited day is: when the document was issued, received or sent."""

    ISSUED = "emision"
    RECEIVED = "recepcion"
    SENT = "envio"


class EvidenceFlag(StrEnum):
    """What the reading of a citation had to suppose or could not settle; a person may want to look."""

    INFERRED_YEAR = "anio_inferido"
    """The date has no year: the fiscal year was taken."""
    RELATIVE_YEAR = "anio_relativo"
    """The date says "del año en curso" or the like."""
    INVALID_DATE = "fecha_invalida"
    """A day that no calendar has, such as 31 de junio: `dated_on` is None."""
    UNREAD_DATE = "fecha_sin_leer"
    """A day stands beside the number in words or figures that were not understood."""
    SEVERAL_DATES = "varias_fechas"
    """A second date follows the one taken."""
    RANGE_NOT_EXPANDED = "rango_no_expandido"
    """Written as a range, but reversed, too long or of two series: only its ends were read."""
    INCOMPLETE_NUMBER = "numero_incompleto"
    """There is a number, but not with consecutive and year: it stays in `raw` only."""
    COPY = "copia"
    """A copy of the document is cited."""
    SMALL_PHOTO = "foto_pequena"
    """The photo has too few pixels for its text to be read."""
    DAMAGED_FILE = "archivo_danado"
    """The file could not be opened."""
    UNREAD_FILE = "archivo_sin_leer"
    """Reading the file took too much, or ended whoever read it: what it says is not known."""


@dataclass(frozen=True)
class Evidence:
    """One cited document, or one range of oficios.

    `numbers` are written as cited but in upper case and without inner spaces, a range expanded in order;
    `issuer` is only what the text itself says; `raw` is the exact stretch of text that was read;
    `flags` are values of EvidenceFlag. The files of one `album` belong together; `page` is the place in it
    while it is received (the number of the Telegram message), afterwards they stand in order.
    """

    type: EvidenceType
    raw: str
    numbers: tuple[str, ...] = ()
    dated_on: date | None = None
    date_kind: DateKind | None = None
    issuer: str | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()
    file_sha256: str | None = None
    album: str | None = None
    page: int = 0
