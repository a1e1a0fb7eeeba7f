"""The next step of a report, who takes it and until when; shared by all messages."""

from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import Due, Following
from texts.kit.formats import day, escape, joined

NAMED = 4
"""Levels named one by one; more are counted."""

UNSENT = {
    NextStep.SEND: "la entrega no se ha enviado",
    NextStep.SEND_AGAIN: "la entrega no se ha enviado otra vez",
}
COMPLETE = {
    NextStep.SEND: "No falta ningún dato, pero",
    NextStep.SEND_AGAIN: "Ya se atendió lo observado, pero",
}
REVIEWED = {
    NextStep.APPROVE: "espera el Vo. Bo. del titular",
    NextStep.REVIEW: "la revisa el IMPLAN",
}
ASK_TO_REOPEN = "Si debe entregarse algo, pida al IMPLAN que reabra la UR."


def what_next(said: Following, due: Due, code: str, period: Period, *, lacks: bool) -> str:
    """Return the next step in a sentence or two; empty where the list of gaps says it.

    `lacks` says that such a list stands above.
    """
    match said.step:
        case NextStep.SEND | NextStep.SEND_AGAIN:
            return f"{_unsent(said.step, lacks=lacks)} {_how_to_send(said, due, code, period)}"
        case NextStep.ANSWER:
            return f"Falta atender lo observado: {_levels(said.observed)}. Después hay que enviarla otra vez."
        case NextStep.APPROVE | NextStep.REVIEW:
            first = "La entrega se envió así:" if lacks else "No falta ningún dato:"
            return f"{first} {REVIEWED[said.step]}."
        case NextStep.NOTHING:
            return "" if lacks else "No falta nada."
        case _:
            return _kept_by_the_calendar(said.step, period)


def _kept_by_the_calendar(step: NextStep, period: Period) -> str:
    if step is NextStep.NOT_BEGUN:
        return f"El {period} empieza el {day(period.first_day)}: se captura desde ese día."
    if step is NextStep.CLOSED:
        return f"La entrega quedó sin enviar y el trimestre está cerrado. {ASK_TO_REOPEN}"
    return ""


def until_when(due: Due) -> str:
    """`a más tardar el mar 30 sep`, and after that day, until when it is still received."""
    if due.open_until is not None:
        return f"a más tardar el {day(due.open_until)}"
    if due.workdays_left > 0:
        return f"a más tardar el {day(due.on)}"
    if due.workdays_left == 0:
        return "hoy mismo"
    if due.is_late:
        return "cuanto antes (queda como extemporánea)"
    return f"cuanto antes (se recibe hasta el {day(due.received_until)})"


def _unsent(step: NextStep, *, lacks: bool) -> str:
    text = UNSENT[step]
    return f"{text.capitalize()}." if lacks else f"{COMPLETE[step]} {text}."


def _how_to_send(said: Following, due: Due, code: str, period: Period) -> str:
    if not said.may_send:
        return f"El enlace debe enviarla {until_when(due)}."
    return f"Envíela {until_when(due)}: /enviar {escape(code)} {period}"


def _levels(levels: tuple[str, ...]) -> str:
    if len(levels) > NAMED:
        return f"{len(levels)} indicadores"
    return escape(joined(levels))
