"""What an update says, whatever its shape; what is no update is parked and nothing else happens."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.delivery.receiving.inbox_worker import UpdateUnreadable
from bot.delivery.receiving.incoming import (
    MALFORMED,
    Edited,
    File,
    InlineAsked,
    Membership,
    Tap,
    Text,
    Unsupported,
    _read,
    read_update,
)

ANA = 1001
PRIVATE = {"id": ANA, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Enlaces"}
PERSON = {"id": ANA, "is_bot": False, "first_name": "Ana"}
BOT = {"id": 1, "is_bot": True, "first_name": "Puntual"}
PHOTO = [
    {"file_id": f"{size}", "file_unique_id": size, "width": 9, "height": 9, "file_size": bytes_}
    for size, bytes_ in (("small", 100), ("large", 900))
]
DOCUMENT = {"file_id": "d", "file_unique_id": "d", "file_name": "oficio.pdf", "file_size": 7}


FORWARDED = {"type": "hidden_user", "date": 1758800000, "sender_user_name": "Beto"}
HIDDEN_LINK = {"type": "text_link", "offset": 7, "length": 4, "url": "https://fb.watch/abc"}


def an_update(**body: Any) -> dict[str, Any]:
    return {"update_id": 1, **body}


def a_message(chat: dict[str, Any] = PRIVATE, **body: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1758800000, "chat": chat, "from": PERSON, **body}


def a_tap(chat: dict[str, Any] | None = PRIVATE, **body: Any) -> dict[str, Any]:
    query = {"id": "9", "from": PERSON, "chat_instance": "1", "data": "g:3T2025", **body}
    return query if chat is None else query | {"message": a_message(chat, text="…")}


def a_membership(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    new = {"user": BOT, "status": status, "until_date": 0}
    old = {"user": BOT, "status": "member"}
    return {
        "chat": chat,
        "from": PERSON,
        "date": 1758800000,
        "old_chat_member": old,
        "new_chat_member": new,
    }


def an_inline(**body: Any) -> dict[str, Any]:
    return {"id": "8", "from": PERSON, "query": "402 2T2025", "offset": "", **body}


@pytest.mark.parametrize(
    ("update", "said"),
    [
        pytest.param(an_update(message=a_message(text="25")), Text(ANA, "25", 5), id="text"),
        pytest.param(an_update(message=a_message(text="402", via_bot=BOT)), None, id="an inline result"),
        pytest.param(
            an_update(inline_query=an_inline(chat_type="group")),
            InlineAsked(ANA, "8", "402 2T2025"),
            id="inline",
        ),
        pytest.param(
            an_update(inline_query=an_inline(offset="20")),
            InlineAsked(ANA, "8", "402 2T2025", 20),
            id="next page",
        ),
        pytest.param(
            an_update(inline_query=an_inline(offset="9" * 64)),
            InlineAsked(ANA, "8", "402 2T2025"),
            id="an offset that was never given",
        ),
        pytest.param(
            an_update(message=a_message(document=DOCUMENT, caption="SP/1/2025")),
            File(ANA, "d", "oficio.pdf", 7, "SP/1/2025", 5),
            id="document",
        ),
        pytest.param(
            an_update(message=a_message(document={"file_id": "d", "file_unique_id": "d"})),
            File(ANA, "d", "archivo", None, "", 5),
            id="document without name and size",
        ),
        pytest.param(
            an_update(message=a_message(photo=PHOTO)),
            File(ANA, "large", "foto.jpg", 900, "", 5),
            id="photo in its largest size",
        ),
        pytest.param(
            an_update(message=a_message(photo=PHOTO, media_group_id="77")),
            File(ANA, "large", "foto.jpg", 900, "", 5, "77"),
            id="photo of an album",
        ),
        pytest.param(
            an_update(message=a_message(document=DOCUMENT, forward_origin=FORWARDED)),
            File(ANA, "d", "oficio.pdf", 7, "", 5),
            id="forwarded document",
        ),
        pytest.param(
            an_update(message=a_message(text="SP/1/2025", forward_origin=FORWARDED)),
            Text(ANA, "SP/1/2025", 5),
            id="forwarded text",
        ),
        pytest.param(
            an_update(message=a_message(text="ver la nota", entities=[HIDDEN_LINK])),
            Text(ANA, "ver la nota\nhttps://fb.watch/abc", 5),
            id="an address under words",
        ),
        pytest.param(
            an_update(message=a_message(voice={"file_id": "v", "file_unique_id": "v", "duration": 3})),
            Unsupported(ANA),
            id="voice",
        ),
        pytest.param(an_update(message=a_message(new_kind={"a": 1})), Unsupported(ANA), id="unknown kind"),
        pytest.param(
            an_update(edited_message=a_message(text="26", edit_date=1758800009)),
            Edited(ANA, 5, "26"),
            id="edit",
        ),
        pytest.param(an_update(callback_query=a_tap()), Tap(ANA, "9", "g:3T2025", 5), id="tap"),
        pytest.param(
            an_update(callback_query=a_tap(None)), Tap(ANA, "9", "g:3T2025", None), id="tap without message"
        ),
        pytest.param(
            an_update(my_chat_member=a_membership("kicked")), Membership(ANA, is_blocked=True), id="blocked"
        ),
        pytest.param(
            an_update(my_chat_member=a_membership("member")), Membership(ANA, is_blocked=False), id="let in"
        ),
    ],
)
def test_update_of_a_private_chat_is_read(update: dict[str, Any], said: object) -> None:
    assert read_update(update) == said


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(an_update(message=a_message(GROUP, text="/estado")), id="text in a group"),
        pytest.param(an_update(message=a_message(GROUP, document=DOCUMENT)), id="file in a group"),
        pytest.param(an_update(callback_query=a_tap(GROUP)), id="tap in a group"),
        pytest.param(an_update(my_chat_member=a_membership("kicked", GROUP)), id="thrown out of a group"),
        pytest.param(an_update(edited_message=a_message(GROUP, text="x")), id="edit in a group"),
        pytest.param(an_update(channel_post=a_message(GROUP, text="x")), id="channel"),
        pytest.param(
            an_update(message=a_message(pinned_message=a_message(text="x"))), id="a message was pinned"
        ),
        pytest.param(an_update(), id="empty"),
        pytest.param(an_update(new_kind_of_update={}), id="unknown kind"),
    ],
)
def test_update_that_is_not_for_us_is_left_alone(update: dict[str, Any]) -> None:
    assert read_update(update) is None


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(an_update(message={"text": "25"}), id="message without chat"),
        pytest.param(an_update(message="25"), id="message that is a text"),
        pytest.param(an_update(callback_query={"id": "9"}), id="tap without a person"),
        pytest.param(an_update(message=a_message(text="x", date=10**20)), id="a day beyond all calendars"),
        pytest.param({}, id="no id"),
    ],
)
def test_what_is_no_update_is_said_to_be_unreadable(update: dict[str, Any]) -> None:
    with pytest.raises(UpdateUnreadable):
        read_update(update)


names = st.sampled_from(
    ["message", "chat", "from", "text", "date", "message_id", "document", "photo", "caption", "data", "id"]
)
things = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)
kinds = st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"])


@settings(max_examples=300)
@given(body=st.dictionaries(kinds, things, max_size=2))
def test_any_update_is_read_or_unreadable(body: dict[str, Any]) -> None:
    with suppress(UpdateUnreadable):
        read_update(an_update(**body))


scalars = st.none() | st.booleans() | st.integers(-5, 2**62) | st.text(max_size=3)
seldom = st.dictionaries(
    st.sampled_from(["entities", "photo", "edit_date", "reply_to_message", "new_chat_title", "x"]), scalars
)


@settings(max_examples=500)
@given(
    data=st.data(),
    spoilt=st.sets(
        st.sampled_from(["update_id", "message_id", "date", "text", "from", "chat", "type", "is_bot"])
    ),
    more=st.just({}) | seldom,
    others=st.just({}) | st.dictionaries(st.sampled_from(["edited_message", "poll", "x"]), scalars),
)
def test_words_are_read_as_the_library_reads_them(
    data: st.DataObject, spoilt: set[str], more: dict[str, Any], others: dict[str, Any]
) -> None:
    def part(name: str, sound: Any) -> Any:
        return data.draw(scalars) if name in spoilt else sound

    chat = {"id": ANA, "type": part("type", "private"), "username": "ana"}
    sender = {"id": ANA, "is_bot": part("is_bot", sound=False), "first_name": "Ana", "language_code": "es"}
    message = {
        "message_id": part("message_id", 5),
        "from": part("from", sender),
        "chat": part("chat", chat),
        "date": part("date", 1758800000),
        "text": part("text", "25"),
    }
    raw = {"update_id": part("update_id", 1), "message": message | more} | others

    assert _outcome(lambda: read_update(raw)) == _outcome(lambda: _read(Update.de_json(dict(raw), None)))


def _outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except (UpdateUnreadable, *MALFORMED):
        return UpdateUnreadable


@given(text=st.text(min_size=1), caption=st.text())
def test_any_text_and_caption_arrive_as_written(text: str, caption: str) -> None:
    assert read_update(an_update(message=a_message(text=text))) == Text(ANA, text, 5)
    file = read_update(an_update(message=a_message(document=DOCUMENT, caption=caption)))
    assert isinstance(file, File)
    assert file.caption == caption
