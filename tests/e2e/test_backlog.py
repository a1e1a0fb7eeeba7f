"""A backlog is not a flood: waiting messages are taken in order; after a gap the bot asks before saving."""

from pathlib import Path

import pytest

from domain.capture.late import LateVerdict
from domain.capture.late_messages import LateAsked
from domain.capture.messages import FileProblem, Question, Refused, UnknownIndicator
from domain.kit.drafts import Step
from domain.people.welcome_messages import TooFast, Unhandled
from storage.engine import Database
from tests.documents.letters import LETTER, a_pdf
from tests.e2e.backlog import Line, Message, a_line, a_report, oficio

MANY = 10


@pytest.fixture
async def line(database: Database, tmp_path: Path) -> Line:
    return await a_line(database, tmp_path, MANY)


def all_reports(line: Line, *, after: int = 12) -> list[Message]:
    return [each for place in range(1, MANY + 1) for each in a_report(line, place, after=after)]


@pytest.mark.parametrize("after", [3, 12, 20])
async def test_forty_messages_of_an_outage_save_ten_indicators_each_with_its_own_proof(
    line: Line, after: int
) -> None:
    await line.brings(*all_reports(line, after=after))

    assert await line.proofs() == {f"Componente {place}": [oficio(place)] for place in range(1, MANY + 1)}
    assert (await line.values())["Componente 3"] == "24.3"
    assert not {TooFast, LateAsked} & {type(each) for each in await line.reads()}


async def test_what_failed_for_a_while_is_taken_in_its_turn(line: Line) -> None:
    messages = all_reports(line)
    line.stumbling = {each.number: 1 + each.number % 4 for each in messages[::3]}

    await line.brings(*messages)

    assert line.handled == [each.number for each in messages]
    assert await line.proofs() == {f"Componente {place}": [oficio(place)] for place in range(1, MANY + 1)}


@pytest.mark.parametrize("lost", ["open", "value", "proof", "save"])
async def test_behind_a_parked_message_nothing_is_filed_unasked(line: Line, lost: str) -> None:
    first, second, third = (a_report(line, place) for place in (1, 2, 3))
    line.lost = {each.number for each in second if each.kind == lost}

    await line.brings(*first, *second, *third)

    proofs = await line.proofs()
    assert proofs["Componente 1"] == [oficio(1)]
    assert not any(proof for level, proof in proofs.items() if level != "Componente 1")
    thread = await line.thread()
    assert thread.unread is not None
    behind = [each for each in (*second, *third) if each.number > max(line.lost)]
    assert [each.message_id for each in thread.unread.held] == [each.number for each in behind]


async def test_the_open_question_is_asked_again_before_anything_is_asked_about(line: Line) -> None:
    opened, value, *rest = a_report(line, 1)
    await line.brings(opened)
    await line.reads()
    line.lost = {value.number}

    await line.brings(value, *rest)

    told, again, asked = await line.reads()
    assert isinstance(told, Unhandled)
    assert isinstance(again, Question)
    assert (again.step, again.is_resumed) == (Step.VALUE, True)
    assert isinstance(asked, LateAsked)
    assert (asked.said, asked.is_open, asked.more) == (rest[0].text, True, 0)


async def test_what_waits_is_taken_one_by_one_when_it_is_said_to_be_the_answer(line: Line) -> None:
    first, second = a_report(line, 1), a_report(line, 2)
    line.lost = {first[0].number}
    await line.brings(*first, *second)
    await line.reads()

    for verdict in (*[LateVerdict.NO] * 3, *[LateVerdict.YES] * 4):
        asked = await line.asked_late()
        assert asked is not None
        await line.taps(f"lt:{asked.token}:{verdict}")

    assert await line.asked_late() is None
    proofs = await line.proofs()
    assert (proofs["Componente 1"], proofs["Componente 2"]) == ([], [oficio(2)])


async def test_yes_and_no_may_be_typed(line: Line) -> None:
    opened, value, proof, save = a_report(line, 1)
    await line.brings(opened)
    line.lost = {value.number}
    await line.brings(value, proof, save)
    await line.reads()

    await line.brings(line.writes("no"))
    await line.reads()
    await line.brings(line.writes("No."))
    await line.brings(line.writes("25"))

    assert await line.asked_late() is None
    thread = await line.thread()
    assert thread.draft is not None
    assert thread.draft.step is Step.EVIDENCE


async def test_all_that_waits_may_be_left(line: Line) -> None:
    first, second = a_report(line, 1), a_report(line, 2)
    line.lost = {first[0].number}
    await line.brings(*first, *second)
    asked = await line.asked_late()
    assert asked is not None

    await line.taps(f"lt:{asked.token}:x")
    await line.reads()
    await line.brings(*a_report(line, 3))

    assert await line.asked_late() is None
    assert (await line.proofs())["Componente 3"] == [oficio(3)]


async def test_what_is_answered_otherwise_is_asked_about_anew(line: Line) -> None:
    opened, value, proof, save = a_report(line, 1)
    await line.brings(opened)
    line.lost = {value.number}
    await line.brings(value, proof, save)
    before = await line.asked_late()
    await line.reads()

    await line.brings(line.writes("25"))

    question, asked = await line.reads()
    assert isinstance(question, Question)
    assert question.step is Step.EVIDENCE
    assert isinstance(asked, LateAsked)
    assert before is not None
    assert (asked.said, asked.more) == (proof.text, 1)
    await line.taps(f"lt:{before.token}:y")
    assert (await line.proofs())["Componente 1"] == []
    await line.taps(f"lt:{asked.token}:y")
    await line.brings(line.writes("sí"))
    thread = await line.thread()
    assert thread.draft is not None
    assert [each.numbers for each in thread.draft.evidence] == [(oficio(1),)]


async def test_behind_a_refused_answer_nothing_is_filed_unasked(line: Line) -> None:
    first, second = a_report(line, 1), a_report(line, 2)
    without = [each for each in first if each.kind != "save"]

    await line.brings(*without, *second)

    assert await line.proofs() == {level: [] for level in line.ids}
    said = await line.reads()
    assert [type(each) for each in said[-3:]] == [Refused, Question, LateAsked]
    thread = await line.thread()
    assert thread.draft is not None
    assert [each.numbers for each in thread.draft.evidence] == [(oficio(1),)]


async def test_behind_an_indicator_that_is_not_found_nothing_is_filed_unasked(line: Line) -> None:
    opened, *_ = a_report(line, 1)
    mistyped = line.writes("/capturar Componente 77")
    second = a_report(line, 2)[1:]

    await line.brings(opened, mistyped, *second)

    assert UnknownIndicator in {type(each) for each in await line.reads()}
    assert await line.values() == {}


async def test_behind_another_capture_that_is_not_saved_nothing_is_filed_unasked(line: Line) -> None:
    first, second = a_report(line, 1), a_report(line, 2)
    other = line.writes("/capturar Componente 2")
    rest = [line.writes(each.text, place=2) for each in second[1:]]

    await line.brings(*first[:3], other, *rest)

    assert await line.proofs() == {level: [] for level in line.ids}


async def test_a_refusal_that_was_read_is_answered_as_ever(line: Line) -> None:
    opened, value, proof, save = a_report(line, 1)
    await line.brings(opened, line.writes("mucho"))
    assert Refused in {type(each) for each in await line.reads()}

    rest = [line.writes(each.text) for each in (value, proof, save)]
    await line.brings(*rest)

    assert (await line.proofs())["Componente 1"] == [oficio(1)]
    assert await line.asked_late() is None


async def test_a_message_out_of_order_is_asked_about(line: Line) -> None:
    first, second = a_report(line, 1), a_report(line, 2)

    await line.brings(*first[:2], second[2], first[2], first[3], *second[:2])

    assert await line.proofs() == {level: [] for level in line.ids}
    thread = await line.thread()
    assert thread.unread is not None
    assert thread.unread.held[0].said == first[2].text


async def test_a_parked_message_that_is_taken_up_again_is_asked_about(line: Line) -> None:
    opened, value, *_ = a_report(line, 1)
    await line.brings(opened)
    line.lost = {value.number}
    await line.brings(value)
    await line.reads()
    line.lost = set()

    await line.office.do(lambda uow: uow.inbox.unpark(value.number))
    await line.works()

    asked = await line.asked_late()
    assert asked is not None
    assert asked.said == value.text


async def test_commands_that_only_look_are_answered_whenever_they_were_written(line: Line) -> None:
    opened, value, proof, _ = a_report(line, 1)
    looks = [line.writes(text) for text in ("/estado", "/pendientes", "/ayuda", "gracias")]
    deed = line.writes("/cancelar")
    await line.brings(opened)
    line.lost = {value.number}

    await line.brings(value, proof, *looks, deed)

    thread = await line.thread()
    assert thread.unread is not None
    assert [each.said for each in thread.unread.held] == [proof.text, "/cancelar"]
    asked = await line.asked_late()
    assert asked is not None
    await line.taps(f"lt:{asked.token}:n")
    asked = await line.asked_late()
    assert asked is not None
    await line.taps(f"lt:{asked.token}:y")
    assert (await line.thread()).draft is None


async def test_an_edited_message_that_waits_says_what_it_says_now(line: Line) -> None:
    opened, value, proof, save = a_report(line, 1)
    await line.brings(opened)
    line.lost = {value.number}
    await line.brings(value, proof, save)

    await line.edits(proof.number, "25")

    asked = await line.asked_late()
    assert asked is not None
    assert asked.said == "25"


async def test_where_it_is_not_known_whether_the_refusal_was_read_a_message_waits(line: Line) -> None:
    opened, value, *_ = a_report(line, 1)
    await line.brings(opened, line.writes("mucho"))
    await line.leaves()
    again = line.writes(value.text)

    await line.comes(again)

    assert (await line.thread()).unread is not None
    assert line.handled[-1] != again.number
    await line.arrives()
    await line.works()
    thread = await line.thread()
    assert line.handled[-1] == again.number
    assert thread.draft is not None
    assert thread.draft.step is Step.EVIDENCE


async def test_behind_a_refused_file_nothing_is_filed_unasked(line: Line) -> None:
    opened, value, *_ = a_report(line, 1)
    await line.brings(opened, value)
    await line.reads()
    second = a_report(line, 2)

    await line.sends("imagen.gif", b"GIF89a")
    await line.brings(*second[2:])

    assert FileProblem in {type(each) for each in await line.reads()}
    asked = await line.asked_late()
    assert asked is not None
    assert asked.said == second[2].text


@pytest.mark.parametrize("verdict", LateVerdict)
async def test_a_file_that_was_sent_too_early_is_asked_about(line: Line, verdict: LateVerdict) -> None:
    opened, value, *_ = a_report(line, 1)
    await line.brings(opened, value, line.writes("no sé"))
    await line.sends("oficio.pdf", a_pdf(*LETTER))
    asked = await line.asked_late()
    assert asked is not None
    assert (asked.said, asked.is_file) == ("oficio.pdf", True)

    await line.taps(f"lt:{asked.token}:{verdict}")

    draft = (await line.thread()).draft
    assert draft is not None
    assert bool(draft.evidence) is (verdict is LateVerdict.YES)


async def test_a_file_that_nothing_asks_for_any_more_is_refused(line: Line) -> None:
    opened, value, *_ = a_report(line, 1)
    await line.brings(opened, value, line.writes("no sé"))
    await line.sends("oficio.pdf", a_pdf(*LETTER))
    await line.reads()
    await line.brings(line.writes("/cancelar"))
    asked = await line.asked_late()
    assert asked is not None
    assert not asked.is_open

    await line.taps(f"lt:{asked.token}:y")

    assert FileProblem("not_awaited") in await line.reads()
