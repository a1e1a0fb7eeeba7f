"""Editing a message corrects its answer: before saving, after it, and after the report was sent."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete

from domain.capture.messages import Question, Refused, Unfinished
from domain.capture.turns import Refusal
from domain.kit.access import Grant, Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Change, Choice, Given, Step
from domain.kit.entregas import Move
from domain.kit.values import ValueProblem
from storage.tables.records import IndicatorTable
from storage.uow import UnitOfWork
from tests.facts import BETO, T3, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.usecases.deliveries import send_all
from tests.usecases.enlaces import OFICIO, WHY, Enlace, an_enlace
from usecases.capture.corrections import answers_open_question
from usecases.kit.conversations import open_thread
from usecases.review.move_entrega import MadeMove, make_move

VALUE, PROOF, WORDS, ACTION, DAY = 11, 13, 15, 17, 19
"""The Telegram messages that gave each answer."""


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
def actividad(ids: dict[str, int]) -> int:
    return ids["Actividad 7.1"]


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    return await an_enlace(office)


async def review(ana: Enlace, indicator_id: int) -> None:
    await ana.opens(indicator_id)
    await ana.types("25", VALUE)
    await ana.types(OFICIO, PROOF)
    await ana.heard()


async def shortfall(ana: Enlace, indicator_id: int) -> None:
    await ana.opens(indicator_id)
    await ana.types("10", VALUE)
    await ana.taps(Choice.CAUSE)
    for words, message_id in zip(WHY, (WORDS, ACTION, DAY), strict=True):
        await ana.types(words, message_id)
    await ana.types(OFICIO, PROOF)
    await ana.heard()


async def sends(office: Office, ana: Enlace) -> None:
    """Hand in the report with its gaps."""

    async def send(uow: UnitOfWork) -> None:
        read = await uow.entregas.get("402", T3)
        made = MadeMove(Move.SEND, "Falta un indicador por capturar")
        await make_move(uow, ana.person, read, made, office.moment)

    await office.do(send)


async def test_an_edited_value_is_shown_old_and_new(office: Office, ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)

    assert await ana.edits(VALUE, "26")

    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    assert (asked.step, asked.value) == (Step.REVIEW, Decimal(26))
    assert asked.changed == Change(Given.VALUE, "25", "26")
    (entry, *_) = await office.do(lambda uow: audit_entries(uow, subject=f"avance:{actividad}:3T2025"))
    assert (entry.action, entry.before, entry.after) == ("answer_edited", {"value": "25"}, {"value": "26"})


async def test_an_edited_value_is_checked_again(ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)

    await ana.edits(VALUE, "2.5")

    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    assert (asked.step, asked.doubtful) == (Step.DOUBT, Decimal("2.5"))


async def test_an_edit_that_cannot_be_read_changes_nothing(ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    before = await ana.draft()

    assert await ana.edits(VALUE, "mucho")

    assert await ana.heard() == [Refused(ValueProblem.WORDS, "mucho")]
    assert await ana.draft() == before


@pytest.mark.parametrize(
    ("message_id", "text", "field", "expected"),
    [
        pytest.param(WORDS, "La licitación se declaró desierta", "reason", None, id="words"),
        pytest.param(ACTION, "Se licitará otra vez", "action", None, id="action"),
        pytest.param(DAY, "15 de noviembre", "recovery_on", date(2025, 11, 15), id="day"),
    ],
)
async def test_each_part_of_the_justification_is_corrected_by_its_message(
    ana: Enlace, actividad: int, message_id: int, text: str, field: str, expected: date | None
) -> None:
    await shortfall(ana, actividad)

    await ana.edits(message_id, text)

    draft = await ana.draft()
    assert draft is not None
    assert getattr(draft, field) == (expected or text)
    assert draft.step is Step.REVIEW


async def test_an_edited_oficio_replaces_the_one_before(ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)

    await ana.edits(PROOF, "SP/113/2025 del 26 de septiembre")

    draft = await ana.draft()
    assert draft is not None
    assert [each.numbers for each in draft.evidence] == [("SP/113/2025",)]


async def test_a_message_that_answered_nothing_corrects_nothing(ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)

    assert not await ana.edits(99, "26")


async def test_a_justification_that_is_not_needed_any_more_is_not_corrected(
    ana: Enlace, actividad: int
) -> None:
    await shortfall(ana, actividad)
    await ana.edits(VALUE, "25")

    assert not await ana.edits(WORDS, "La licitación se declaró desierta")


async def test_what_is_saved_is_corrected_and_confirmed(office: Office, ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.heard()

    assert await ana.edits(VALUE, "26")
    (asked,) = await ana.heard()
    unsaved = await office.avance(actividad)
    await ana.taps(Choice.SAVE)
    saved = await office.avance(actividad)

    assert isinstance(asked, Question)
    assert (asked.step, asked.changed) == (Step.REVIEW, Change(Given.VALUE, "25", "26"))
    assert unsaved is not None
    assert unsaved.value == Decimal(25)
    assert saved is not None
    assert (saved.value, saved.version) == (Decimal(26), 2)


async def test_the_same_message_may_be_edited_again(office: Office, ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.edits(VALUE, "26")

    await ana.edits(VALUE, "24")
    await ana.taps(Choice.SAVE)

    saved = await office.avance(actividad)
    assert saved is not None
    assert saved.value == Decimal(24)


async def test_a_saved_justification_that_is_not_needed_is_refused(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await shortfall(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.edits(VALUE, "25")
    await ana.taps(Choice.SAVE)
    await ana.heard()

    await ana.edits(WORDS, "La licitación se declaró desierta")

    assert await ana.heard() == [Refused(Refusal.NOT_A_CHOICE, "La licitación se declaró desierta")]


async def test_answers_of_another_indicator_are_not_lost_to_an_edit(
    ana: Enlace, ids: dict[str, int], actividad: int
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.opens(ids["Componente 7"])
    await ana.types("25", 31)
    await ana.heard()

    assert await ana.edits(VALUE, "26")

    unfinished, _ = await ana.heard()
    assert unfinished == Unfinished("Componente 7", Decimal(25))


async def test_a_message_of_somebody_else_corrects_nothing(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    beto = await an_enlace(office, BETO)

    assert not await beto.edits(VALUE, "26")


async def test_whoever_left_the_unit_corrects_nothing(office: Office, ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    person_id = ana.person.actor.person_id
    await office.do(lambda uow: uow.people.revoke(person_id, office.moment.now))
    moved = await an_enlace(office, unit_code="504")

    assert Grant(Role.ENLACE, "504") in moved.person.actor.grants
    assert not await moved.edits(VALUE, "26")


@pytest.mark.parametrize(
    ("message_id", "text"),
    [(VALUE, "26"), (PROOF, "SP/113/2025 del 26 de septiembre")],
    ids=["value", "proof"],
)
async def test_after_sending_an_edit_is_asked_of_implan(
    office: Office, ana: Enlace, actividad: int, message_id: int, text: str
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await sends(office, ana)
    await ana.heard()

    assert await ana.edits(message_id, text)

    (asked,) = await ana.heard()
    assert isinstance(asked, FormQuestion)
    assert (asked.kind, asked.asked) == ("correction", "reason")


SAME = {
    "the same": (VALUE, "25"),
    "a sign more": (VALUE, "25 %"),
    "a zero more": (VALUE, "25.0"),
    "a space more": (VALUE, " 25 "),
    "an oficio": (PROOF, OFICIO),
    "small letters": (PROOF, OFICIO.casefold()),
    "less words": (PROOF, "SP/DSAV/112/2025 del 26 de septiembre de 2025"),
}


@pytest.mark.parametrize(("message_id", "text"), SAME.values(), ids=SAME)
@pytest.mark.parametrize("stage", ["open", "saved", "sent"])
async def test_an_edit_that_changes_nothing_opens_nothing(
    office: Office, ana: Enlace, actividad: int, stage: str, message_id: int, text: str
) -> None:
    await review(ana, actividad)
    if stage != "open":
        await ana.taps(Choice.SAVE)
    if stage == "sent":
        await sends(office, ana)
    await ana.heard()
    before = await ana.thread()

    assert await ana.edits(message_id, text)

    assert await ana.heard() == []
    assert await ana.thread() == before


@pytest.mark.parametrize("message_id", [WORDS, ACTION, DAY])
async def test_a_justification_that_is_edited_to_the_same_opens_nothing(
    ana: Enlace, actividad: int, message_id: int
) -> None:
    await shortfall(ana, actividad)
    said = dict(zip((WORDS, ACTION, DAY), WHY, strict=True))

    assert await ana.edits(message_id, f" {said[message_id].replace(' ', '  ')}")

    assert await ana.heard() == []


async def test_an_edit_that_changes_nothing_does_not_bring_back_an_earlier_value(
    ana: Enlace, actividad: int
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.opens(actividad, is_button=False)
    await ana.taps(Choice.CORRECT)
    await ana.types("26")
    await ana.taps(Choice.SAVE)
    await ana.heard()

    assert await ana.edits(VALUE, "25 %")

    assert await ana.heard() == []


async def test_an_edit_that_changes_nothing_says_nothing_under_another_dialogue(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await sends(office, ana)
    await ana.edits(PROOF, "SP/113/2025 del 26 de septiembre")
    await ana.heard()

    assert await ana.edits(VALUE, "25 %")

    assert await ana.heard() == []


async def test_an_open_answer_that_is_edited_under_a_dialogue_waits_for_it(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    await review(ana, ids["Componente 7"])
    await ana.taps(Choice.SAVE)
    await ana.opens(ids["Actividad 7.1"])
    await ana.types("25", 31)
    await sends(office, ana)
    await ana.edits(VALUE, "26")
    await ana.heard()

    assert await ana.edits(31, "25 %")
    assert not await ana.edits(31, "24")

    assert await ana.heard() == []


async def test_after_sending_an_edit_that_cannot_be_read_is_refused(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await sends(office, ana)
    await ana.heard()

    await ana.edits(PROOF, "el de siempre")

    assert await ana.heard() == [Refused(Refusal.NO_EVIDENCE_READ, "el de siempre")]


async def test_a_dialogue_on_top_is_finished_first(office: Office, ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await sends(office, ana)
    await ana.edits(VALUE, "26")

    assert not await ana.edits(VALUE, "27")


async def test_a_saved_message_corrects_the_summary_that_is_open(ana: Enlace, actividad: int) -> None:
    await review(ana, actividad)
    await ana.taps(Choice.SAVE)
    await ana.opens(actividad, is_button=False)

    await ana.edits(VALUE, "26")

    draft = await ana.draft()
    assert draft is not None
    assert (draft.step, draft.value) == (Step.REVIEW, Decimal(26))


async def test_an_indicator_that_is_gone_is_not_corrected(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await review(ana, actividad)
    gone = delete(IndicatorTable).where(IndicatorTable.id == actividad)
    await office.do(lambda uow: uow.session.execute(gone))

    assert not await ana.edits(VALUE, "26")


async def test_a_refused_answer_came_after_the_open_question(
    office: Office, ana: Enlace, actividad: int
) -> None:
    async def is_answer(message_id: int) -> bool:
        return await office.do(lambda uow: answers_open_question(uow, ana.person, message_id))

    nothing_open = await is_answer(99)
    await ana.opens(actividad)
    unsent = await is_answer(99)
    await send_all(office)
    thread = await office.do(lambda uow: open_thread(uow, ana.person))
    prompt = await office.do(lambda uow: uow.outbox.get(thread.prompt_outbox_id or 0))

    assert prompt is not None
    assert prompt.message_id is not None
    assert (nothing_open, unsent) == (False, False)
    assert not await is_answer(prompt.message_id - 1)
    assert await is_answer(prompt.message_id + 1)
