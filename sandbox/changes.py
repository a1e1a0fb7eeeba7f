"""The state that the page and the tests read: changes since a sequence number."""

from typing import Any

from sandbox.model import CallbackQuery, ChatAttachment, Note, Resident, StoredMessage
from sandbox.world import World

Json = dict[str, Any]


def state(world: World) -> Json:
    return {
        "seq": world.seq,
        "bot": world.bot,
        "now": world.clock().isoformat(),
        "people": [person(each) for each in world.people.values()],
        "counts": world.counts.as_json(),
    }


def since(world: World, after: int, chat_id: int | None = None) -> Json:
    """Return each changed message once, as it is now, in order of last change."""
    return {
        "seq": world.seq,
        "now": world.clock().isoformat(),
        "messages": [message(each) for each in world.changed_messages(after, chat_id)],
        "answers": [answer(each) for each in world.changed_taps(after, chat_id) if each.is_answered],
        "notes": [_note(each) for each in world.notes_since(after, chat_id)],
    }


def person(resident: Resident) -> Json:
    return {
        "user_id": resident.user_id,
        "name": resident.name,
        "role": resident.role,
        "starts": list(resident.starts),
        "has_started": resident.has_started,
        "has_blocked": resident.has_blocked,
    }


def message(sent: StoredMessage) -> Json:
    return {
        "seq": sent.seq,
        "chat_id": sent.chat_id,
        "message_id": sent.message_id,
        "from_bot": sent.is_from_bot,
        "date": sent.date,
        "edit_date": sent.edit_date,
        "text": sent.text,
        "html": sent.raw,
        "entities": list(sent.entities),
        "keyboard": sent.keyboard or [],
        "file": _file(sent.attachment) if sent.attachment else None,
        "reply_to": sent.reply_to,
        "media_group_id": sent.media_group_id,
        "deleted": sent.is_deleted,
    }


def answer(tap: CallbackQuery) -> Json:
    return {
        "seq": tap.seq,
        "query_id": tap.query_id,
        "chat_id": tap.user_id,
        "message_id": tap.message_id,
        "data": tap.data,
        "text": tap.text,
        "alert": tap.is_alert,
    }


def _file(attachment: ChatAttachment) -> Json:
    best = attachment.best
    return {
        "kind": attachment.kind,
        "file_id": best.file_id,
        "name": best.name,
        "mime": best.mime,
        "size": len(best.content),
        "url": f"/_sandbox/files/{best.file_id}",
    }


def _note(note: Note) -> Json:
    return {"seq": note.seq, "kind": note.kind, "text": note.text, "chat_id": note.chat_id}
