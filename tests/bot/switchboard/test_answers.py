"""Taps, texts and files that arrive after a change."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.capture.attachments import StoredFile
from domain.capture.messages import (
    Answered,
    FileProblem,
    NoOpenQuestion,
    OldButton,
    Question,
    Refused,
    Unfinished,
)
from domain.delivery.outcomes import Delivered, NewMessage
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Step
from storage.engine import Database
from storage.files import FileStore
from tests.clocks import ManualClock
from tests.deliveries import Desk
from tests.e2e.reception import Reception, a_file, a_tap, a_text
from tests.facts import ANA, NOW, Office

A_PDF = StoredFile("ab" * 32, 7, "application/pdf", "oficio.pdf")


@pytest.fixture
async def reception(memory_database: Database, tmp_path: Path) -> Reception:
    reception = Reception(Office(memory_database), FileStore(tmp_path))
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    return reception


async def test_a_file_whose_question_was_closed_while_it_was_fetched_is_not_awaited(
    reception: Reception,
) -> None:
    assert await reception.hears(a_file(ANA), taken=A_PDF) == [FileProblem("not_awaited")]


async def test_the_caption_of_a_file_is_read_as_the_oficio_it_shows(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))
    update = a_file(ANA)
    update["message"]["caption"] = "Oficio SP/112/2025 del 24 de septiembre"

    review, answered = await reception.hears(update, taken=A_PDF)

    assert isinstance(review, Question)
    (evidence,) = review.evidence
    assert (evidence.numbers, evidence.file_sha256) == (("SP/112/2025",), A_PDF.sha256)
    assert isinstance(answered, Answered)
    assert answered.said == "oficio.pdf"


async def test_a_caption_without_an_oficio_names_the_file(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))
    update = a_file(ANA)
    update["message"]["caption"] = "la foto de ayer"

    review, _ = await reception.hears(update, taken=A_PDF)

    assert isinstance(review, Question)
    assert [each.raw for each in review.evidence] == ["la foto de ayer"]


@pytest.mark.parametrize("text", ["ayuda", "Pendientes", " ESTADO "])
async def test_a_command_without_its_slash_is_a_command_also_in_the_middle(
    reception: Reception, text: str
) -> None:
    await reception.hears(a_text(ANA, "7"))

    assert (await reception.hears(a_text(ANA, text)))[0] == (
        await reception.hears(a_text(ANA, f"/{text.strip()}"))
    )[0]


async def test_cancelling_in_words_leaves_any_question(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))
    await reception.hears(a_text(ANA, "cancelar"))

    assert await reception.hears(a_text(ANA, "mucho")) == [NoOpenQuestion(may_capture=True)]


async def test_a_button_that_is_not_of_the_question_is_refused_and_the_question_stays(
    reception: Reception,
) -> None:
    (asked,) = await reception.hears(a_text(ANA, "7"))
    assert isinstance(asked, Question)

    (refused,) = await reception.hears(a_tap(ANA, f"a:{asked.token}:save:0"))

    assert type(refused).__name__ == "Refused"
    assert isinstance((await reception.hears(a_text(ANA, "25")))[0], Question)


async def test_a_tap_beside_the_open_question_says_so_and_asks_again(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7"))

    old, again, _ = await reception.hears(a_tap(ANA, "a:99:save:0"))

    assert old == OldButton()
    assert isinstance(again, Question)
    assert again.is_resumed


SMALL_TALK = ("hola", "Buenos días", "gracias", "¡Hola! ¿Cómo está?")
OPEN = {
    "value": ("capturar 7",),
    "evidence": ("7 cumplimos",),
    "reason": ("7", "10"),
    "review": ("7 cumplimos", "SP/112/2025 del 24 de septiembre"),
    "form": ("no me corresponde",),
    "own words of a form": ("no me corresponde 7.1",),
}


@pytest.mark.parametrize("said", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize("text", SMALL_TALK)
async def test_a_greeting_answers_no_question_and_brings_it_back(
    reception: Reception, said: tuple[str, ...], text: str
) -> None:
    for each in said:
        await reception.hears(a_text(ANA, each))

    again, _ = await reception.hears(a_text(ANA, text))

    assert isinstance(again, Question | FormQuestion)
    assert again.is_resumed


@pytest.mark.parametrize("said", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize("text", ["ayuda", "estado 402", "entrega 402 3T2025", "¿menú?"])
async def test_a_command_in_words_is_answered_and_the_question_comes_back(
    reception: Reception, said: tuple[str, ...], text: str
) -> None:
    for each in said:
        await reception.hears(a_text(ANA, each))

    first, again, _ = await reception.hears(a_text(ANA, text))

    assert not isinstance(first, Question | FormQuestion)
    assert isinstance(again, Question | FormQuestion)
    assert again.is_resumed


async def test_a_bare_code_is_the_value_where_one_is_asked_for(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7"))

    (doubted, _) = await reception.hears(a_text(ANA, "402"))

    assert isinstance(doubted, Question)
    assert doubted.doubtful == 402


@pytest.mark.parametrize("text", ["402", "informe 3T2025"])
async def test_what_may_be_evidence_is_no_command_where_that_is_asked_for(
    reception: Reception, text: str
) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))

    (refused,) = await reception.hears(a_text(ANA, text))

    assert isinstance(refused, Refused)


async def test_capturing_another_one_in_words_keeps_what_is_not_saved(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))

    unfinished, again, _ = await reception.hears(a_text(ANA, "capturar 7.1"))

    assert unfinished == Unfinished("Componente 7", Decimal(25))
    assert isinstance(again, Question)


async def test_correcting_in_words_asks_what_is_to_be_changed(reception: Reception) -> None:
    """An unreported indicator, one in capture, and a saved one."""
    (asked,) = await reception.hears(a_text(ANA, "corregir 7"))
    await reception.hears(a_text(ANA, "25"))
    corrected, _ = await reception.hears(a_text(ANA, "corregir 7"))
    await reception.hears(a_text(ANA, "25"))
    await reception.hears(a_text(ANA, "SP/112/2025 del 24 de septiembre"))
    await reception.hears(a_text(ANA, "guardar"))
    (saved,) = await reception.hears(a_text(ANA, "quiero corregir el Componente 7"))

    steps = [each.step for each in (asked, corrected, saved) if isinstance(each, Question)]
    assert steps == [Step.VALUE, Step.CORRECTION, Step.CORRECTION]


async def test_correcting_what_was_sent_asks_implan_for_it(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7 cumplimos"))
    await reception.hears(a_text(ANA, "SP/112/2025 del 24 de septiembre"))
    await reception.hears(a_text(ANA, "guardar"))
    await reception.hears(a_text(ANA, "enviar así"))
    await reception.hears(a_text(ANA, "El oficio de la actividad llega el viernes"))

    for text in ("corregir 7", "pedir corrección 7"):
        (asked,) = await reception.would_say(a_text(ANA, text))
        assert isinstance(asked, FormQuestion)
        assert (asked.kind, asked.asked) == ("correction", "value")


async def test_correcting_nothing_brings_the_question_back(reception: Reception) -> None:
    await reception.hears(a_text(ANA, "7"))

    again, _ = await reception.hears(a_text(ANA, "corregir"))

    assert isinstance(again, Question)
    assert again.is_resumed


async def test_a_yes_to_no_question_says_so(reception: Reception) -> None:
    assert await reception.hears(a_text(ANA, "sí")) == [NoOpenQuestion(may_capture=True, agreed="sí")]


async def test_a_button_of_a_message_that_a_later_version_sent_does_what_it_says(
    reception: Reception,
) -> None:
    desk = Desk(reception.office.database, ManualClock(NOW.now))
    later = await desk.add(NewMessage(ANA, "horoscope", {"sign": "aries"}))
    await desk.send(Delivered(705))
    (asked,) = await reception.hears(a_text(ANA, "7"))
    assert isinstance(asked, Question)
    await reception.hears(a_text(ANA, "cancelar"))

    question, closed = await reception.hears(a_tap(ANA, f"o:{asked.indicator_id}:3T2025", 705))

    assert isinstance(question, Question)
    assert closed == Answered(later or 0, "")
