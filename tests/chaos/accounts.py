"""Checks after random kills: cut sends, doubled messages, and whether each was to be expected."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.kit.said import Nature
from domain.papers.kinds import OrderState, PaperFault
from sandbox.model import StoredMessage
from storage.failpoints import Point
from storage.papers import paper_order
from tests.chaos.city import NOT_A_MESSAGE, City
from tests.chaos.enlaces import SAVED, WELCOME
from tests.chaos.readers import IRIS, reminded_of_the_silent
from tests.facts import OAXACA
from usecases.switchboard.messages import NATURES, POLICIES

REMINDER, SUMMARY, OUTAGE = "🔔", "Brechas del 3T2025", "⚠️ Puntual estuvo detenido del"
CONFIRMATIONS = {"saved": SAVED, "welcome": WELCOME}
PLANNED = ("reminder", "summary", "gaps_picture", "gaps_book")


@dataclass
class KillCounts:
    """Counts of the kills; `in_flight` are the sends whose answer was not yet recorded."""

    kills: Counter[str] = field(default_factory=Counter)
    stumbles: Counter[Point] = field(default_factory=Counter)
    """Kills at a failpoint."""
    in_flight: set[tuple[int, str]] = field(default_factory=set)
    at_work: int = 0
    """Killed processes that had begun to work; the others were still starting."""
    start: float = 0.0
    """Seconds that a bot takes to start."""
    planned: list[int] = field(default_factory=list)
    """Notices of each day planned by processes that were killed."""

    @property
    def cuts(self) -> Counter[int]:
        """Return how many sends of each row were cut."""
        return Counter(row for row, _ in self.in_flight)


async def each_notice_is_said(city: City, counts: KillCounts) -> None:
    """Each notice was sent, or is in doubt after two cut sends."""
    for row in await city.rows():
        if NATURES[row.kind] is not Nature.NOTICE:
            continue
        assert row.ambiguous == counts.cuts[row.id], row
        if row.state is OutboxState.SENT:
            assert row.message_id is not None, row
            assert city.telegram.world.messages[row.message_id].chat_id == row.chat_id
        else:
            assert row.state is OutboxState.UNKNOWN, row
            assert counts.cuts[row.id] == POLICIES.of(row.kind).ambiguous_retries + 1 == 2, row


async def each_is_reminded_once_a_day(city: City, counts: KillCounts, rungs: Sequence[datetime]) -> None:
    """Every person got each rung once, or once more for a cut send."""
    reminders = [row for row in await city.rows() if row.kind == "reminder"]
    heard = _reminders_heard(city)

    size = len(city.enlaces)
    days = {rung.date(): size + reminded_of_the_silent(rung.date()) for rung in rungs}
    assert Counter(_created_on(row) for row in reminders) == days
    for row in reminders:
        # Two cut sends may both have failed; an answered one arrived.
        least = 1 if row.state is OutboxState.SENT else 0
        assert least <= heard[row.chat_id, _created_on(row)] <= least + counts.cuts[row.id], row
    assert heard.keys() <= {(row.chat_id, _created_on(row)) for row in reminders}


async def implan_is_told_each_day(city: City, rungs: Sequence[datetime]) -> None:
    """One summary a day with its files; all but the first mention the outage."""
    rows = await city.rows()
    summaries = {_created_on(row): row for row in rows if row.kind == "summary"}
    assert list(summaries) == [rung.date() for rung in rungs]
    assert Counter(row.kind for row in rows)["summary"] == len(rungs)
    for day, row in summaries.items():
        if row.state is OutboxState.SENT:
            assert row.message_id is not None
            told = city.telegram.world.messages[row.message_id]
            assert (told.chat_id, OUTAGE in told.text) == (IRIS, day != rungs[0].date()), told
    files = [{_created_on(row) for row in rows if row.kind == kind} for kind in ("gaps_picture", "gaps_book")]
    assert files[0] == files[1] <= summaries.keys(), "both follow the summary, on days with news"
    assert rungs[0].date() in files[0]


async def each_order_has_an_end(city: City) -> None:
    """Each order was made completely, once: a kill does not count as a try."""
    rows = {row.id: row for row in await city.rows()}
    files = Counter(row.key for row in rows.values() if row.kind == "paper_file")
    orders = await orders_of(city)
    # While nothing is made, a fourth waiting order is refused at once.
    refused = [row for row in rows.values() if row.kind == "paper_not_taken"]
    assert {row.data["problem"] for row in refused} <= {"too_many", "already"}, refused
    assert len(orders) + len(refused) == sum(each.deeds for each in city.readers)
    assert set(files.values()) <= {1}
    assert set(files) == {f"paper:{each.id}:file:0" for each in orders if each.state is OrderState.DONE}
    for each in orders:
        is_in_doubt = each.state is OrderState.FAILED and (each.error or "").startswith(PaperFault.IN_DOUBT)
        assert each.state is OrderState.DONE or is_in_doubt, each


async def only_what_was_cut_is_doubled(city: City, counts: KillCounts) -> None:
    """Each doubt comes from a send in progress at a kill, and each copy from a doubt."""
    rows = await city.rows()
    assert sum(row.ambiguous for row in rows) == len(counts.in_flight)
    assert {row.state for row in rows} <= {OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.CANCELLED}

    doubts: Counter[int] = Counter()
    for row in rows:
        doubts[row.chat_id] += row.ambiguous if row.kind not in NOT_A_MESSAGE else 0
    copies = Counter(each.chat_id for each in await city.copies())
    assert {chat for chat, count in copies.items() if count > doubts[chat]} == set()


async def confirmations_are_never_doubled(city: City) -> None:
    rows = await city.rows()
    for kind, words in CONFIRMATIONS.items():
        unknown = Counter(row.chat_id for row in rows if (row.kind, row.state) == (kind, OutboxState.UNKNOWN))
        copies = Counter(each.chat_id for each in await city.copies() if words in each.text)
        assert copies <= unknown, kind


async def planned_on(city: City, day: date) -> int:
    """Count the notices of a day in the outbox."""
    return sum(row.kind in PLANNED and _created_on(row) == day for row in await city.rows())


async def orders_of(city: City) -> list[Row[Any]]:
    async with city.office.database.read() as uow:
        return list(await uow.session.execute(select(paper_order).order_by(paper_order.c.id)))


async def reported(city: City, counts: KillCounts) -> str:
    rows, copies = await city.rows(), await city.copies()
    unknown = Counter(row.kind for row in rows if row.state is OutboxState.UNKNOWN)
    heard = _reminders_heard(city)
    reminders = [row for row in rows if row.kind == "reminder"]
    said = Counter(heard[row.chat_id, _created_on(row)] for row in reminders)
    ends = Counter(each.state.value for each in await orders_of(city))
    return f"""
kills {counts.kills.total()}, of them at work {counts.at_work}: {dict(counts.kills)}
at failpoints {dict(sorted(counts.stumbles.items()))}
updates {city.deeds()}, captures {sum(each.done for each in city.enlaces)}, orders {dict(ends)}
notices {dict(Counter(row.kind for row in rows))}
notices planned by the killed, by day {counts.planned}
in flight at a kill {len(counts.in_flight)}, unknown {dict(unknown)}
messages without a record {dict(Counter(_kind(each) for each in copies))}
reminders said so many times {dict(sorted(said.items()))}
"""


def _reminders_heard(city: City) -> Counter[tuple[int, date]]:
    return Counter((each.chat_id, _day(each)) for each in city.said() if REMINDER in each.text)


def _kind(message: StoredMessage) -> str:
    kinds = {
        REMINDER: "reminder",
        SUMMARY: "summary",
        OUTAGE: "summary",
        SAVED: "saved",
        WELCOME: "welcome",
        "Informe": "paper",
    }
    return next((kind for words, kind in kinds.items() if words in message.text), "question")


def _created_on(row: OutboxRow) -> date:
    return row.created_at.astimezone(OAXACA).date()


def _day(message: StoredMessage) -> date:
    return datetime.fromtimestamp(message.date, OAXACA).date()
