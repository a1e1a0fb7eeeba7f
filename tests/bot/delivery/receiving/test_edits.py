"""An edit that changes nothing is told by Telegram like any other; only what is said counts."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.receiving.edits import content_of, says_the_same
from bot.delivery.receiving.incoming import Edited, read_update
from domain.capture.messages import FileProblem
from domain.kit.access import Role
from storage.engine import Database
from storage.files import FileStore
from storage.uow import UnitOfWork
from tests.bot.delivery.receiving.test_incoming import a_message
from tests.e2e.reception import Reception
from tests.facts import ANA, Office

PHOTO = [{"file_id": "s", "file_unique_id": "small"}, {"file_id": "l", "file_unique_id": "large"}]
LINK = {"type": "text_link", "offset": 0, "length": 2, "url": "https://example.com/1"}
BOLD = {"type": "bold", "offset": 0, "length": 2}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 1}
POLL = {
    "id": "1",
    "question": "¿Sí?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": True,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
PLACE = {"latitude": 17.06, "longitude": -96.72, "live_period": 900}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"text": "25"}, {"text": "25", "entities": [BOLD]}, id="made bold"),
        pytest.param(
            {"text": "25"}, {"text": "25", "link_preview_options": {"is_disabled": True}}, id="preview"
        ),
        pytest.param({"text": "25"}, {"text": "25", "reply_markup": {"inline_keyboard": []}}, id="keyboard"),
        pytest.param({"text": "25"}, {"text": "25", "reply_to_message": {"message_id": 3}}, id="reply"),
        pytest.param(
            {"caption": "SP/1/2025"}, {"caption": "SP/1/2025", "caption_entities": [BOLD]}, id="caption"
        ),
        pytest.param(
            {"document": {"file_id": "a", "file_unique_id": "u"}},
            {"document": {"file_id": "b", "file_unique_id": "u"}},
            id="the same document",
        ),
        pytest.param({"photo": PHOTO}, {"photo": PHOTO[1:]}, id="the same photo"),
    ],
)
def test_what_looks_otherwise_says_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert content_of(before) == content_of(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"text": "25"}, {"text": "26"}, id="other words"),
        pytest.param({"text": "25", "entities": [BOLD]}, {"text": "25", "entities": [LINK]}, id="an address"),
        pytest.param({"photo": PHOTO}, {"photo": PHOTO[:1]}, id="another photo"),
        pytest.param(
            {"caption": "a", "photo": PHOTO}, {"caption": "b", "photo": PHOTO}, id="another caption"
        ),
        pytest.param(
            {"document": {"file_unique_id": "u"}}, {"document": {"file_unique_id": "v"}}, id="document"
        ),
    ],
)
def test_other_words_or_another_file_say_something_else(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert content_of(before) != content_of(after)


async def test_an_edit_is_held_against_what_the_message_said_last(database: Database) -> None:
    said = [
        ("message", 7, "25"),
        ("message", 70, "26"),
        ("edited_message", 7, "26"),
        ("edited_message", 7, "27"),
    ]
    office = Office(database)
    for update_id, (kind, number, text) in enumerate(said):
        raw = {"update_id": update_id, kind: {"message_id": number, "text": text}}
        await office.do(partial(_receives, update_id, json.dumps(raw)))

    async def is_same(text: str, number: int = 7) -> bool:
        raw = {"update_id": 3, "edited_message": {"message_id": number, "text": text}}
        return await office.do(lambda uow: says_the_same(uow, raw, Edited(ANA, number, text)))

    assert await is_same("26")
    assert not await is_same("25")
    assert not await is_same("25", number=8)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"location": PLACE}, id="a live location moves"),
        pytest.param({"poll": POLL}, id="a poll goes on"),
        pytest.param({"caption": "uno", "voice": VOICE}, id="a voice message"),
        pytest.param(
            {"text": "25", "via_bot": {"id": 9, "is_bot": True, "first_name": "Otro"}}, id="of an inline bot"
        ),
    ],
)
def test_an_edit_of_what_answered_nothing_is_nothing(body: dict[str, Any]) -> None:
    assert read_update({"update_id": 1, "edited_message": {**a_message(), **body}}) is None


async def test_a_live_location_is_answered_once(memory_database: Database, tmp_path: Path) -> None:
    reception = Reception(Office(memory_database), FileStore(tmp_path))
    await reception.opens()
    await reception.admits(ANA, Role.CONSULTA)
    shared = {**a_message(), "location": PLACE}
    chat = {"chat": {"id": ANA, "type": "private"}, "from": {"id": ANA, "is_bot": False, "first_name": "Ana"}}

    said = await reception.hears({"update_id": 1, "message": {**shared, **chat}})
    moves = [
        await reception.hears(
            {"update_id": 2, "edited_message": {**shared, **chat, "edit_date": 1758800000 + each}}
        )
        for each in range(3)
    ]

    assert said == [FileProblem("unsupported")]
    assert moves == [[], [], []]


def test_the_address_under_an_edited_text_is_read() -> None:
    edited = {**a_message(), "text": "oficio", "entities": [LINK]}

    assert read_update({"update_id": 1, "edited_message": edited}) == Edited(
        edited["chat"]["id"], edited["message_id"], "oficio\nhttps://example.com/1"
    )


async def _receives(update_id: int, payload: str, uow: UnitOfWork) -> None:
    await uow.inbox.add(update_id, ANA, payload, datetime(2025, 9, 25, tzinfo=UTC))
