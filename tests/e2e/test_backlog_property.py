"""Property: whatever is lost, delayed or reordered, no evidence is saved with another indicator."""

import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.capture.late import LateVerdict
from domain.kit.drafts import Step
from storage.uow import UnitOfWork
from tests.databases import opened_in_memory
from tests.e2e.backlog import Line, Message, a_line, a_report, oficio

REPORTS = 4
COUNT = 4 * REPORTS
places = st.integers(0, COUNT - 1)


@dataclass(frozen=True)
class Fate:
    """The delivery of typed messages: `late` are delayed by how much, `batches` how many come at once.

    At most two come late: a gap of three messages in a row cannot be detected.
    """

    lost: frozenset[int]
    stumbling: dict[int, int]
    late: dict[int, int]
    batches: tuple[int, ...]
    reading: tuple[bool, ...]
    judging: tuple[bool, ...]


fates = st.builds(
    Fate,
    lost=st.frozensets(places, max_size=4),
    stumbling=st.dictionaries(places, st.integers(1, 4), max_size=5),
    late=st.dictionaries(places, st.integers(1, COUNT), max_size=2),
    batches=st.lists(st.integers(1, COUNT), min_size=1, max_size=8).map(tuple),
    reading=st.tuples(*[st.booleans()] * 8),
    judging=st.tuples(*[st.booleans()] * 8),
)


NEVER = (False,) * 8
OPENINGS_COME_LAST = Fate(frozenset(), {}, {8: 3, 12: 3}, (1,), NEVER, NEVER)
"""What was written behind each is refused before, since nothing is open then."""


@settings(max_examples=20, deadline=None)
@given(fate=fates)
@example(fate=OPENINGS_COME_LAST)
def test_no_proof_is_ever_saved_with_another_indicator(sqlite_image: sqlite3.Connection, fate: Fate) -> None:
    asyncio.run(_lives(sqlite_image, fate))


async def _lives(image: sqlite3.Connection, fate: Fate) -> None:
    database = await opened_in_memory(image)
    try:
        with tempfile.TemporaryDirectory() as folder:
            line = await a_line(database, Path(folder), REPORTS)
            await _lives_on(line, fate)
    finally:
        await database.dispose()


async def _lives_on(line: Line, fate: Fate) -> None:
    typed = [each for place in range(1, REPORTS + 1) for each in a_report(line, place)]
    line.lost = {typed[place].number for place in fate.lost}
    line.stumbling = {typed[place].number: times for place, times in fate.stumbling.items()}
    coming = _in_the_order_they_come(typed, fate)
    for turn, size in enumerate((*fate.batches, COUNT)):
        batch, coming = coming[:size], coming[size:]
        await line.brings(*batch)
        if fate.reading[turn % 8]:
            await line.reads()
        if fate.judging[turn % 8]:
            await _judges(line, typed)
        await _is_well(line)
    line.lost = set()
    await _takes_up_what_was_parked(line)
    await _judges(line, typed)
    await _is_well(line)


def _in_the_order_they_come(typed: list[Message], fate: Fate) -> list[Message]:
    places = sorted(range(COUNT), key=lambda place: (place + fate.late.get(place, 0), place in fate.late))
    return [typed[place] for place in places]


async def _takes_up_what_was_parked(line: Line) -> None:
    for number, _ in await line.office.do(lambda uow: uow.inbox.parked()):
        await line.office.do(partial(_unpark, number))
    await line.works()


async def _unpark(number: int, uow: UnitOfWork) -> None:
    await uow.inbox.unpark(number)


async def _judges(line: Line, typed: list[Message]) -> None:
    """Answer the questions about held messages truthfully, until none is held."""
    by_number = {each.number: each for each in typed}
    while (asked := await line.asked_late()) is not None:
        await line.reads()
        unread = (await line.thread()).unread
        assert unread is not None
        is_answer = await _is_answer(line, by_number[unread.held[0].message_id])
        await line.taps(f"lt:{asked.token}:{LateVerdict.YES if is_answer else LateVerdict.NO}")


async def _is_answer(line: Line, message: Message) -> bool:
    draft = (await line.thread()).draft
    if draft is None or message.kind == "open":
        return draft is None and message.kind == "open"
    own = line.ids[f"Componente {message.place}"] == draft.indicator_id
    steps = {"value": Step.VALUE, "proof": Step.EVIDENCE, "save": Step.REVIEW}
    shown = {number for each in draft.evidence for number in each.numbers}
    return own and draft.step is steps[message.kind] and shown <= {oficio(message.place)}


async def _is_well(line: Line) -> None:
    for place in range(1, REPORTS + 1):
        level = f"Componente {place}"
        assert set((await line.proofs())[level]) <= {oficio(place)}
        assert (await line.values()).get(level) in (None, f"{24 + place / 10:g}")
