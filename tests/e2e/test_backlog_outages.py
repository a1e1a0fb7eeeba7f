"""After an outage, a locked database, a crash or a wrong clock nobody is asked about waiting messages."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from telegram.error import NetworkError

from bot.delivery.connection.refusals import NotLeft
from bot.kit.waiting import WaitForOthers
from domain.capture.late_messages import LateAsked
from domain.capture.messages import FileProblem, Question, Refused
from domain.kit.moments import Moment
from domain.people.welcome_messages import Unhandled
from storage.engine import Database
from tests.documents.letters import a_pdf
from tests.e2e.backlog import Line, Message, a_line, a_report, oficio

MANY = 3
WRONG = [timedelta(days=-1), timedelta(hours=-1), timedelta(minutes=7), timedelta(days=1)]
"""By how much the clock differs from Telegram's, within the quarter."""
WAITS = "Se lo mando mañana"


@pytest.fixture
async def line(database: Database, tmp_path: Path) -> Line:
    return await a_line(database, tmp_path, MANY)


def all_reports(line: Line) -> list[Message]:
    return [each for place in range(1, MANY + 1) for each in a_report(line, place)]


async def nobody_is_asked_again(line: Line) -> None:
    assert await line.proofs() == {f"Componente {place}": [oficio(place)] for place in range(1, MANY + 1)}
    assert not {LateAsked, Unhandled, Refused} & {type(each) for each in await line.reads()}
    assert (await line.thread()).unread is None


def busy() -> Exception:
    held = sqlite3.OperationalError("database is locked")
    held.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("UPDATE", {}, held)


def out_of_descriptors() -> Exception:
    return OSError(24, "Too many open files")


@pytest.mark.parametrize("fault", [busy, out_of_descriptors, WaitForOthers, TimeoutError])
@pytest.mark.parametrize("at", range(4))
async def test_what_failed_by_its_surroundings_is_taken_in_its_turn(
    line: Line, fault: Callable[[], Exception], at: int
) -> None:
    messages = all_reports(line)
    line.failing = {each.number: [fault() for _ in range(3)] for each in messages[at::4]}

    await line.brings(*messages)

    assert line.handled == [each.number for each in messages]
    await nobody_is_asked_again(line)


@pytest.mark.parametrize("before", range(5))
async def test_an_update_in_progress_at_a_crash_is_taken_in_its_turn(line: Line, before: int) -> None:
    messages = all_reports(line)
    await line.brings(*messages[:before])
    await line.waits(*messages[before:])

    for _ in range(2):
        await line.dies_at_hand()
    await line.works()

    assert line.handled == [each.number for each in messages]
    await nobody_is_asked_again(line)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("is_read", [True, False])
async def test_a_wrong_clock_is_no_refusal(line: Line, wrong: timedelta, is_read: bool) -> None:
    opened, value, *rest = all_reports(line)
    await line.brings(opened, value)
    if is_read:
        await line.reads()
    right = line.office.moment

    line.office.moment = Moment(right.now + wrong, right.zone)
    await line.brings(*rest[:3])
    line.office.moment = right
    await line.brings(*rest[3:])

    await nobody_is_asked_again(line)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
async def test_whether_a_refusal_was_read_is_told_by_numbers_whatever_the_clock_says(
    line: Line, wrong: timedelta
) -> None:
    opened, value, proof, save = a_report(line, 1)
    line.office.moment = replace(line.office.moment, now=line.office.moment.now + wrong)
    await line.brings(opened, line.writes("mucho"))
    await line.reads()

    await line.brings(*(line.writes(each.text) for each in (value, proof, save)))

    assert (await line.proofs())["Componente 1"] == [oficio(1)]
    assert (await line.thread()).unread is None


async def test_a_file_that_an_outage_keeps_back_is_taken_in_its_turn(line: Line) -> None:
    opened, value, proof, _ = a_report(line, 1)
    await line.brings(opened, value)
    outage = NetworkError("x")
    outage.__cause__ = NotLeft("x")
    line.shelf.failing = [outage] * 9

    await line.sends("lista.pdf", a_pdf("Lista de asistencia"), proof.text, "guardar")

    assert (await line.proofs())["Componente 1"] == [oficio(1)]
    assert not {FileProblem, LateAsked, Refused} & {type(each) for each in await line.reads()}
    assert (await line.thread()).unread is None


async def _leaves_one_waiting(line: Line, *said: str) -> None:
    """Report the first indicator despite a refusal, so that the messages after it are held."""
    opened, value, proof, save = a_report(line, 1)
    await line.brings(opened, value)
    await line.reads()
    await line.brings(line.writes("no sé"), *(line.writes(each) for each in said))
    await line.reads()
    await line.brings(line.writes(proof.text))
    await line.reads()
    await line.brings(line.writes(save.text))
    await line.reads()
    assert (await line.proofs())["Componente 1"] == [oficio(1)]


async def test_what_waits_since_another_day_makes_no_refusal_of_an_outage(line: Line) -> None:
    await _leaves_one_waiting(line, WAITS)

    await line.brings(*a_report(line, 2), *a_report(line, 3))

    proofs = await line.proofs()
    assert (proofs["Componente 2"], proofs["Componente 3"]) == ([oficio(2)], [oficio(3)])
    thread = await line.thread()
    assert thread.unread is not None
    assert [each.said for each in thread.unread.held] == [WAITS]


async def test_what_is_written_once_more_waits_no_longer(line: Line) -> None:
    await _leaves_one_waiting(line, "guardar")

    assert await line.asked_late() is None
    await line.brings(*a_report(line, 2))
    assert (await line.proofs())["Componente 2"] == [oficio(2)]
    assert not {LateAsked} & {type(each) for each in await line.reads()}


async def test_a_yes_to_what_was_not_read_yet_is_asked_about_and_what_is_behind_it_too(line: Line) -> None:
    await _leaves_one_waiting(line, WAITS)
    opened, value, proof, save = a_report(line, 2)

    await line.brings(opened, line.writes("sí"), value, proof, save)

    assert await line.proofs() == {**await line.proofs(), "Componente 2": []}
    thread = await line.thread()
    assert thread.unread is not None
    assert [each.said for each in thread.unread.held][1:] == ["sí", value.text, proof.text, save.text]


async def test_what_waits_behind_something_old_is_told_of(line: Line) -> None:
    await _leaves_one_waiting(line, WAITS)
    await line.brings(a_report(line, 2)[0])
    await line.reads()

    await line.brings(line.writes("mucho"), line.writes("25"), line.writes("26"))

    said = await line.reads()
    assert [type(each) for each in said] == [Refused, Question, LateAsked]
    assert isinstance(said[-1], LateAsked)
    assert (said[-1].said, said[-1].more) == (WAITS, 1)
    thread = await line.thread()
    assert thread.unread is not None
    assert [each.said for each in thread.unread.held] == [WAITS, "25", "26"]
