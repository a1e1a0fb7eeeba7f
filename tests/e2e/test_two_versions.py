"""A process leaves rows that it does not understand to a later version, for a day."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.capture.messages import Question
from domain.kit.access import Action
from storage.conversations import conversation
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.e2e.backlog import Line, a_line, a_report

LATER: list[dict[str, Any]] = [
    {"draft": {"step": "a_step_of_a_later_version"}},
    {"gap": {"held": "in another form"}},
    {"form": {"kind": "closing", "subject": {"about": {"of": "a later version"}}}},
    {"form": {"kind": "of_a_later_version", "action": str(Action.CAPTURE), "token": "9", "unit_code": "402"}},
]


@pytest.fixture
async def line(database: Database, tmp_path: Path) -> Line:
    return await a_line(database, tmp_path, 1)


@pytest.mark.parametrize("state", LATER, ids=lambda state: next(iter(state)))
async def test_what_a_later_version_stored_is_left_to_it(line: Line, state: dict[str, Any]) -> None:
    opens, value, *_ = a_report(line, 1)
    await line.brings(opens)
    before = await line.office.do(partial(store, state))

    await line.comes(value)
    for _ in range(9):
        await line.tries()
        assert await line.office.do(lambda uow: uow.inbox.parked()) == []
        line.clock.advance(minutes=1)
    await line.office.do(partial(store, before))
    await line.works()

    assert line.handled == [opens.number, value.number]
    assert isinstance((await line.reads())[-1], Question)


async def test_after_a_day_no_later_version_is_hoped_for(line: Line) -> None:
    opens, value, *_ = a_report(line, 1)
    await line.brings(opens)
    await line.office.do(partial(store, LATER[0]))
    await line.comes(value)

    line.clock.advance(days=1)
    for _ in range(5):
        line.clock.advance(minutes=10)
        await line.tries()

    assert [number for number, _ in await line.office.do(lambda uow: uow.inbox.parked())] == [value.number]


async def store(state: dict[str, Any], uow: UnitOfWork) -> dict[str, Any]:
    """Store another state in all conversations; return the old one."""
    before = (await uow.session.execute(conversation.select())).one().state
    await uow.session.execute(conversation.update().values(state=state))
    old: dict[str, Any] = json.loads(before) if isinstance(before, str) else before
    return old
