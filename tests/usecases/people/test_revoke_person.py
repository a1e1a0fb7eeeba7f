"""A revoked person is a stranger at once, even in the middle of a conversation."""

from datetime import time

import pytest

from domain.delivery.outcomes import OutboxState
from domain.kit.access import Grant, Role
from domain.people.welcome_messages import CommandMenu
from domain.reminders.messages import Reminder
from storage.engine import Database
from tests.facts import ANA, BETO, Office, a_mir
from tests.read_back import audit_entries
from tests.usecases.enlaces import Enlace
from tests.usecases.speakers import Speaker, a_speaker
from usecases.kit.conversations import load_thread
from usecases.people.revoke_person import revoke_person, take_role
from usecases.reminders.plan_reminders import write_reminders
from usecases.summary.plan_summary import write_summaries


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir())
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


async def revoked(who: Speaker) -> None:
    await who.asks(
        lambda uow, person, at: revoke_person(uow, person, at, by="person:9", reason="Cambió de área")
    )


async def states(office: Office) -> dict[str, OutboxState]:
    return {row.kind: row.state for row in await office.rows()}


async def test_a_revoked_person_is_a_stranger(office: Office, ana: Speaker) -> None:
    await revoked(ana)

    assert await office.do(lambda uow: uow.people.by_telegram_id(ANA)) is None
    assert await office.said(ANA) == [CommandMenu(())]
    entry, *_ = await office.do(audit_entries)
    assert (entry.actor, entry.action, entry.subject, entry.reason) == (
        "person:9",
        "person_revoked",
        f"person:{ana.id}",
        "Cambió de área",
    )
    assert entry.before == {"roles": [{"role": "enlace", "unit": "402", "is_suplente": False}]}


async def test_revoking_somebody_again_changes_nothing(office: Office, ana: Speaker) -> None:
    person = ana.person
    for _ in range(2):
        await office.do(lambda uow: revoke_person(uow, person, office.moment, by="cli"))

    assert [action for _, action, _ in await office.audited()].count("person_revoked") == 1
    assert await office.said(ANA) == [CommandMenu(())]


async def test_what_waited_for_them_is_withdrawn(office: Office, ana: Speaker) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.do(lambda uow: write_reminders(uow, office.moment))
    await office.do(lambda uow: write_summaries(uow, office.moment, time(8)))

    await revoked(ana)

    assert await states(office) == {
        "reminder": OutboxState.CANCELLED,
        "summary": OutboxState.CANCELLED,
        "gaps_picture": OutboxState.CANCELLED,
        "gaps_book": OutboxState.CANCELLED,
        "command_menu": OutboxState.PENDING,
    }


async def test_in_the_middle_of_a_capture_nothing_is_left_open(office: Office, ana: Speaker) -> None:
    enlace = Enlace(office, ana.person)
    await enlace.opens((await office.report()).indicators[0].id)
    await enlace.types("26")

    await revoked(ana)

    thread = await office.do(lambda uow: load_thread(uow, ana.id))
    assert (thread.draft, thread.form, thread.prompt_outbox_id) == (None, None, None)
    assert (await states(office))["answered"] is OutboxState.PENDING
    await ana.refresh()
    assert not await Enlace(office, ana.person).types("Oficio SP/112/2025")


async def test_the_others_hear_nothing_of_it(office: Office, ana: Speaker) -> None:
    beto = await a_speaker(office, BETO)
    await office.do(lambda uow: write_reminders(uow, office.moment))

    await revoked(ana)

    assert [type(each) for each in await beto.heard()] == [Reminder]
    assert [row.state for row in await office.rows(BETO)] == [OutboxState.PENDING]


async def test_of_two_roles_one_may_be_taken(office: Office, ana: Speaker) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.do(lambda uow: write_summaries(uow, office.moment, time(8)))

    await ana.asks(lambda uow, person, at: take_role(uow, person, Grant(Role.IMPLAN), at, by="person:9"))

    assert (await office.said(ANA))[-1] == CommandMenu((Role.ENLACE,))
    assert (await states(office))["summary"] is OutboxState.CANCELLED
    entry, *_ = await office.do(audit_entries)
    assert entry.after == {"roles": [{"role": "enlace", "unit": "402", "is_suplente": False}]}


async def test_who_still_receives_the_summary_keeps_it(office: Office, ana: Speaker) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.do(lambda uow: write_summaries(uow, office.moment, time(8)))

    await ana.asks(
        lambda uow, person, at: take_role(uow, person, Grant(Role.ENLACE, "402"), at, by="person:9")
    )

    assert (await states(office))["summary"] is OutboxState.PENDING
