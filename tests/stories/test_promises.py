"""What an answer promises is what the next command does, in every state of a report."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.buttons.capture import AnswerQuestion, OpenIndicator
from bot.buttons.forms import AnswerForm
from bot.buttons.review import MoveEntrega
from bot.switchboard.answers import BUTTONS
from bot.switchboard.words import word
from domain.capture.messages import Answered
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.entregas import Move
from domain.kit.next_steps import NextStep
from domain.kit.said import Said
from domain.people.welcome_messages import CommandMenu
from sandbox.formatting import parse_html
from storage.engine import Database
from tests.e2e.matrix import REFUSALS, name_of
from tests.e2e.reception import Update, a_tap, a_text
from tests.facts import T3
from tests.stories.desk import ANA, IRIS, TITA, Desk, a_desk
from tests.stories.stands import STANDS, Reach
from texts.kit.rendering import Message
from usecases.kit.next_steps import step_of
from usecases.status.show_status import status_of_unit
from usecases.switchboard.compose import compose

ASKED = {
    ANA: (
        "/estado",
        "/estado 402 3T2025 detalle",
        "/pendientes 3T2025",
        "/capturar 3T2025",
        "/capturar 7 3T2025",
        "/capturar 7.1 3T2025",
        "/enviar 402 3T2025",
        "/entrega 402 3T2025",
        "/posponer mañana",
        "/pendientes 4T2025",
        "/capturar 4T2025",
        "/capturar 7.1 4T2025",
        "/enviar 402 4T2025",
        "/estado 402 4T2025",
        "/prorroga 402 3T2025",
    ),
    TITA: (
        "/estado",
        "/pendientes 3T2025",
        "/entrega 402 3T2025",
        "/estado 402 3T2025 detalle",
        "/recordar 402",
    ),
    IRIS: (
        "/estado 402 3T2025",
        "/estado 3T2025",
        "/estado PP 8",
        "/entrega 402 3T2025",
        "/entrega 3T2025",
        "/reabrir 402 3T2025",
        "/reabrir 402 4T2025",
        "/cerrar 3T2025",
        "/recordar 402 3T2025",
        "/resumen 3T2025",
    ),
}
MAY_CHANGE = re.compile(r"todavía puede capturar")
MAY_CAPTURE = re.compile(
    r"¿Cuál captura\?|Captúrelo antes|Atienda lo observado|Falta atender lo observado"
    r"|la UR puede atender lo observado|/capturar 3T2025"
)
MAY_NOT_CHANGE = re.compile(
    r"ya no se captura|(?<!no )está cerrado|Cerrado desde|no la puede cambiar|Solo cambia con una corrección"
    r"|El IMPLAN cerró"
)
MAY_SEND = re.compile(
    r"puede capturar y enviar|Envíela|debe enviarla|Solo queda enviar|Falta enviar|toque Enviar"
    r"|/enviar 402 3T|enviarla otra vez|envíela así"
)
MAY_NOT_SEND = re.compile(r"ya no se puede enviar|quedó sin enviar y|ya se envió|El IMPLAN cerró")
NOTHING = re.compile(r"[Nn]o falta nada|nada más que hacer")
NOT_BEGUN = re.compile(r"El 4T2025 empieza el mié 1 oct")
COMMAND = re.compile(
    r"(?<![\w/<.])/([a-z]+(?: (?:402|7\.1|7|[1-4]T20\d\d|Componente \d|Actividad \d\.\d)\b)*)"
)


@pytest.fixture
async def desk(memory_database: Database, tmp_path: Path) -> Desk:
    return await a_desk(memory_database, tmp_path)


@dataclass(frozen=True)
class Told:
    """One answer as its reader sees it."""

    by: str
    text: str
    buttons: dict[str, str]


@dataclass(frozen=True)
class Rules:
    """What is allowed, found by trying: to capture what is owed, or anything; to send; what is left."""

    captures: bool
    changes: bool
    sends: bool
    step: NextStep


async def answers(desk: Desk, reader: int, text: str) -> list[Told]:
    """Return what a reader would be told, then roll back."""
    said = await would_tell(desk, reader, a_text(reader, text))
    return [await worded(desk, text, each) for each in said if not isinstance(each, FormQuestion)]


async def worded(desk: Desk, by: str, said: Said) -> Told:
    async with desk.office.database.read() as uow:
        composed = await compose(uow, said, desk.office.moment)
    message = word(composed) if composed else Message("")
    assert isinstance(message, Message)
    # An answer needs its question to be open.
    buttons = {
        button.label: button.data
        for row in message.keyboard
        for button in row
        if not isinstance(BUTTONS.unpack(button.data), AnswerForm | AnswerQuestion)
    }
    return Told(by, parse_html(message.html).text, buttons)


async def would_tell(desk: Desk, reader: int, update: Update) -> list[Said]:
    said = await desk.reception.would_tell(update, reader)
    return [each for each in said if not isinstance(each, Answered | CommandMenu)]


async def names(desk: Desk, reader: int, update: Update) -> list[str]:
    return [name_of(each) for each in await would_tell(desk, reader, update)]


async def tried(desk: Desk) -> Rules:
    report = await desk.office.report()
    step = await desk.office.do(lambda uow: step_of(uow, report, desk.office.moment))
    owed = [
        each.id for each in report.indicators if each.owed_by_unit(T3.quarter) or each.id in step.observed
    ]
    captured = [await names(desk, ANA, a_tap(ANA, f"o:{each}:3T2025")) for each in owed]
    version = (await desk.entrega()).version
    sent = await names(desk, ANA, a_tap(ANA, f"v:402:3T2025:{version}:send"))
    changed = [await names(desk, ANA, a_text(ANA, f"/capturar {each} 3T2025")) for each in ("7", "7.1")]
    captures, changes = (any("question 402" in said for said in tries) for tries in (captured, changed))
    return Rules(captures, changes, not REFUSALS & set(sent), step.next)


@pytest.fixture(params=STANDS, ids=lambda reach: reach.__name__)
async def stands(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    reach: Reach = request.param
    await reach(desk)
    return desk


async def every_answer(desk: Desk) -> list[tuple[int, Told]]:
    return [
        (who, told)
        for who, asked in ASKED.items()
        for text in asked
        for told in await answers(desk, who, text)
    ]


async def test_what_is_said_is_what_the_rules_allow(stands: Desk) -> None:
    rules = await tried(stands)
    told = [each for _, each in await every_answer(stands) if "4T2025" not in each.by]
    shown = await stands.office.do(lambda uow: status_of_unit(uow, "402", T3, stands.office.moment))
    told.append(await worded(stands, "inline and shell", shown))

    wrong = [
        (each.by, claim, each.text)
        for each in told
        for claim, pattern, is_so in (
            ("captures", MAY_CAPTURE, rules.captures),
            ("changes", MAY_CHANGE, rules.changes),
            ("changes nothing", MAY_NOT_CHANGE, not rules.changes or "abierta hasta" in each.text),
            ("sends", MAY_SEND, rules.sends),
            ("does not send", MAY_NOT_SEND, not rules.sends),
            ("nothing is left", NOTHING, rules.step is NextStep.NOTHING),
        )
        if pattern.search(each.text) and not is_so
    ]

    assert wrong == []


async def test_what_the_rules_allow_is_offered(stands: Desk) -> None:
    rules = await tried(stands)

    sending = (await answers(stands, ANA, "/enviar 402 3T2025"))[0]
    capturing = (await answers(stands, ANA, "/capturar 3T2025"))[0]
    status = (await answers(stands, ANA, "/estado 402 3T2025"))[0]

    assert any(map(is_sending, sending.buttons.values())) is rules.sends
    assert (
        any(isinstance(BUTTONS.unpack(data), OpenIndicator) for data in capturing.buttons.values())
        is rules.captures
    )
    only_sending = rules.step in (NextStep.SEND, NextStep.SEND_AGAIN)
    assert ("Enviar entrega" in status.buttons) is only_sending
    assert bool(NOTHING.search(status.text)) is (rules.step is NextStep.NOTHING)


async def test_every_button_does_what_it_says(stands: Desk) -> None:
    refused = []
    for who, told in await every_answer(stands):
        for label, data in told.buttons.items():
            said = await names(stands, who, a_tap(who, data))
            if not said or REFUSALS & set(said):
                refused.append((told.by, label, said))

    assert refused == []


async def test_every_command_that_is_named_leads_somewhere(stands: Desk) -> None:
    refused = []
    for who, told in await every_answer(stands):
        for command in COMMAND.findall(told.text):
            said = await names(stands, who, a_text(who, f"/{command}"))
            if not said or REFUSALS & set(said):
                refused.append((told.by, command, said))

    assert refused == []


async def test_before_its_first_day_nothing_of_a_quarter_is_promised(desk: Desk) -> None:
    told = [each for _, each in await every_answer(desk) if "4T2025" in each.by and each.by[:4] != "/est"]

    assert [each.by for each in told if not NOT_BEGUN.search(each.text)] == []
    assert [each.by for each in told for data in each.buttons.values() if is_sending(data)] == []
    assert [
        each.by
        for each in told
        for data in each.buttons.values()
        if isinstance(BUTTONS.unpack(data), OpenIndicator)
    ] == []


def is_capturing(data: str) -> bool:
    return isinstance(BUTTONS.unpack(data), OpenIndicator)


def is_sending(data: str) -> bool:
    callback = BUTTONS.unpack(data)
    return isinstance(callback, MoveEntrega) and callback.move is Move.SEND
