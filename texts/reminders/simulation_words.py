"""Texts shared by the message and the workbook of a rehearsal."""

from domain.reminders.rehearsals import LeftAlone, NoticeKind, NoticeLine, Spared
from domain.reminders.rungs import Why
from texts.kit.formats import MONTH_NAMES, day

KINDS = {
    NoticeKind.ENLACE: "enlace",
    NoticeKind.SUPLENTE: "suplente",
    NoticeKind.TITULAR: "titular",
    NoticeKind.SUMMARY: "resumen diario de brechas",
    NoticeKind.WEEKLY: "resumen semanal",
    NoticeKind.FINAL: "resumen final del trimestre",
}
WHY = {
    Why.OWES: "",
    Why.UNREACHABLE: "sin enlace localizable",
    Why.NO_SIGN: "el enlace no ha dado señales",
    Why.PAST_DUE: "ya pasó el límite",
}
SPARED = {
    Spared.HANDED_IN: "Ya entregaron",
    Spared.NOTHING_OWED: "No deben nada",
    Spared.SHUT: "Con el trimestre cerrado",
    Spared.EXTENDED: "Con prórroga",
    Spared.SNOOZED: "Lo pospusieron",
    Spared.NOT_THEIRS: "«No me corresponde»",
    Spared.UNREACHABLE: "Sin nadie localizable",
    Spared.GIVEN: "Ya recibieron este aviso",
    Spared.NO_RUNG: "Todavía no les toca",
}


def line_words(line: NoticeLine) -> str:
    """`402 · −3: faltan 2, límite mar 30 sep`, and why somebody else than the enlace gets it."""
    extended = " con prórroga" if line.is_extended else ""
    why = f" ({WHY[line.why]})" if WHY[line.why] else ""
    limit = f"límite {day(line.due_on)}{extended}"
    return f"{line.unit_code} · {rung(line.rung)}: {owed(line)}, {limit}{why}"


def owed(line: NoticeLine) -> str:
    if not line.missing:
        return "solo enviar"
    of_month = f" de {MONTH_NAMES[line.month - 1]}" if line.month else ""
    return f"{'falta' if line.missing == 1 else 'faltan'} {line.missing}{of_month}"


def rung(number: int) -> str:
    """`−3`, `0`, `+2`: business days around the due day."""
    return f"−{-number}" if number < 0 else f"+{number}" if number else "0"


def spared_until(left: LeftAlone) -> str:
    if left.until is None:
        return ""
    at = f" {left.until:%H:%M}" if left.why is Spared.SNOOZED else ""
    return f" (hasta {day(left.until.date())}{at})"
