"""Evidence (medios de verificación) as facts: the cited document, its issuer, its day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceType(StrEnum):
    """The kind of the cited document; the values are printed in reports and in `status --json`."""

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
    """An assumption or a doubt of the reading of a citation; a person may want to check it."""

    INFERRED_YEAR = "anio_inferido"
    """The date has no year: the fiscal year was assumed."""
    RELATIVE_YEAR = "anio_relativo"
    """The date says "del año en curso" or the like."""
    INVALID_DATE = "fecha_invalida"
    """A day that no calendar has, such as 31 de junio: `dated_on` is None."""
    UNREAD_DATE = "fecha_sin_leer"
    """A day stands beside the number and could not be read."""
    SEVERAL_DATES = "varias_fechas"
    """A second date follows the first, which was taken."""
    RANGE_NOT_EXPANDED = "rango_no_expandido"
    """Written as a range, but reversed, too long or of two series: only its two ends were read."""
    INCOMPLETE_NUMBER = "numero_incompleto"
    """The number has no consecutive or no year: it stays in `raw` only."""
    COPY = "copia"
    """A copy of the document is cited."""
    SMALL_PHOTO = "foto_pequena"
    """The photo has too few pixels for its text to be read."""
    DAMAGED_FILE = "archivo_danado"
    """The file could not be opened."""
    UNREAD_FILE = "archivo_sin_leer"
    """Reading the file met a limit or ended the worker: its text is not known."""


@dataclass(frozen=True)
class Evidence:
    """One cited document, or one range of oficios.

    `numbers` are written as cited but in upper case and without inner spaces, a range expanded in order;
    `issuer` is only what the text itself names; `raw` is the exact text that was read; `flags` are values of
    EvidenceFlag. The files of one `album` belong together; `page` is the file's position in it while it is
    received (the number of the Telegram message); afterwards they are stored in order.
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
