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


@dataclass(frozen=True)
class Evidence:
    """One cited document, or one range of oficios.

    `numbers` are written as cited but without inner spaces, a range expanded in order;
    `issuer` is only what the text itself says; `raw` is the exact stretch of text that was read.
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
