"""Answers to `@bot 402` in any chat: results to post there, or a button to the private chat."""

from bot.status.words import status_text
from domain.kit.moments import Moment
from domain.kit.report_messages import UnitStatus
from domain.people.welcome_messages import NotAllowed, Stranger
from domain.status.messages import UnitsNotFound
from texts.kit.formats import LONGEST_NAME, clock_time, escape, joined, shorten
from texts.kit.rendering import Article, InlineList
from usecases.status.answer_inline import InlineAnswer, InlineRefusal

KNOWN_SECONDS = 5
"""How long Telegram may cache an answer: short, so that new values and revoked roles take effect soon."""
STRANGER_SECONDS = 60
LONGEST_BUTTON = 64
OPEN_CHAT = "Abrir el chat de Puntual"


def inline_list(said: InlineAnswer, moment: Moment) -> InlineList:
    articles = tuple(_article(status, moment) for status in said.statuses)
    following = "" if said.next_offset is None else str(said.next_offset)
    if said.refusal is None:
        return InlineList(articles, OPEN_CHAT, KNOWN_SECONDS, following)
    seconds = STRANGER_SECONDS if isinstance(said.refusal, Stranger) else KNOWN_SECONDS
    return InlineList((), shorten(_why(said.refusal), LONGEST_BUTTON), seconds)


def not_a_period(text: str) -> InlineList:
    return InlineList(
        (), shorten(f"Escriba así el trimestre: 3T2025 (no «{text}»)", LONGEST_BUTTON), KNOWN_SECONDS
    )


def _article(status: UnitStatus, moment: Moment) -> Article:
    """Return a result to post; it names its time, since it is not updated later."""
    asked_at = clock_time(moment.now.astimezone(moment.zone))
    return Article(
        id=f"{status.code}-{status.period}",
        title=f"{shorten(f'{status.code} · {status.name}', LONGEST_NAME)} · {status.period}",
        description=f"{status.reported} de {status.asked} reportados. Lo verán todos en este chat.",
        html=f"{status_text(status)}\n\n<i>Consultado el {escape(asked_at)}</i>",
    )


def _why(refusal: InlineRefusal) -> str:
    match refusal:
        case Stranger():
            return "Solo con invitación: abrir el chat de Puntual"
        case NotAllowed(units):
            return f"Usted puede ver {joined(units)}"
        case UnitsNotFound(text, nearest):
            near = f" ¿{nearest[0].code} {nearest[0].name}?" if nearest else " Escriba un código o un nombre"
            return f"No hay «{shorten(text, 20)}».{near}"
        case _:
            return f"{refusal.code} no tiene programa de {refusal.year}"
