"""One person floods: others wait for a few updates only, the rest of the flood waits for its turn."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.receiving.inbox_worker import InboxOptions, InboxWorker
from bot.delivery.receiving.incoming import InlineAsked
from bot.delivery.receiving.ingest import chat_of
from bot.switchboard.router import AtOnce, Prepared, Router
from domain.delivery.outcomes import InboxState, OutboxState
from domain.kit.access import Role
from domain.people.welcome_messages import Help, TooFast
from storage.engine import Database
from storage.files import FileStore
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.e2e.reception import Reception, Update, a_file, a_tap, a_text
from tests.facts import ANA, BETO, Office
from tests.read_back import claim_updates
from tests.workers.inside import taking
from usecases.delivery.hold_back import MOST_WAITING

SLOTS = 4
FLOOD = 300
AT_ONCE = 3 * SLOTS
"""What may be done before somebody else's turn: what was begun, and what is claimed along with it."""


class Shelf:
    """Replaces the bot: has one file that is not evidence, and counts its downloads."""

    file_size = None

    def __init__(self) -> None:
        self.fetched = 0

    async def get_file(self, _: str) -> "Shelf":
        self.fetched += 1
        return self

    async def download_as_bytearray(self) -> bytearray:
        return bytearray(b"nothing")  # as long as declared


class Rush:
    """The inbox with its worker and the router; nothing is sent, so answers queue up."""

    def __init__(self, office: Office, files: FileStore, clock: ManualClock) -> None:
        self.office = office
        self.shelf = Shelf()
        self.acknowledged = 0
        self.begun: list[int] = []
        self.handled: list[int | None] = []
        self.inline_at_once: Counter[int] = Counter()
        self.most_inline_at_once = 0
        self.inline_answered = 0
        self._received = 0
        self._late: tuple[int, Update] | None = None
        bot: Any = self.shelf
        attachments = taking(bot, office.database, files)
        at_once = AtOnce(self._acknowledge, self._answer_inline)
        self._router = Router(bot, attachments, at_once, lambda: office.moment.now, office.moment.zone)
        self.worker = InboxWorker(
            office.database,
            self._handle,
            prepare=self._prepare,
            wall=clock,
            sleep=clock.sleep,
            options=InboxOptions(concurrency=SLOTS),
            on_put_back=self._router.note_put_back,
        )
        self._clock = clock

    async def receive(self, *updates: Update) -> None:
        async with self.office.database.write() as uow:
            for update in updates:
                self._received += 1
                known = {**update, "update_id": self._received}
                now = self.office.moment.now
                await uow.inbox.add(self._received, chat_of(known), json.dumps(known), now)
            await uow.commit()

    def receives_after(self, begun: int, update: Update) -> None:
        """Deliver an update after a number of others were begun."""
        self._late = (begun, update)

    async def ends(self) -> int:
        """Send answers at Telegram's pace until all is handled; return how many were sent."""
        left = 0
        while True:
            await self.worker.drain()
            if not (await self.office.do(lambda uow: uow.inbox.counts())).get(InboxState.NEW):
                return left
            left += await self.office.do(_some_leave)
            self._clock.advance(minutes=1)

    async def until(self, condition: Callable[[dict[InboxState, int]], bool]) -> None:
        """Run the worker until the inbox has these states; ten seconds at most."""
        async with asyncio.timeout(10):
            while not condition(await self.office.do(lambda uow: uow.inbox.counts())):  # noqa: ASYNC110 - no bell
                await asyncio.sleep(0)

    async def _prepare(self, raw: Any) -> Prepared:
        if self._late is not None and len(self.begun) >= self._late[0]:
            (_, late), self._late = self._late, None
            await self.receive(late)
        self.begun.append(_person_of(raw))
        return await self._router.prepare(raw)

    async def _handle(self, uow: UnitOfWork, raw: Any, prepared: Any) -> None:
        await self._router.handle(uow, raw, prepared)
        self.handled.append(raw.get("message", {}).get("message_id"))

    async def _acknowledge(self, _: str) -> None:
        self.acknowledged += 1

    async def _answer_inline(self, asked: InlineAsked) -> None:
        self.inline_at_once[asked.user_id] += 1
        self.most_inline_at_once = max(self.most_inline_at_once, *self.inline_at_once.values())
        for _ in range(SLOTS):
            await asyncio.sleep(0)
        self.inline_at_once[asked.user_id] -= 1
        self.inline_answered += 1


@pytest.fixture
async def rush(memory_database: Database, tmp_path: Path) -> Rush:
    office, files = Office(memory_database), FileStore(tmp_path)
    reception = Reception(office, files)
    ids = await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.ENLACE, "504")
    await reception.hears(a_tap(ANA, f"o:{ids['own']}:3T2025"))
    return Rush(office, files, ManualClock())


def an_inline(user_id: int) -> Update:
    person = {"id": user_id, "is_bot": False, "first_name": "Ana"}
    return {"inline_query": {"id": "9", "from": person, "query": "402", "offset": ""}}


def a_flood() -> list[Update]:
    of_each = FLOOD // 3
    chat = [a_file(ANA), a_tap(ANA, "sd:402:3T2025:0"), a_text(ANA, "/estado")] * of_each
    return [each for message in chat for each in (message, an_inline(ANA))]


def typed(text: str, *, at: int, number: int) -> Update:
    """Return a message written a number of seconds after the first one."""
    update = a_text(ANA, text)
    return {"message": {**update["message"], "date": update["message"]["date"] + at, "message_id": number}}


@pytest.mark.parametrize("begun", [0, 200])
async def test_somebody_else_waits_for_a_few_updates_only(rush: Rush, begun: int) -> None:
    await rush.receive(*a_flood())
    if begun:
        rush.receives_after(begun, a_text(BETO, "/ayuda"))
    else:
        await rush.receive(a_text(BETO, "/ayuda"))

    await rush.worker.drain()

    assert rush.begun.index(BETO) - begun <= AT_ONCE
    assert Help((Role.ENLACE,)) in await rush.office.said(BETO)
    await rush.ends()
    assert await _states(rush) == {InboxState.DONE: 2 * FLOOD + 1}


async def test_a_flood_waits_and_its_files_stay_where_they_are_while_others_look_up(rush: Rush) -> None:
    before = len(await rush.office.rows(ANA))
    await rush.receive(*a_flood())
    rush.receives_after(50, an_inline(BETO))

    await rush.worker.drain()

    assert rush.begun.index(BETO) - 50 <= AT_ONCE
    said = (await rush.office.said(ANA))[before:]
    assert said.count(TooFast()) == 1
    assert len(said) <= 2 * MOST_WAITING
    assert 0 < rush.shelf.fetched <= MOST_WAITING
    assert 0 < rush.acknowledged <= MOST_WAITING + 1
    assert (await _states(rush))[InboxState.NEW] > FLOOD / 2


async def test_nothing_of_a_flood_is_dropped_it_is_told_once_and_answered_in_order(rush: Rush) -> None:
    numbers = list(range(9, 9 + 4 * MOST_WAITING))
    await rush.receive(*[typed("/estado", at=0, number=each) for each in numbers])

    await rush.ends()

    assert rush.handled == numbers
    assert (await rush.office.said(ANA)).count(TooFast()) == 1


async def test_a_flood_goes_on_as_soon_as_its_time_has_come(rush: Rush) -> None:
    await rush.receive(*[typed("/estado", at=0, number=place) for place in range(2 * MOST_WAITING)])
    await rush.worker.drain()
    before = (await _states(rush))[InboxState.NEW]
    await rush.office.do(lambda uow: uow.outbox.cancel_chat(ANA, "sent meanwhile"))

    working = asyncio.create_task(rush.worker.run())
    try:
        await rush.until(lambda states: states.get(InboxState.NEW, 0) < before)
    finally:
        rush.worker.stop()
        await working


@pytest.mark.parametrize("seconds", [3, 12, 20])
async def test_what_came_at_once_after_an_outage_is_taken_at_once_and_called_no_flood(
    rush: Rush, seconds: int
) -> None:
    count = 3 * MOST_WAITING
    await rush.receive(*[typed("/estado", at=place * seconds, number=9 + place) for place in range(count)])

    await rush.worker.drain()

    assert await _states(rush) == {InboxState.DONE: count}
    assert TooFast() not in await rush.office.said(ANA)


async def test_the_inline_queries_of_one_person_are_answered_one_at_a_time(rush: Rush) -> None:
    await rush.receive(*[an_inline(ANA) for _ in range(20)], *[an_inline(BETO) for _ in range(20)])

    await rush.worker.drain()

    assert rush.inline_answered == 40
    assert rush.most_inline_at_once == 1


async def test_an_inline_query_does_not_wait_behind_the_messages_of_the_same_person(rush: Rush) -> None:
    await rush.receive(*[a_file(ANA)] * 20, an_inline(ANA))

    claims = await rush.office.do(lambda uow: _claimed(uow, rush))

    assert ["inline_query" in json.loads(each.payload) for each in claims] == [False, True]


async def test_after_a_flood_taps_are_acknowledged_again(rush: Rush) -> None:
    await rush.receive(*[a_text(ANA, "/estado")] * 60)
    await rush.ends()
    await rush.office.do(lambda uow: uow.outbox.cancel_chat(ANA, "sent meanwhile"))

    await rush.receive(a_text(ANA, "/ayuda"), a_tap(ANA, "sd:402:3T2025:0"))
    await rush.worker.drain()

    assert rush.acknowledged == 1


def _person_of(raw: Any) -> int:
    body = next(value for key, value in raw.items() if key != "update_id")
    return int(body["from"]["id"])


async def _states(rush: Rush) -> dict[InboxState, int]:
    return await rush.office.do(lambda uow: uow.inbox.counts())


async def _some_leave(uow: UnitOfWork) -> int:
    """Mark the older half of a chat's waiting answers as sent."""
    waiting = select(outbox.c.id).where(outbox.c.chat_id == ANA, outbox.c.state == OutboxState.PENDING)
    ids = (await uow.session.scalars(waiting.order_by(outbox.c.id).limit(MOST_WAITING // 2))).all()
    await uow.session.execute(outbox.update().where(outbox.c.id.in_(ids)).values(state=OutboxState.SENT))
    return len(ids)


async def _claimed(uow: UnitOfWork, rush: Rush) -> Any:
    lease = InboxOptions().lease
    return await claim_updates(uow, rush.office.moment.now, lease, limit=10)
