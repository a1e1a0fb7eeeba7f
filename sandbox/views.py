"""The sandbox's objects as Bot API JSON."""

from typing import Any

from sandbox.inline import InlineQuery
from sandbox.model import CallbackQuery, ChatAttachment, Resident, SandboxFile, StoredMessage

Json = dict[str, Any]

BOT_ID = 7_000_000_001
PHOTO_WIDTHS = (90, 320, 1280)


def bot_user(username: str, name: str) -> Json:
    return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": username}


def user(person: Resident) -> Json:
    return {"id": person.user_id, "is_bot": False, "first_name": person.name, "language_code": "es"}


def chat(person: Resident) -> Json:
    """Return the private chat of a person; a negative id is a group, below -10**12 a supergroup."""
    if person.user_id < 0:
        kind = "supergroup" if person.user_id < -(10**12) else "group"
        return {"id": person.user_id, "title": person.name, "type": kind}
    return {"id": person.user_id, "first_name": person.name, "type": "private"}


def message(sent: StoredMessage, person: Resident, bot: Json, replied: Json | None = None) -> Json:
    view: Json = {
        "message_id": sent.message_id,
        "from": bot if sent.is_from_bot else user(person),
        "chat": chat(person),
        "date": sent.date,
    }
    view |= _body(sent)
    view |= {
        name: value
        for name, value in (
            ("edit_date", sent.edit_date),
            ("media_group_id", sent.media_group_id),
            ("forward_origin", _origin(sent)),
            ("via_bot", bot if sent.is_via_bot else None),
            ("reply_to_message", replied),
            ("has_protected_content", sent.is_protected or None),
            ("reply_markup", {"inline_keyboard": sent.keyboard} if sent.keyboard else None),
        )
        if value is not None
    }
    return view


def _origin(sent: StoredMessage) -> Json | None:
    """Return the origin of a forwarded message, as of a user with a hidden account."""
    if sent.forwarded_from is None:
        return None
    return {"type": "hidden_user", "date": sent.date, "sender_user_name": sent.forwarded_from}


def _body(sent: StoredMessage) -> Json:
    if sent.attachment is None:
        return _text("text", "entities", sent)
    caption = _text("caption", "caption_entities", sent) if sent.text else {}
    return _media(sent.attachment) | caption


def _text(text_field: str, entities_field: str, sent: StoredMessage) -> Json:
    entities = {entities_field: list(sent.entities)} if sent.entities else {}
    return {text_field: sent.text} | entities


def _media(attachment: ChatAttachment) -> Json:
    if attachment.kind == "photo":
        sizes = zip(attachment.files, PHOTO_WIDTHS, strict=True)
        return {"photo": [_file(each) | {"width": wide, "height": wide * 3 // 4} for each, wide in sizes]}
    best = attachment.best
    return {"document": _file(best) | {"file_name": best.name, "mime_type": best.mime}}


def _file(stored: SandboxFile) -> Json:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }


def file_with_path(stored: SandboxFile) -> Json:
    return _file(stored) | {"file_path": stored.path}


def callback_query(query: CallbackQuery, person: Resident, tapped: Json) -> Json:
    return {
        "id": query.query_id,
        "from": user(person),
        "message": tapped,
        "chat_instance": str(-person.user_id),
        "data": query.data,
    }


def inline_query(query: InlineQuery, person: Resident, chat_type: str) -> Json:
    return {
        "id": query.query_id,
        "from": user(person),
        "query": query.text,
        "offset": query.offset,
        "chat_type": chat_type,
    }


def chat_member(person: Resident, bot: Json, date: int) -> Json:
    """The `my_chat_member` of a block or unblock: in a private chat a block appears as `kicked`."""
    member: Json = {"user": bot, "status": "member"}
    kicked: Json = {"user": bot, "status": "kicked", "until_date": 0}
    old, new = (member, kicked) if person.has_blocked else (kicked, member)
    return {
        "chat": chat(person),
        "from": user(person),
        "date": date,
        "old_chat_member": old,
        "new_chat_member": new,
    }
