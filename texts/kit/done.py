"""The text when a report is complete: it still has to be sent."""

from domain.kit.periods import Period
from texts.kit.formats import escape


def all_done(unit_code: str, period: Period, *, is_again: bool) -> str:
    """Say that the report is complete; of a returned report, that its observations are solved."""
    if is_again:
        return "Ya está atendido lo observado. Falta enviar la entrega otra vez."
    return f"Con esto, {escape(unit_code)} completó el {period}. Falta enviar la entrega."
