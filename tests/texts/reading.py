"""Readability of messages: visible text, sentences, a readability index."""

import re

import textstat

from bot.switchboard.words import word
from domain.kit.said import Said
from sandbox.formatting import Formatted, parse_html
from texts.kit.rendering import Button, Menu, Message

LIGHTS = "🟢🟡🔴🟣⚪➖✅"
FIELDS = ("Variación: ", "Causa: ", "Evidencia:")
_BOLD_LINE = re.compile(r"<b>.*</b>[^.?:]*")


def worded(said: Said) -> Message:
    rendered = word(said)
    assert isinstance(rendered, Message)
    return rendered


def parsed(said: Said) -> Formatted:
    """Return a message as Telegram parses it: visible text and entities."""
    return parse_html(worded(said).html)


def buttons(said: Said) -> list[Button]:
    rendered = word(said)
    return [] if isinstance(rendered, Menu) else [button for row in rendered.keyboard for button in row]


def sentences(said: Said) -> str:
    """Return the running text without headings, lists and lines of figures."""
    lines = [line for line in worded(said).html.split("\n") if line and not _is_listed(line)]
    text = "\n".join(lines)
    return re.sub(r"\s*/[a-z]+( [^\s,;.]*\d[^\s,;.]*)*", "", parse_html(text).text)


def readability(text: str) -> float:
    """Return the Szigriszt-Pazos index: 65 and more is easy, under 50 is for specialists."""
    textstat.set_lang("es")
    return float(textstat.szigriszt_pazos(text))


def _is_listed(line: str) -> bool:
    starts_as_list = line.startswith(("•", "…", "/", *LIGHTS, *FIELDS))
    return starts_as_list or " — " in line or bool(_BOLD_LINE.fullmatch(line.removeprefix("🔔 ")))
