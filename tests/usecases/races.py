"""Two transactions at the same moment, in two processes, compared with one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.capture.messages import Answered
from domain.evidence.acuse_messages import AcuseIssued
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Choice, Chosen
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.membership_messages import InvitationLink
from domain.people.welcome_messages import CommandMenu
from storage.engine import Database
from storage.people import Person
from storage.queues.overtaken import Overtaken
from storage.schema import metadata
from storage.uow import UnitOfWork
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    CARLA,
    T3,
    Office,
    a_mir,
    a_row,
    an_avance,
    join,
    local,
    register,
)
from tests.hanging import HANGS
from tests.read_back import audit_entries
from tests.usecases.enlaces import OFICIO, Enlace
from tests.usecases.speakers import Speaker
from usecases.capture.capture_indicator import take_answer
from usecases.switchboard.answer_form import take_form_answer

TITA, ELENA = 1004, 1005
PEOPLE = (
    (ANA, Role.ENLACE, "402"),
    (BETO, Role.ENLACE, "402"),
    (TITA, Role.TITULAR, "402"),
    (CARLA, Role.IMPLAN, None),
    (ELENA, Role.IMPLAN, None),
)
Deed = Callable[[UnitOfWork], Awaitable[object]]

IS_BLOCKED = select(func.cardinality(func.pg_blocking_pids(bindparam("pid"))) > 0)
OWN_PID = select(func.pg_backend_pid())

QUEUES = {"inbox", "outbox", "pace", "lease"}
DIFFERS = {"id", "hash", "head", "previous_hash", "code", "code_sha256", "outbox_id", "prompt_outbox_id"}
"""Columns that differ between two runs although the same happened."""


@dataclass(frozen=True)
class Race:
    """What two people do, and the chat of the second one; `may_differ` are tables nobody sees."""

    first: Deed
    second: Deed
    chat: int
    may_differ: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """Everything that people see of the result: rows, the audit trail, and the messages of each chat."""

    told: Mapping[int, Sequence[Said]]
    audited: Sequence[tuple[Any, ...]]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Town:
    """402 with two enlaces and a titular, and two people of IMPLAN; 504 with nobody."""

    office: Office
    componente: int
    actividad: int
    ana: Speaker
    beto: Speaker
    tita: Speaker
    carla: Speaker
    elena: Speaker

    @property
    def moment(self) -> Moment:
        return self.office.moment

    def does(
        self, who: Speaker, work: Callable[..., Awaitable[object]], *given: object, **named: object
    ) -> Deed:
        """Return a person's use case, to be run later."""
        return lambda uow: work(uow, who.person, *given, self.moment, **named)

    def says(self, who: Speaker, given: FormAnswer) -> Deed:
        """Return a person's answer to the open dialogue."""
        return lambda uow: take_form_answer(uow, who.person, given, self.moment, said=str(given))

    def taps(self, who: Speaker, choice: Choice) -> Deed:
        """Return a person's answer to the open capture."""
        return lambda uow: take_answer(uow, who.person, Chosen(choice), self.moment, said=choice.value)

    async def captures(self, who: Speaker, indicator_id: int, value: str = "25") -> None:
        """Capture up to the summary that waits for `Guardar`."""
        enlace = Enlace(self.office, who.person)
        await enlace.opens(indicator_id)
        await enlace.types(value)
        await enlace.types(OFICIO)

    async def reports_everything(self) -> None:
        for each in (self.componente, self.actividad):
            await self.office.save(each, an_avance(evidence=(AN_OFICIO,)))


Prepare = Callable[[Town], Awaitable[Race]]


async def comes_second(
    prepare: Prepare, told: type[Said], processes: tuple[Database, Database], alone: Database
) -> None:
    """Compare two simultaneous acts on PostgreSQL with the same two in sequence on SQLite.

    The second person is told `told`.
    """
    town, quiet = await a_town(processes[0]), await a_town(alone)
    race = await prepare(town)

    happened = await at_once(town, processes[1], race)

    expected = await one_after_the_other(quiet, await prepare(quiet))
    assert happened.told == expected.told
    assert happened.audited == expected.audited
    for table in expected.rows.keys() - race.may_differ:
        assert happened.rows[table] == expected.rows[table], table
    assert told in {type(said) for said in happened.told[race.chat]}


async def a_town(database: Database, day: date = date(2025, 9, 25)) -> Town:
    office = Office(database, local(day))

    async def found(uow: UnitOfWork) -> tuple[dict[str, int], list[Person]]:
        ids = await register(uow, a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
        await register(uow, a_mir(a_row("Componente 1"), unit="504", unit_name="Instituto", programme="4"))
        return ids, [await join(uow, *each) for each in PEOPLE]

    ids, people = await office.do(found)
    speakers = [Speaker(office, each) for each in people]
    return Town(office, ids["Componente 7"], ids["Actividad 7.1"], *speakers)


async def one_after_the_other(town: Town, race: Race) -> Outcome:
    await town.office.do(race.first)
    await town.office.do(race.second)
    return await _outcome(town.office)


async def at_once(town: Town, other: Database, race: Race) -> Outcome:
    """Let the second one begin in another process, and run until it waits, before the first one commits."""
    async with AsyncExitStack() as stack:
        early = await stack.enter_async_context(town.office.database.write())
        late = await stack.enter_async_context(other.write())
        pid = await late.session.scalar(OWN_PID)
        await _read_what_others_read(late)
        await race.first(early)
        following = asyncio.ensure_future(race.second(late))
        await _goes_as_far_as_it_can(town.office.database, pid, following)
        await early.commit()
        if not await _is_overtaken(following):
            await late.commit()
            return await _outcome(town.office)
    await town.office.do(race.second)  # as the inbox takes up again what was overtaken
    return await _outcome(town.office)


async def _is_overtaken(following: asyncio.Future[object]) -> bool:
    try:
        await following
    except Overtaken:
        return True
    return False


async def _read_what_others_read(uow: UnitOfWork) -> None:
    """Read the rows that another update in the same transaction may have read, and that stay cached."""
    await uow.calendar.deadlines()
    await uow.programmes.reports(T3, ["402", "504"])


async def _goes_as_far_as_it_can(database: Database, pid: int, following: asyncio.Future[object]) -> None:
    """Return when the second one has ended or waits for a lock."""
    async with asyncio.timeout(HANGS), database.read() as watching:
        while not following.done() and not await watching.session.scalar(IS_BLOCKED, {"pid": pid}):
            pass


async def _outcome(office: Office) -> Outcome:
    entries = await office.do(audit_entries)
    audited = [
        (each.actor, each.action, each.subject, each.before, _named(each.after), each.reason)
        for each in reversed(entries)
    ]
    chats = sorted({row.chat_id for row in await office.rows()})
    told = {chat: [_plain(each) for each in await office.said(chat) if _is_told(each)] for chat in chats}
    return Outcome(told, audited, await office.do(_rows))


def _is_told(said: Said) -> bool:
    return not isinstance(said, Answered | CommandMenu)


def _plain(said: Said) -> Said:
    """Leave out random values."""
    if isinstance(said, FormQuestion):
        return replace(said, options=(), answers={})
    return replace(said, code="") if isinstance(said, AcuseIssued | InvitationLink) else said


def _named(values: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Replace random values of the audit trail: an invitation is named by the hash of its code."""
    return {**values, "invitation": ""} if values and "invitation" in values else values


async def _rows(uow: UnitOfWork) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in metadata().sorted_tables:
        if table.name not in QUEUES | {"audit"}:
            kept = [column for column in table.c if column.name not in DIFFERS]
            rows = [dict(row._mapping) for row in await uow.session.execute(select(*kept))]
            found[table.name] = sorted(rows, key=repr)
    return found
