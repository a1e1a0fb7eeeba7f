"""Messages of the chat as plain text for the terminal; commands of the chat become those of the shell."""

import re
from html import unescape

from bot.calendar.words import dates
from bot.switchboard.words import word
from domain.calendar.messages import CalendarText
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from texts.kit.formats import joined
from texts.kit.rendering import Message

_TAG = re.compile(r"</?[a-z][^>]*>")


def plain_text(html: str) -> str:
    return unescape(_TAG.sub("", html))


def told_in_shell(said: Said) -> str:
    """Return a message as text for a terminal."""
    match said:
        case UnknownUnit(code):
            return f"No hay una UR «{code}»: «puntual units» muestra las que hay."
        case NoProgramme(code, year, years):
            known = f"Hay de {joined([str(each) for each in years])}." if years else ""
            how = known or "Impórtelo con «puntual import»."
            return f"{code} no tiene programa registrado para {year}. {how}"
        case CalendarText():
            return plain_text(dates(said))
    message = word(said)
    assert isinstance(message, Message)
    return plain_text(message.html)
