"""Parses Telegram HTML into plain text and entities with UTF-16 offsets.

Source: the behaviour of TDLib's parse_html, and the Bot API's "HTML style" section.
"""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from sandbox.errors import bad_request

Entity = dict[str, Any]

TYPE_BY_TAG = {
    "a": "text_link",
    "b": "bold",
    "blockquote": "blockquote",
    "code": "code",
    "del": "strikethrough",
    "em": "italic",
    "i": "italic",
    "ins": "underline",
    "pre": "pre",
    "s": "strikethrough",
    "span": "spoiler",
    "strike": "strikethrough",
    "strong": "bold",
    "tg-emoji": "custom_emoji",
    "tg-spoiler": "spoiler",
    "tg-time": "date_time",
    "u": "underline",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_TAG_NAME = re.compile(r"</?([^\s>]*)\s*")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?\s*""")
_DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LINK = re.compile(r"(?i)(?:(?:https?|tg|mailto|tel):|[^\s/:]+\.[a-z]{2,})\S*")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    part: int


def parse_html(source: str) -> Formatted:
    """Parse HTML; raise ApiError for broken markup."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            self._step()
        if self._open:
            _refuse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        # Of two entities over the same characters, the outer one closed last and comes first.
        self._entities.reverse()
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self._parts), tuple(self._entities))

    def _step(self) -> None:
        if self._source.startswith("</", self._at):
            self._end_tag()
        elif self._source[self._at] == "<":
            self._start_tag()
        elif self._source[self._at] == "&":
            self._reference()
        else:
            end = min(self._find("<"), self._find("&"))
            self._add(self._source[self._at : end], end)

    def _find(self, sign: str) -> int:
        found = self._source.find(sign, self._at)
        return len(self._source) if found < 0 else found

    def _add(self, text: str, end: int) -> None:
        self._parts.append(text)
        self._length += utf16_length(text)
        self._at = end

    def _reference(self) -> None:
        match = _REFERENCE.match(self._source, self._at)
        character = _character(match) if match else None
        if match is None or character is None:
            self._add("&", self._at + 1)
        else:
            self._add(character, match.end())

    def _start_tag(self) -> None:
        begin, name, at = self._tag_name()
        if name not in TYPE_BY_TAG:
            self._refuse(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while not self._source.startswith(">", at):
            match = _ATTRIBUTE.match(self._source, at)
            if match is None:
                self._refuse(f'Unclosed start tag "{name}"', begin)
            attributes[match[1].lower()] = _unescaped(match[2] or match[3] or match[4] or "")
            at = match.end()
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_OpenTag(name, attributes, self._length, len(self._parts)))
        self._at = at + 1

    def _end_tag(self) -> None:
        if not self._open:
            self._refuse("Unexpected end tag", self._at)
        begin, name, at = self._tag_name()
        if not self._source.startswith(">", at):
            self._refuse("Unclosed end tag", begin)
        tag = self._open.pop()
        if name not in ("", tag.name):
            self._open.append(tag)
            expected = f', expected "</{tag.name}>", found "</{name}>"'
            self._refuse("Unmatched end tag", begin, expected)
        self._at = at + 1
        if self._length > tag.offset:
            self._close(tag)

    def _tag_name(self) -> tuple[int, str, int]:
        match = _TAG_NAME.match(self._source, self._at)
        if match is None or match.end() >= len(self._source):
            self._refuse("Unclosed start tag", self._at)
        return self._at, match[1].lower(), match.end()

    def _close(self, tag: _OpenTag) -> None:
        entity: Entity = {
            "type": TYPE_BY_TAG[tag.name],
            "offset": tag.offset,
            "length": self._length - tag.offset,
        }
        if tag.name == "pre" and self._take_language(entity):
            return
        details = _details(tag, "".join(self._parts[tag.part :]))
        if details is not None:
            self._entities.append(entity | details)

    def _take_language(self, pre: Entity) -> bool:
        """Turn `<pre><code class="language-x">` into one entity, as Telegram does."""
        if not self._entities or "language" not in self._entities[-1]:
            return False
        code = self._entities[-1]
        if (code["offset"], code["length"]) != (pre["offset"], pre["length"]):
            return False
        code["type"] = "pre"
        return True

    def _refuse(self, reason: str, position: int, more: str = "") -> NoReturn:
        offset = len(self._source[:position].encode())
        _refuse(f"{reason} at byte offset {offset}{more}")


def _details(tag: _OpenTag, inner: str) -> Entity | None:
    """Return the entity's own fields, or None where Telegram silently makes no entity."""
    match tag.name:
        case "a":
            url = tag.attributes.get("href") or inner
            return {"url": url} if _LINK.fullmatch(url) else None
        case "code":
            language = tag.attributes.get("class", "").removeprefix("language-")
            return {"language": language} if language else {}
        case "blockquote" if "expandable" in tag.attributes:
            return {"type": "expandable_blockquote"}
        case "tg-emoji":
            return _custom_emoji(tag.attributes.get("emoji-id", ""))
        case "tg-time":
            return _date_time(tag.attributes.get("unix", ""), tag.attributes.get("format", ""))
        case _:
            return {}


def _custom_emoji(identifier: str) -> Entity:
    if not identifier.isdecimal():
        _refuse("Invalid custom emoji identifier specified")
    return {"custom_emoji_id": identifier}


def _date_time(unix: str, date_format: str) -> Entity:
    if not unix.isdecimal():
        _refuse("Invalid Unix time specified")
    if not _DATE_FORMAT.fullmatch(date_format):
        _refuse("Invalid date-time format specified")
    # PTB and the clients read the format as an optional field: an empty one is left out.
    return {"unix_time": int(unix)} | ({"date_time_format": date_format} if date_format else {})


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda match: _character(match) or match[0], value)


def _character(match: re.Match[str]) -> str | None:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    if code == 0 or code >= 0x10FFFF:
        return None
    if 0xD800 <= code <= 0xDFFF:
        _refuse("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code)


def _refuse(reason: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {reason}")
