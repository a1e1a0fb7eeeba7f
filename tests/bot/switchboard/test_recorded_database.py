"""A database of commit 8165f50 still works: its outbox is sent, its questions and buttons are answered.

It was written by that commit's own handlers on 25 September: Ana has saved one indicator and is asked for the
next, Dora is asked why she needs a prórroga, Carla whether a quarter is to be closed; a reminder and the
summary with its files wait, as do two answers to Beto.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from bot.switchboard.renderer import Renderer
from domain.calendar.closing_messages import PeriodClosed
from domain.capture.messages import Question
from domain.delivery.outcomes import OutboxState
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Step
from domain.kit.said import Said
from storage.engine import Database
from storage.files import FileStore
from storage.migrate import migrate
from tests.bot.switchboard.test_recorded_messages import FOLDER
from tests.e2e.reception import Reception, Update, a_tap, a_text
from tests.facts import ANA, BETO, CARLA, NOW, OAXACA, Office
from tests.workers.inside import INSIDE
from texts.kit.rendering import Edit, Message

DORA = 1004
WAITING = {
    ANA: ["question", "reminder"],
    BETO: ["unit_status", "entrega_card"],
    CARLA: ["form_question", "summary", "gaps_picture", "gaps_book"],
    DORA: ["form_question", "form_question", "answered"],
}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    path = tmp_path / "puntual.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FOLDER / "database-8165f50.sql").read_text(encoding="utf-8"))
    migrate(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    yield Office(database)
    await database.dispose()


@pytest.fixture
def reception(office: Office, tmp_path: Path) -> Reception:
    return Reception(office, FileStore(tmp_path / "files"))


@pytest.mark.parametrize("chat_id", WAITING)
async def test_what_waited_is_sent(office: Office, chat_id: int) -> None:
    waiting = [row for row in await office.rows(chat_id) if row.state is OutboxState.PENDING]
    renderer = Renderer(office.database, lambda: NOW.now, OAXACA, works=INSIDE)

    rendered = [await renderer(row) for row in waiting]

    assert [row.kind for row in waiting] == WAITING[chat_id]
    # The edit has nothing to edit: its question was not sent.
    assert [isinstance(each, Message) for each in rendered] == [
        kind != "answered" for kind in WAITING[chat_id]
    ]


async def test_an_answer_that_waited_edits_its_question_once_it_is_there(office: Office) -> None:
    answered = [row for row in await office.rows(ANA) if row.kind == "answered"]
    renderer = Renderer(office.database, lambda: NOW.now, OAXACA, works=INSIDE)

    edits = [await renderer(row) for row in answered]

    assert all(isinstance(each, Edit) and each.html and "✓" in each.html for each in edits)
    assert len(edits) == 2


def kinds(said: list[Said]) -> list[str]:
    return [each.declared.kind for each in said]


@pytest.mark.parametrize(
    "answer",
    [a_text(ANA, "25"), a_tap(ANA, "a:4:met:0", 706), a_text(ANA, "cumplimos")],
    ids=["figure", "tap", "words"],
)
async def test_the_open_question_is_answered(reception: Reception, answer: Update) -> None:
    said = await reception.hears(answer)

    (question,) = [each for each in said if isinstance(each, Question)]
    assert (question.level, question.step, question.value) == (
        "Actividad 7.1",
        Step.EVIDENCE,
        Decimal(25),
    )
    assert "answered" in kinds(said)


async def test_the_open_dialogue_goes_on(reception: Reception) -> None:
    said = await reception.hears(a_text(DORA, "La carpeta llegó el martes y falta cotejarla."))

    (question,) = [each for each in said if isinstance(each, FormQuestion)]
    assert (question.kind, question.unit_code) == ("prorroga", "504")
    assert question.answers["days"] == "5"


async def test_a_quarter_is_closed_with_the_button_that_was_shown(reception: Reception) -> None:
    said = await reception.hears(a_tap(CARLA, "f:1:o0", 710))

    (closed,) = [each for each in said if isinstance(each, PeriodClosed)]
    assert str(closed.period) == "2T2025"


@pytest.mark.parametrize(
    ("who", "data", "kind"),
    [
        (ANA, "o:2:3T2025", "question"),
        (ANA, "rn:2:3T2025", "form_question"),
        (ANA, "a:2:save:0", "old_button"),
        (BETO, "sd:402:3T2025:0", "status_detail"),
        (BETO, "sg:402:3T2025:0", "status_chart"),
        (BETO, "s:402:2T2025", "unit_status"),
    ],
)
async def test_a_button_on_a_phone_does_what_it_did(
    reception: Reception, who: int, data: str, kind: str
) -> None:
    assert kind in kinds(await reception.hears(a_tap(who, data, 705)))
