"""The state of an entrega in one line."""

from datetime import date

from domain.kit.entregas import EntregaState
from domain.kit.next_steps import NextStep
from domain.kit.report_messages import Standing
from texts.kit.formats import count, day

UNSENT_WORDS = {
    NextStep.SEND: "sin enviar",
    NextStep.ANSWER: "por atender lo observado",
    NextStep.SEND_AGAIN: "sin enviar otra vez",
    NextStep.CLOSED: "quedó sin enviar",
}
"""The next step of a complete report, in a list."""


def spared(until: date | None) -> str:
    """Return the mark in a list for a UR with a later due date."""
    return f" · abierta hasta el {day(until)}" if until else ""


def standing(said: Standing) -> str:
    """Return its state, since when, and who has to act."""
    on = f" {day(said.since_on)}" if said.since_on else ""
    match said.state:
        case EntregaState.OPEN:
            return "Sin enviar"
        case EntregaState.SENT:
            return f"Enviada{on} · {'espera Vo. Bo.' if said.has_titular else 'la revisa el IMPLAN'}"
        case EntregaState.APPROVED:
            return f"Vo. Bo.{on} · la revisa el IMPLAN"
        case EntregaState.RETURNED:
            return f"Devuelta por el titular{on} · {_to_answer(said)}"
        case EntregaState.OBSERVED:
            return f"Observada por el IMPLAN{on} · {_to_answer(said)}"
        case _:
            return f"Aceptada por el IMPLAN{on}"


def _to_answer(said: Standing) -> str:
    if not said.to_answer:
        return "lista para enviar otra vez"
    return f"{count(said.to_answer, 'observación', 'observaciones')} por atender"
