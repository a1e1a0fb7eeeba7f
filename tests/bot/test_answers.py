"""Taps, texts and files that come when things have changed meanwhile."""

from pathlib import Path

import pytest

from bot.attachments import StoredFile
from domain.access import Role
from domain.messages import Answered, FileProblem, NoOpenQuestion, OldButton, Question
from storage.engine import Database
from storage.files import FileStore
from tests.e2e.reception import Reception, a_file, a_tap, a_text
from tests.facts import ANA, Office

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

    assert await reception.hears(a_text(ANA, "hola")) == [NoOpenQuestion(may_capture=True)]


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
