"""What Telegram does to a text besides markup: it trims, measures, and finds commands and links."""

import re

from sandbox.errors import EMPTY_TEXT, LONG_CAPTION, LONG_TEXT, bad_request
from sandbox.formatting import Entity, Formatted, parse_html, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FOUND = re.compile(
    r"(?<![\w/])/(?P<command>\w{1,64}(?:@\w+)?)|(?P<url>https?://[^\s<>«»]+[^\s<>«».,;:!?)])", re.A
)
_CLOSED_TO_OTHERS = ("code", "pre", "text_link")


def message_text(text: str, parse_mode: str | None, entities: list[Entity] | None) -> Formatted:
    """Return the text of a message as Telegram stores it; refuse an empty or too long one."""
    formatted = detected(trimmed(_formatted(text, parse_mode, entities)))
    if not formatted.text:
        raise bad_request(EMPTY_TEXT)
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise bad_request(LONG_TEXT)
    return formatted


def caption_text(text: str, parse_mode: str | None, entities: list[Entity] | None) -> Formatted:
    formatted = detected(trimmed(_formatted(text, parse_mode, entities)))
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request(LONG_CAPTION)
    return formatted


def _formatted(text: str, parse_mode: str | None, entities: list[Entity] | None) -> Formatted:
    if not parse_mode:
        return Formatted(text, tuple(entities or ()))
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(text)


def trimmed(formatted: Formatted) -> Formatted:
    """Drop the space around a text, and move its entities with it."""
    start = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    text = formatted.text.strip()
    end = utf16_length(text)
    moved = (_moved(entity, start, end) for entity in formatted.entities)
    return Formatted(text, tuple(entity for entity in moved if entity["length"] > 0))


def _moved(entity: Entity, start: int, end: int) -> Entity:
    first = max(entity["offset"] - start, 0)
    last = min(entity["offset"] + entity["length"] - start, end)
    return entity | {"offset": first, "length": last - first}


def detected(formatted: Formatted) -> Formatted:
    """Add the commands and links that Telegram finds by itself."""
    closed = [entity for entity in formatted.entities if entity["type"] in _CLOSED_TO_OTHERS]
    found = [entity for entity in _commands_and_links(formatted.text) if not _overlaps_any(entity, closed)]
    ordered = sorted([*formatted.entities, *found], key=lambda entity: entity["offset"])
    return Formatted(formatted.text, tuple(ordered))


def _commands_and_links(text: str) -> list[Entity]:
    return [
        {
            "type": "bot_command" if match["command"] else "url",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _FOUND.finditer(text)
    ]


def _overlaps_any(entity: Entity, others: list[Entity]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return any(begin < other["offset"] + other["length"] and other["offset"] < end for other in others)
