"""Actions of a person: write, tap, send a file, edit, block, ask inline; each becomes an update."""

import asyncio

from sandbox import views
from sandbox.errors import NoSuchThing
from sandbox.formatting import Formatted
from sandbox.inline import InlineQuery
from sandbox.model import CallbackQuery, ChatAttachment, Resident, StoredMessage
from sandbox.texts import caption_text, message_text
from sandbox.world import World


def says(
    world: World,
    user_id: int,
    text: str,
    reply_to: int | None = None,
    *,
    forwarded_from: str | None = None,
) -> StoredMessage:
    message = _new(world, _starting(world, user_id), message_text(text, None, None))
    message.reply_to, message.forwarded_from = reply_to, forwarded_from
    return _deliver(world, message)


def sends_file(
    world: World,
    user_id: int,
    attachment: ChatAttachment,
    caption: str = "",
    media_group_id: str | None = None,
    *,
    forwarded_from: str | None = None,
) -> StoredMessage:
    message = _new(world, _starting(world, user_id), caption_text(caption, None, None))
    message.attachment = attachment
    message.media_group_id, message.forwarded_from = media_group_id, forwarded_from
    return _deliver(world, message)


def edits(world: World, user_id: int, message_id: int, text: str) -> StoredMessage:
    message = _message(world, user_id, message_id)
    if message.is_from_bot:
        raise NoSuchThing("Aquí solo se editan los mensajes propios.")
    check = caption_text if message.attachment else message_text
    formatted = check(text, None, None)
    message.text, message.entities, message.raw = formatted.text, formatted.entities, formatted.text
    message.edit_date = world.now()
    world.touch(message)
    world.updates.put("edited_message", world.view(message))
    return message


def taps(world: World, user_id: int, message_id: int, data: str) -> CallbackQuery:
    """Send a tap; its button may be gone already, as on a phone that is behind."""
    person = world.resident(user_id)
    message = _message(world, user_id, message_id)
    tap = CallbackQuery(
        query_id=world.next_query_id(),
        user_id=user_id,
        message_id=message_id,
        data=data,
        asked_at=asyncio.get_running_loop().time(),
    )
    world.touch_tap(tap)
    world.updates.put("callback_query", views.callback_query(tap, person, world.view(message)))
    return tap


def asks_inline(
    world: World, user_id: int, text: str, offset: str = "", *, chat_type: str = "sender"
) -> InlineQuery:
    """Send an inline query; a cached answer is used without asking the bot."""
    person = world.resident(user_id)
    query = world.inline.ask(user_id, text, offset)
    if query.answer is None:
        world.updates.put("inline_query", views.inline_query(query, person, chat_type))
    return query


def picks_result(world: World, user_id: int, query_id: str, result_id: str) -> StoredMessage:
    """Post a result in the chat with the bot, where the bot sees it as well."""
    result = world.inline.result(query_id, result_id)
    message = _new(world, _starting(world, user_id), Formatted(result.text, result.entities))
    message.is_via_bot, message.raw = True, result.raw
    return _deliver(world, message)


def blocks(world: World, user_id: int, *, has_blocked: bool) -> Resident:
    person = world.resident(user_id)
    if person.has_blocked != has_blocked:
        person.has_blocked = has_blocked
        world.note("people")
        world.updates.put("my_chat_member", views.chat_member(person, world.bot, world.now()))
    return person


def _starting(world: World, user_id: int) -> Resident:
    """Start and unblock the bot: the person wrote to it."""
    person = blocks(world, user_id, has_blocked=False)
    if not person.has_started:
        person.has_started = True
        world.note("people")
    return person


def _message(world: World, user_id: int, message_id: int) -> StoredMessage:
    found = world.live_message(world.resident(user_id).user_id, message_id)
    if found is None:
        raise NoSuchThing(f"Ya no hay un mensaje {message_id} en este chat.")
    return found


def _new(world: World, person: Resident, formatted: Formatted) -> StoredMessage:
    return StoredMessage(
        message_id=world.next_message_id(),
        chat_id=person.user_id,
        is_from_bot=False,
        date=world.now(),
        text=formatted.text,
        entities=formatted.entities,
        raw=formatted.text,
    )


def _deliver(world: World, message: StoredMessage) -> StoredMessage:
    world.add_message(message)
    world.updates.put("message", world.view(message))
    return message
