"""Formats of numbers, days, lights and lists in all messages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from html import escape as escape_html
from html import unescape

from documents.filed.sections import LIGHT_WORDS
from domain.kit.avances import Missing
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from domain.kit.figures import rounded, written
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.report_messages import Due
from domain.kit.words.code_units import code_units

WEEKDAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
MONTH_NAMES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)

_TAG = re.compile(r"<[^>]*>")

_SIGNS = {
    Light.GREEN: "🟢",
    Light.YELLOW: "🟡",
    Light.RED: "🔴",
    Light.OVER: "🟣",
    Light.NONE: "⚪",
    Light.NOT_APPLICABLE: "➖",
}
LIGHT_SIGNS = {light: (sign, LIGHT_WORDS[light]) for light, sign in _SIGNS.items()}
"""Sign and word of each light; the words are those of the printed documents."""

MISSING_WORDS = {
    Missing.VALUE: "valor",
    Missing.EVIDENCE: "evidencia",
    Missing.JUSTIFICATION: "causa",
    Missing.GOAL: "meta (la registra el IMPLAN)",
    Missing.CONFIRMATION: "confirmar el valor",
    Missing.NARRATIVE: "narrativa",
}

TYPE_WORDS = {
    EvidenceType.OFICIO: "oficio",
    EvidenceType.OFICIO_RANGE: "oficios",
    EvidenceType.OFICIO_WITHOUT_NUMBER: "oficio S/N",
    EvidenceType.CIRCULAR: "circular",
    EvidenceType.MINUTA: "minuta",
    EvidenceType.ATTENDANCE: "registro de asistencia",
    EvidenceType.ATTENTION_REGISTER: "registro de atención",
    EvidenceType.EMAIL: "correo electrónico",
    EvidenceType.REPORT: "informe",
    EvidenceType.INTERNAL_REPORT: "informe interno",
    EvidenceType.CONTROL_REPORT: "reporte de control interno",
    EvidenceType.TECHNICAL_OPINION: "dictamen técnico",
    EvidenceType.STATISTICS_COPY: "copia de estadística",
    EvidenceType.URL: "enlace web",
    EvidenceType.FILE: "archivo",
    EvidenceType.OTHER: "documento",
}

LONG_AGO = 60
"""Business days after which the date with its year replaces the count."""

LONGEST_NAME = 80
"""Characters of the name of a UR or programme; the longest real one has 74."""

LONGEST_LIST = 3300
"""Characters of a list before it is cut with "y N más"; the message limit is 4,096."""


def clean(text: str) -> str:
    """Drop control and bidi characters, and turn every kind of blank into a space."""
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())


def escape(text: str) -> str:
    """Escape a text for Telegram HTML."""
    return escape_html(clean(text), quote=False)


def visible_length(html: str) -> int:
    """Return the length that Telegram counts, without tags and in UTF-16 units."""
    return code_units(unescape(_TAG.sub("", html)))


def shorten(text: str, limit: int) -> str:
    words = " ".join(clean(text).split())
    return words if len(words) <= limit else words[: limit - 1].rstrip(" ,;.") + "…"


def calm(text: str) -> str:
    """Turn a name in all capitals into sentence case; leave others unchanged."""
    return text.capitalize() if text.isupper() else text


def number(value: Decimal) -> str:
    return written(value)


def percent(value: Decimal) -> str:
    return f"{number(value)} %"


def rounded_percent(value: Decimal) -> str:
    return percent(rounded(value))


def of_goal(value: Decimal, goal: Decimal | None) -> str:
    """`23 de 25 %`, or the value alone where no goal is registered."""
    return percent(value) if goal is None else f"{number(value)} de {percent(goal)}"


def light(value: Light) -> str:
    sign, word = LIGHT_SIGNS[value]
    return f"{sign} {word}"


def day(value: date) -> str:
    """`mar 30 sep`: with the weekday, without the year."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"


def long_day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def clock_time(value: datetime) -> str:
    """`26 sep 2025, 14:05 h`, from an instant in local time."""
    return f"{long_day(value)}, {value:%H:%M} h"


def timed(text: str, at: datetime) -> str:
    """Mark a printed day with its instant, so that a tap offers to add it to the phone's calendar."""
    return f'<tg-time unix="{int(at.timestamp())}">{text}</tg-time>'


def workdays(count: int) -> str:
    return "1 día hábil" if count == 1 else f"{count} días hábiles"


def due(value: Due) -> str:
    """Return the due date in one sentence: before, on and after it, and once the quarter is closed."""
    if value.shut_on is not None:
        return f"Cerrado desde el {day(value.shut_on)}"
    if value.open_until is not None:
        return f"Reabierto hasta el {day(value.open_until)}"
    given = ", con prórroga" if value.is_extended else ""
    on = timed(day(value.on), value.ends_at) if value.ends_at else day(value.on)
    if value.workdays_left > 0:
        return f"Límite: {on}{given} ({workdays(value.workdays_left)})"
    if value.workdays_left == 0:
        return f"Límite: hoy, {on}{given}"
    if value.workdays_left < -LONG_AGO:
        return f"Venció el {long_day(value.on)}"
    return f"Venció el {day(value.on)} (hace {workdays(-value.workdays_left)})"


def plain_due(value: Due) -> str:
    """Return the same without markup, for a picture or a workbook."""
    return due(replace(value, ends_at=None))


def no_programmes(period: Period) -> str:
    year = period.year
    return f"Todavía no hay programas de {year}. El IMPLAN los registra con la MIR o con el informe."


def count(amount: int, one: str, many: str) -> str:
    return f"{amount} {one if amount == 1 else many}"


def missing(what: Iterable[Missing]) -> str:
    return joined([MISSING_WORDS[each] for each in what])


def joined(words: Sequence[str]) -> str:
    """`a`, `a y b`, `a, b y c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} y {words[-1]}"


def evidence(value: Evidence) -> str:
    """Return one document as it was understood, with a clip where its file is stored."""
    return escape(evidence_words(value)) + (" 📎" if value.file_sha256 else "")


def evidence_words(value: Evidence) -> str:
    """Return the kind, number and day of a document."""
    parts = [_document(value)]
    if value.dated_on:
        parts.append(f"({long_day(value.dated_on)})")
    if EvidenceFlag.INVALID_DATE in value.flags:
        parts.append("(la fecha no existe: revísela)")
    if value.issuer:
        parts.append(f"de {shorten(calm(value.issuer), 60)}")
    return " ".join(parts)


def _document(value: Evidence) -> str:
    word = TYPE_WORDS[value.type]
    if value.type is EvidenceType.URL and value.url:
        return shorten(value.url, 60)
    if value.type is EvidenceType.OFICIO_RANGE and value.numbers:
        first, last = (shorten(number, 40) for number in (value.numbers[0], value.numbers[-1]))
        return f"{len(value.numbers)} oficios, {first} a {last}"
    if len(value.numbers) > 1:
        return shorten(f"{word}s {joined(value.numbers)}", 100)
    if value.numbers:
        return shorten(f"{word} {value.numbers[0]}", 100)
    return f"{word} «{shorten(value.raw, 60)}»" if value.type in _NAMED_BY_TEXT else word


_NAMED_BY_TEXT = frozenset(
    {EvidenceType.FILE, EvidenceType.OTHER, EvidenceType.STATISTICS_COPY, EvidenceType.REPORT}
)


def fitted(lines: Sequence[str], limit: int = LONGEST_LIST) -> str:
    """Join as many lines as fit and say how many were left out; the limit is in UTF-16 units."""
    kept: list[str] = []
    length = 0
    for line in lines:
        length += code_units(line) + 1
        if length > limit:
            return "\n".join([*kept, f"… y {len(lines) - len(kept)} más"])
        kept.append(line)
    return "\n".join(kept)
