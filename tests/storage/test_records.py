"""Conversations, the audit trail and the meta values."""

import pytest

from storage.conversations import StaleConversation
from storage.engine import Database
from tests.clocks import NOON
from tests.read_back import audit_entries


async def test_a_conversation_is_kept(database: Database) -> None:
    state = {"step": "value", "indicator": 7}
    async with database.write() as uow:
        assert await uow.conversations.save(1, state, version=0, at=NOON, prompt_outbox_id=40) == 1
        await uow.commit()

    async with database.write() as uow:
        stored = await uow.conversations.get(1)
        assert stored is not None
        assert (stored.state, stored.version, stored.prompt_outbox_id) == (state, 1, 40)
        assert await uow.conversations.get(2) is None


async def test_the_next_state_names_the_one_it_was_based_on(database: Database) -> None:
    async with database.write() as uow:
        await uow.conversations.save(1, {"step": "value"}, version=0, at=NOON)

        assert await uow.conversations.save(1, {"step": "evidence"}, version=1, at=NOON) == 2

        stored = await uow.conversations.get(1)
        assert stored is not None
        assert (stored.state, stored.prompt_outbox_id) == ({"step": "evidence"}, None)


@pytest.mark.parametrize("version", [pytest.param(0, id="as if new"), pytest.param(1, id="overtaken")])
async def test_a_state_based_on_an_older_reading_is_refused(database: Database, version: int) -> None:
    async with database.write() as uow:
        await uow.conversations.save(1, {"step": "value"}, version=0, at=NOON)
        await uow.conversations.save(1, {"step": "evidence"}, version=1, at=NOON)

        with pytest.raises(StaleConversation) as refusal:
            await uow.conversations.save(1, {"step": "cause"}, version=version, at=NOON)

    assert (refusal.value.person_id, refusal.value.version) == (1, version)


async def test_the_audit_tells_who_changed_what_and_why(database: Database) -> None:
    async with database.write() as uow:
        await uow.audit.add(NOON, "person:1", "saved", "avance:7", after={"value": "25"})
        await uow.audit.add(
            NOON,
            "person:2",
            "corrected",
            "avance:7",
            before={"value": "25"},
            after={"value": "20"},
            reason="typo",
        )
        await uow.audit.add(NOON, "system", "opened", "entrega:3")
        await uow.commit()

    async with database.read() as uow:
        of_avance = await audit_entries(uow, subject="avance:7")
        older = await audit_entries(uow, before_id=of_avance[0].id)

    assert [(entry.actor, entry.before, entry.after, entry.reason) for entry in of_avance] == [
        ("person:2", {"value": "25"}, {"value": "20"}, "typo"),
        ("person:1", None, {"value": "25"}, None),
    ]
    assert [entry.action for entry in older] == ["saved"]


async def test_a_fact_about_the_installation_is_replaced(database: Database) -> None:
    async with database.write() as uow:
        assert await uow.meta.get_instant("last_tick_at") is None
        await uow.meta.set("bot_username", "old_bot")
        await uow.meta.set("bot_username", "puntual_bot")
        await uow.meta.set_instant("last_tick_at", NOON)

        assert await uow.meta.get("bot_username") == "puntual_bot"
        assert await uow.meta.get_instant("last_tick_at") == NOON
