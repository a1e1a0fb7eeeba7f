"""What is said when nothing is left to capture: that it is still to be sent."""

from domain.kit.periods import Period
from texts.kit.formats import escape


def all_done(unit_code: str, period: Period, *, is_again: bool) -> str:
    """Say what is complete and what is left; of a report that was given back, only what was observed."""
    if is_again:
        return "Ya está atendido lo observado. Falta enviar la entrega otra vez."
    return f"Con esto, {escape(unit_code)} completó el {period}. Falta enviar la entrega."
