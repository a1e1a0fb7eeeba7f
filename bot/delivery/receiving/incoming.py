"""What an update of a private chat says, whatever its shape; everything else is not for us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, ChatMember, Document, InlineQuery, Message, MessageEntity, PhotoSize, Update
from telegram.constants import ChatType
from telegram.ext import filters

from bot.delivery.receiving.inbox_worker import UpdateUnreadable

MALFORMED = (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError)
"""What the library raises over fields that are missing or of another type."""

Raw = Mapping[str, Any]

YEAR_3000 = 32_503_680_000
"""Later seconds are left to the library, which may not have a date for them."""
LONGEST_OFFSET = 7
"""Digits of the offset of an inline query; it comes back from the phone as it was given."""
PHOTO = "foto.jpg"
"""How a photo is called: Telegram gives it no name."""


@dataclass(frozen=True)
class Text:
    user_id: int
    text: str
    message_id: int | None = None


@dataclass(frozen=True)
class Tap:
    user_id: int
    callback_id: str
    data: str
    message_id: int | None


@dataclass(frozen=True)
class File:
    """A document or photo; `size` is in bytes where Telegram tells it.

    The files of one `album` come in messages of their own, whose numbers are their order.
    """

    user_id: int
    file_id: str
    name: str
    size: int | None
    caption: str
    message_id: int = 0
    album: str | None = None


@dataclass(frozen=True)
class InlineAsked:
    """Somebody writes the name of the bot in any chat; `offset` is how many results they have seen."""

    user_id: int
    query_id: str
    text: str
    offset: int = 0


@dataclass(frozen=True)
class Edited:
    """An earlier message that says something else now; without text it is a file or its caption."""

    user_id: int
    message_id: int | None = None
    text: str | None = None


@dataclass(frozen=True)
class Membership:
    """The person blocked the bot or let it in again."""

    user_id: int
    is_blocked: bool


@dataclass(frozen=True)
class Unsupported:
    """A sticker, a voice message, a place: something that answers no question."""

    user_id: int


Incoming = Text | Tap | File | InlineAsked | Edited | Membership | Unsupported


def read_update(raw: Raw, bot: Bot | None = None) -> Incoming | None:
    """Return what a raw update says; None for groups, channels and kinds we do not ask for.

    Raise UpdateUnreadable for what has not the shape of an update, so that the inbox parks it.
    """
    words = _plain_words(raw)
    if words is not None:
        return words
    try:
        return _read(Update.de_json(dict(raw), bot))
    except MALFORMED as error:
        raise UpdateUnreadable from error


def _plain_words(raw: Raw) -> Text | None:
    """Read a private message of nothing but words, as most are, without building the library's objects.

    Whatever has one field more, or of another type, is left to the library.
    """
    match raw:
        case {
            "update_id": int(),
            "message": {
                "message_id": int(message_id),
                "from": {"id": int(), "is_bot": bool(), "first_name": str()},
                "chat": {"id": int(user_id), "type": ChatType.PRIVATE.value},
                "date": int(date),
                "text": str(text),
                **more_of_message,
            },
            **more,
        } if not more and not more_of_message and 0 < date < YEAR_3000:
            return Text(user_id, text, message_id)
    return None


def _read(update: Update) -> Incoming | None:
    if update.callback_query is not None:
        return _tap(update)
    if update.inline_query is not None:
        return _inline(update.inline_query)
    if update.my_chat_member is not None:
        return _membership(update)
    return _of_private_chat(update)


def _of_private_chat(update: Update) -> Incoming | None:
    """Leave out what an inline bot wrote: who posts a result into this chat answers nothing with it."""
    if update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
        return None
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.message is None or update.message.via_bot or filters.StatusUpdate.ALL.check_update(update):
        return None
    return _message(update.message)


def _edited(message: Message) -> Edited | None:
    """Leave out what answered nothing to begin with: a place that moves, a poll that goes on."""
    if message.via_bot or (message.text is None and message.document is None and not message.photo):
        return None
    text = None if message.text is None else _with_links(message.text, message.entities)
    return Edited(message.chat.id, message.message_id, text)


def _tap(update: Update) -> Tap | None:
    query = update.callback_query
    assert query is not None
    chat = query.message.chat if query.message else None
    if chat is not None and chat.type != ChatType.PRIVATE:
        return None
    message_id = query.message.message_id if query.message else None
    return Tap(query.from_user.id, query.id, query.data or "", message_id)


def _inline(query: InlineQuery) -> InlineAsked:
    offset = int(query.offset) if query.offset.isdecimal() and len(query.offset) < LONGEST_OFFSET else 0
    return InlineAsked(query.from_user.id, query.id, query.query, offset)


def _membership(update: Update) -> Membership | None:
    changed = update.my_chat_member
    assert changed is not None
    if changed.chat.type != ChatType.PRIVATE:
        return None
    return Membership(changed.chat.id, changed.new_chat_member.status == ChatMember.BANNED)


def _message(message: Message) -> Incoming:
    user_id = message.chat.id
    if message.text is not None:
        return Text(user_id, _with_links(message.text, message.entities), message.message_id)
    if message.document is not None:
        return _file(message, message.document, message.document.file_name or "archivo")
    if message.photo:
        # Telegram sends every size; the last one is the largest.
        return _file(message, message.photo[-1], PHOTO)
    return Unsupported(user_id)


def _file(message: Message, sent: Document | PhotoSize, name: str) -> File:
    return File(
        message.chat.id,
        sent.file_id,
        name,
        sent.file_size,
        _with_links(message.caption or "", message.caption_entities),
        message.message_id,
        message.media_group_id,
    )


def _with_links(text: str, entities: Sequence[MessageEntity]) -> str:
    """Write out the addresses that a text shows under words, as forwarded messages often do."""
    hidden = [each.url for each in entities if each.type == MessageEntity.TEXT_LINK and each.url]
    return "\n".join([text, *hidden]) if hidden else text
