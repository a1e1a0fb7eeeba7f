"""Two processes answer two people at once: the second one sees the result of the first."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.buttons.prorrogas import DecideProrroga
from bot.buttons.reminders import DecideReassignment, Nudge
from bot.buttons.review import DecideCorrection, MoveEntrega
from bot.delivery.receiving.inbox_worker import InboxOptions, InboxWorker
from bot.kit.callbacks import pack
from bot.switchboard.router import AtOnce, Router
from domain.calendar.prorroga_messages import ProrrogaDecided, ProrrogaNotTaken
from domain.calendar.prorrogas import Verdict
from domain.capture.messages import ChangedMeanwhile
from domain.delivery.outcomes import InboxState
from domain.kit.access import Role
from domain.kit.entregas import Move
from domain.kit.said import Said
from domain.reminders.messages import NudgeRepeated, ReassignmentDecided
from domain.review.messages import CorrectionDecided, EntregaMoved
from storage.engine import Database
from storage.failpoints import Failpoints, Point
from storage.files import FileStore
from storage.queues.inbox import inbox
from tests.clocks import ManualClock
from tests.e2e.reception import TOKEN, Reception, Update, a_tap, a_text
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, OAXACA, T3, Office, a_mir, an_avance
from tests.offline import bot_without_line
from tests.postgres import empty_tables
from tests.usecases.enlaces import OFICIO, Enlace
from tests.workers.inside import taking

TITA, ELENA = 1004, 1005
PEOPLE = {ANA: Role.ENLACE, BETO: Role.ENLACE, TITA: Role.TITULAR, CARLA: Role.IMPLAN, ELENA: Role.IMPLAN}
WHY = "El oficio definitivo llegó después"
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@dataclass(frozen=True)
class Pair:
    """What two people send at once, and the answer to the second."""

    first: Update
    second: Update
    told: type[Said]


class Town:
    """UR 402 in two processes, each with its own router and worker."""

    def __init__(self, one: Database, other: Database, files: FileStore) -> None:
        self.office = Office(one)
        self.reception = Reception(self.office, files)
        self.clock = ManualClock(self.office.moment.now)
        self._other = other
        self._files = files

    async def opens(self) -> int:
        ids = await self.office.register(a_mir())
        for user_id, role in PEOPLE.items():
            await self.reception.admits(user_id, role)
        return ids["Componente 7"]

    async def hears(self, *updates: Update) -> None:
        for each in updates:
            await self.reception.hears(each)

    async def at_once(self, pair: Pair) -> None:
        """Let the second process begin before the first one commits."""
        for number, update in enumerate((pair.first, pair.second), start=1):
            await self._receive(number, update)
        second = self._worker(self._other)
        answering: list[asyncio.Task[int]] = []

        async def begins() -> None:
            if not answering:
                answering.append(asyncio.create_task(second.drain()))
                await self._goes_as_far_as_it_can(answering[0])

        await self._worker(self.office.database, begins).drain()
        await answering[0]

    async def attempts(self) -> list[tuple[InboxState, int]]:
        rows = await self.office.do(lambda uow: uow.session.execute(select(inbox).order_by(inbox.c.seq)))
        return [(row.state, row.attempts) for row in rows]

    async def _receive(self, number: int, update: Update) -> None:
        raw = {**update, "update_id": number}
        body: dict[str, Any] = next(each for each in update.values() if isinstance(each, dict))
        now = self.office.moment.now
        payload, chat_id = json.dumps(raw), body["from"]["id"]
        await self.office.do(lambda uow: uow.inbox.add(number, chat_id, payload, now))

    def _worker(
        self, database: Database, before_commit: Callable[[], Awaitable[None]] | None = None
    ) -> InboxWorker:
        bot = bot_without_line(TOKEN)
        attachments = taking(bot, database, self._files)
        router = Router(bot, attachments, AtOnce(_nothing, _nothing), lambda: self.office.moment.now, OAXACA)
        points = {Point.BEFORE_HANDLE_COMMIT.value: before_commit} if before_commit else {}
        return InboxWorker(
            database,
            router.handle,
            prepare=router.prepare,
            wall=self.clock,
            sleep=self.clock.sleep,
            options=InboxOptions(concurrency=1),
            failpoints=Failpoints(points),
        )

    async def _goes_as_far_as_it_can(self, answering: asyncio.Task[int]) -> None:
        async with asyncio.timeout(30):
            while not answering.done() and not await self._waiting():
                pass

    async def _waiting(self) -> int:
        async with self.office.database.read() as uow:
            return await uow.session.scalar(WAITING) or 0


@pytest.fixture
async def town(postgres_tables: str, tmp_path: Path) -> AsyncIterator[Town]:
    empty_tables(postgres_tables)
    one, other = Database(postgres_tables), Database(postgres_tables)
    yield Town(one, other, FileStore(tmp_path))
    await one.dispose()
    await other.dispose()


async def approved_and_accepted(town: Town, indicator: int) -> Pair:
    await _sent(town, indicator)
    return Pair(_moves(TITA, Move.APPROVE), _moves(CARLA, Move.ACCEPT_UNAPPROVED), EntregaMoved)


async def returned_and_observed(town: Town, indicator: int) -> Pair:
    await _sent(town, indicator)
    for who, move in ((TITA, Move.RETURN), (CARLA, Move.OBSERVE)):
        await town.hears(_moves(who, move), a_text(who, "Componente 7"), a_text(who, "Falta la firma"))
    return Pair(a_text(TITA, "Devolver ya"), a_text(CARLA, "Observar ya"), EntregaMoved)


async def a_correction_granted_twice(town: Town, indicator: int) -> Pair:
    await _sent(town, indicator)
    await town.hears(a_text(ANA, "corregir componente 7"), a_text(ANA, "26"), a_text(ANA, WHY))
    grant = pack(DecideCorrection(1, is_granted=True))
    return Pair(a_tap(CARLA, grant), a_tap(ELENA, grant), CorrectionDecided)


async def two_prorrogas_asked(town: Town, _: int) -> Pair:
    for who in (ANA, TITA):
        await town.hears(a_text(who, "/prorroga"), a_text(who, "3"), a_text(who, WHY))
    return Pair(a_text(ANA, "Omitir"), a_text(TITA, "Omitir"), ProrrogaNotTaken)


async def a_prorroga_granted_twice(town: Town, _: int) -> Pair:
    await town.hears(*(a_text(ANA, each) for each in ("/prorroga", "3", WHY, "Omitir")))
    grant = pack(DecideProrroga(1, Verdict.GRANT))
    return Pair(a_tap(CARLA, grant), a_tap(ELENA, grant), ProrrogaDecided)


async def a_reassignment_answered_twice(town: Town, _: int) -> Pair:
    await town.hears(a_text(ANA, "no me corresponde componente 7"), a_text(ANA, WHY))
    answers = [pack(DecideReassignment(1, belongs)) for belongs in (True, False)]
    return Pair(a_tap(CARLA, answers[0]), a_tap(ELENA, answers[1]), ReassignmentDecided)


async def an_enlace_reminded_twice(town: Town, _: int) -> Pair:
    nudge = pack(Nudge("402", T3))
    return Pair(a_tap(CARLA, nudge), a_tap(ELENA, nudge), NudgeRepeated)


async def an_indicator_saved_twice(town: Town, indicator: int) -> Pair:
    for who in (ANA, BETO):
        person = await town.office.do(lambda uow, who=who: uow.people.by_telegram_id(who))  # type: ignore[misc]
        enlace = Enlace(town.office, person)
        await enlace.opens(indicator)
        await enlace.types("25")
        await enlace.types(OFICIO)
    return Pair(a_text(ANA, "Guardar"), a_text(BETO, "Guardar"), ChangedMeanwhile)


@pytest.mark.parametrize(
    "prepare",
    [
        approved_and_accepted,
        returned_and_observed,
        a_correction_granted_twice,
        two_prorrogas_asked,
        a_prorroga_granted_twice,
        a_reassignment_answered_twice,
        an_enlace_reminded_twice,
        an_indicator_saved_twice,
    ],
    ids=lambda each: each.__name__,
)
async def test_both_are_answered_at_once(town: Town, prepare: Callable[[Town, int], Awaitable[Pair]]) -> None:
    pair = await prepare(town, await town.opens())
    heard = len(await town.office.said(_reader_of(pair.second)))

    await town.at_once(pair)

    told = (await town.office.said(_reader_of(pair.second)))[heard:]
    assert pair.told in {type(each) for each in told}
    assert await town.attempts() == [(InboxState.DONE, 1), (InboxState.DONE, 1)]
    assert town.clock.slept == []


async def _sent(town: Town, indicator: int) -> None:
    await town.office.save(indicator, an_avance(evidence=(AN_OFICIO,)))
    await town.hears(_moves(ANA, Move.SEND, version=0))


def _moves(who: int, move: Move, version: int = 1) -> Update:
    return a_tap(who, pack(MoveEntrega("402", T3, version, move)))


def _reader_of(update: Update) -> int:
    body: dict[str, Any] = next(each for each in update.values() if isinstance(each, dict))
    return int(body["from"]["id"])


async def _nothing(_: object) -> None:
    return
