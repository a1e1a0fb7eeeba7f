"""The Bot API methods that write, change and delete messages."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.keyboards import checked_keyboard
from sandbox.model import ChatAttachment, StoredMessage
from sandbox.params import Params
from sandbox.texts import caption_text, message_text
from sandbox.world import World

Json = dict[str, Any]

DELETABLE_SECONDS = 48 * 3600


def send_message(world: World, params: Params) -> Json:
    world.reachable(params.chat_id)
    text = params.text("text")
    formatted = message_text(text, params.text("parse_mode"), params.json("entities"))
    message = _draft(world, params)
    message.text, message.entities, message.raw = formatted.text, formatted.entities, text
    return world.view(world.add_message(message))


def send_document(world: World, params: Params) -> Json:
    return _send_file(world, params, "document")


def send_photo(world: World, params: Params) -> Json:
    return _send_file(world, params, "photo")


def send_chat_action(world: World, params: Params) -> bool:
    person = world.reachable(params.chat_id)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    world.note("chat_action", params.text("action"), person.user_id)
    return True


def edit_message_text(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if message.attachment:
        raise bad_request("there is no text in the message to edit")
    text = params.text("text")
    formatted = message_text(text, params.text("parse_mode"), params.json("entities"))
    return _change(world, params, message, text=formatted.text, entities=formatted.entities, raw=text)


def edit_message_caption(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if not message.attachment:
        raise bad_request("there is no caption in the message to edit")
    caption = params.text("caption")
    formatted = caption_text(caption, params.text("parse_mode"), params.json("caption_entities"))
    return _change(world, params, message, text=formatted.text, entities=formatted.entities, raw=caption)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    return _change(world, params, _editable(world, params))


def delete_message(world: World, params: Params) -> bool:
    person = world.reachable(params.chat_id)
    message = world.live_message(person.user_id, params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    world.touch(message)
    return True


def _send_file(world: World, params: Params, kind: str) -> Json:
    world.reachable(params.chat_id)
    caption = params.text("caption")
    formatted = caption_text(caption, params.text("parse_mode"), params.json("caption_entities"))
    message = _draft(world, params)
    message.attachment = _attachment(world, params, kind)
    message.text, message.entities, message.raw = formatted.text, formatted.entities, caption
    return world.view(world.add_message(message))


def _attachment(world: World, params: Params, kind: str) -> ChatAttachment:
    upload = params.upload(kind)
    if upload:
        return world.files.add(kind, upload.content, upload.name, upload.mime)
    if not params.text(kind):
        raise bad_request(f"there is no {kind} in the request")
    return world.files.attachment(kind, params.text(kind))


def _draft(world: World, params: Params) -> StoredMessage:
    chat_id = params.chat_id or 0
    return StoredMessage(
        message_id=world.next_message_id(),
        chat_id=chat_id,
        is_from_bot=True,
        date=world.now(),
        text="",
        keyboard=checked_keyboard(params.json("reply_markup")),
        reply_to=_replied(world, params, chat_id),
        is_protected=params.flag("protect_content"),
    )


def _replied(world: World, params: Params, chat_id: int) -> int | None:
    reply: Json = params.json("reply_parameters") or {}
    message_id = reply.get("message_id")
    if message_id is None or world.live_message(chat_id, message_id):
        return message_id
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _editable(world: World, params: Params) -> StoredMessage:
    person = world.reachable(params.chat_id)
    message = world.live_message(person.user_id, params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, params: Params, message: StoredMessage, **fields: Any) -> Json:
    """Apply an edit; an edit without a keyboard removes it."""
    fields["keyboard"] = checked_keyboard(params.json("reply_markup"))
    shown = {name: value for name, value in fields.items() if name != "raw"}
    if all(getattr(message, name) == value for name, value in shown.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    for name, value in fields.items():
        setattr(message, name, value)
    message.edit_date = world.now()
    world.touch(message)
    return world.view(message)
