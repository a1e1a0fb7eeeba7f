"""A few people walk the script in every measured way; a lost capture is detected."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from telegram import Bot

from bench import steps, steps_ours, steps_ptb
from bench.script import FIRST_ID, Crowd
from bench.stand_in import TOKEN, StandIn
from bench.typists import Typists
from bench.walks import Walk
from sandbox.client import SandboxClient
from sandbox.model import SandboxPerson, StoredMessage
from sandbox.server import running_sandbox
from sandbox.world import World
from storage.engine import Database


@pytest.mark.parametrize("who", steps.ON_SANDBOX)
async def test_people_in_the_sandbox_are_answered_over_http(who: str, tmp_path: Path) -> None:
    walk = await steps.ON_SANDBOX[who](tmp_path, 3, 10)

    assert (walk.steps, walk.sandbox is not None) == (30, True)
    assert walk.speed > 0


@pytest.mark.parametrize("who", steps.IN_PROCESS)
async def test_the_same_script_is_walked_without_any_network(who: str, tmp_path: Path) -> None:
    walk = await steps.IN_PROCESS[who](tmp_path, 3, 10)

    assert (walk.steps, walk.sandbox) == (30, None)
    assert walk.speed > 0


async def test_a_person_who_gets_an_answer_types_the_next_line() -> None:
    world = World([SandboxPerson(FIRST_ID, "Ana", has_started=True)])
    typists = Typists(Crowd(range(FIRST_ID, FIRST_ID + 1), 2), world)
    await typists.begin()

    for _ in range(2):
        await _settled()
        _answer(world)
    told = await typists.end()

    assert told
    assert [message.is_from_bot for message in world.messages.values()] == [False, True, False, True]


async def test_an_edit_answers_nobody() -> None:
    world = World([SandboxPerson(FIRST_ID, "Ana", has_started=True)])
    crowd = Crowd(range(FIRST_ID, FIRST_ID + 1), 3)
    typists = Typists(crowd, world)
    await typists.begin()
    await _settled()
    first = _answer(world)
    await _settled()

    first.edit_date = world.now()
    world.touch(first)
    await _settled()

    assert (crowd.typed, crowd.answered) == (2, 1)
    assert typists.task is not None
    typists.task.cancel()


async def test_two_messages_for_one_line_are_found_out() -> None:
    people = [SandboxPerson(FIRST_ID, "Ana", has_started=True)]
    async with running_sandbox(people=people) as sandbox, SandboxClient(sandbox.url) as client:
        async with Bot(TOKEN, base_url=f"{sandbox.url}/bot") as bot:
            for text in ("Paso 2 de 5", "Paso 2 de 5"):
                await bot.send_message(FIRST_ID, text)

        with pytest.raises(AssertionError, match="2 messages answered 1 lines"):
            await StandIn(sandbox.url, client).check_answers(1)


async def test_a_capture_of_ours_that_is_not_stored_is_found_out(database: Database) -> None:
    with pytest.raises(AssertionError, match="0 captures were saved, 3 were typed"):
        await steps_ours.check(database, 3)


async def test_a_database_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")

    @event.listens_for(database.engine.sync_engine, "connect")
    def hurried(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    with pytest.raises(AssertionError, match="synchronous is 1"):
        await steps_ours.check_durable(database)

    await database.dispose()


@pytest.mark.parametrize("walk", [steps_ptb.walk_ptb, steps_ptb.walk_ptb_here])
async def test_a_capture_of_the_peer_that_is_not_committed_is_found_out(
    walk: Callable[[steps_ptb.Persistence, int, int], Awaitable[Walk]], tmp_path: Path
) -> None:
    class Forgetful(steps_ptb.SqlitePersistence):
        def commit(self) -> None:
            self.connection.execute("ROLLBACK")

    with pytest.raises(AssertionError, match="saved 0 captures of 2"):
        await walk(Forgetful(tmp_path / "ptb.db"), 2, 5)


def test_ours_is_held_against_the_wanted_speed_and_the_committing_peer() -> None:
    peer, pickle = _walk(350.0), _walk(1550.0)

    slow, fast = (
        steps.figures_of({steps.OURS: _walk(speed), steps.COMMITTING: peer, "PTB": pickle}, "bound")
        for speed in (310.0, 350.0)
    )

    assert [figure.is_met for figure in slow] == [False, None, None]
    assert [figure.is_met for figure in fast] == [True, None, None]
    assert slow[2].ratio == 0.2


def test_fewer_steps_than_wanted_miss_the_target_though_the_peer_is_slower() -> None:
    own, _ = steps.figures_of({steps.OURS: _walk(299.0), steps.COMMITTING: _walk(100.0)}, "bound")

    assert own.is_met is False


def test_figures_without_a_network_say_so_and_have_no_target() -> None:
    walks = {steps.OURS: _walk(500.0), steps.COMMITTING: _walk(1000.0), steps.FLOOR: _walk(2000.0)}

    figures = steps.figures_without_network(walks)

    assert {figure.measure for figure in figures} == {"steps, no network, in the process"}
    assert [(figure.ratio, figure.target, figure.is_met) for figure in figures] == [
        (None, "", None),
        (0.5, "", None),
        (0.25, "", None),
    ]


def test_what_bounds_us_is_told_in_milliseconds_of_processor() -> None:
    own = Walk(1000, 4.0, 2.6, 0.4, sandbox=1.0)
    here = {steps.OURS: Walk(1000, 2.5, 2.0, 0.2), steps.FLOOR: Walk(1000, 0.5, 0.3, 0.0)}

    bound = steps.bound_of(own, here, 0.0002)

    assert "3.00 ms of processor a step, 0.40 of it in the kernel" in bound
    assert "busy 75% of the time, the sandbox's 25% (1.00 ms a step)" in bound
    assert "without the network 2.20 ms, so 0.80 for HTTP; 0.30 for the rows" in bound
    assert "one commit with FULL takes 0.2 ms" in bound


def _walk(speed: float) -> Walk:
    return Walk(1000, 1000 / speed, 1.0, 0.0)


def _answer(world: World) -> StoredMessage:
    number = world.next_message_id()
    return world.add_message(StoredMessage(number, FIRST_ID, is_from_bot=True, date=world.now(), text="Paso"))


async def _settled() -> None:
    """Let the typists have their turn."""
    for _ in range(5):
        await asyncio.sleep(0)
