"""Messages without stored facts: they are looked up when sent, or nothing is left to say."""

from typing import Any

import pytest

from bot.switchboard.renderer import COMPLETE, Renderer
from domain.delivery.outcomes import OutboxRow
from domain.kit.said import ADDRESSEE
from storage.engine import Database
from tests.bot.switchboard.test_recorded_messages import LAST, ROWS
from tests.deliveries import a_row
from tests.facts import ANA, NOW, OAXACA
from tests.workers.inside import INSIDE
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import MESSAGES, decode

LOOKED_UP = {kind for kind, each in MESSAGES.items() if each.declared.is_looked_up}
BY_RENDERER = ("amended", "answered", "reminder_changed", "simulation")
"""Edits of another message, and what no reading of the database may last as long as."""
SAMPLES: dict[str, dict[str, Any]] = {
    row["kind"]: row["data"] for row in ROWS[LAST] if row["kind"] in LOOKED_UP
}
"""A new one is added here."""


def a_sample(kind: str) -> OutboxRow:
    return a_row(kind=kind, data=SAMPLES[kind], chat_id=ANA, created_at=NOW.now)


def test_there_is_a_sample_of_each() -> None:
    assert set(SAMPLES) == LOOKED_UP


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - set(BY_RENDERER)))
async def test_what_is_looked_up_becomes_a_message_with_words_or_none(
    memory_database: Database, kind: str
) -> None:
    async with memory_database.read() as uow:
        composed = await compose(uow, decode(kind, SAMPLES[kind]), NOW)

    assert composed is None or not composed.declared.is_looked_up


@pytest.mark.parametrize("kind", BY_RENDERER)
async def test_of_what_is_not_there_nothing_is_left_to_say(memory_database: Database, kind: str) -> None:
    renderer = Renderer(memory_database, lambda: NOW.now, OAXACA, works=INSIDE)

    assert await renderer(a_sample(kind)) is None


def test_what_is_worded_without_a_look_at_the_database_is_for_its_addressee() -> None:
    assert {each.declared.readers for each in COMPLETE} == {ADDRESSEE}
