"""The router finds the person, checks their rights and picks the use case."""

from pathlib import Path

import pytest

from domain.capture.messages import EditNoticed, FileProblem, NoOpenQuestion, Question, Refused
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.report_messages import UnknownUnit
from domain.people.invitations import InvitationProblem
from domain.people.welcome_messages import CommandMenu, Help, InvitationRefused, Welcome
from storage.engine import Database
from storage.files import FileStore
from tests.e2e.reception import Reception, a_sticker, a_tap, a_text, an_edit
from tests.facts import ANA, CARLA, Office
from usecases.people.invite import InvitationWanted, invite


@pytest.fixture
async def reception(memory_database: Database, tmp_path: Path) -> Reception:
    reception = Reception(Office(memory_database), FileStore(tmp_path))
    await reception.opens()
    return reception


async def test_a_tap_is_acknowledged_before_any_work(reception: Reception) -> None:
    await reception.hears(a_tap(ANA, "forged"))

    assert reception.acknowledged == ["9"]


async def test_who_writes_can_be_written_to_again(reception: Reception) -> None:
    await reception.admits(ANA, Role.ENLACE)
    now = reception.office.moment.now
    await reception.office.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", now))

    await reception.hears(a_text(ANA, "/ayuda"))

    person = await reception.office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    assert person.unreachable_since is None


async def test_an_invitation_gives_another_role_to_who_is_in(reception: Reception) -> None:
    await reception.admits(ANA, Role.ENLACE, "402")
    moment = reception.office.moment
    wanted = InvitationWanted(Role.ENLACE, "504", "Ana", days=1)
    code = (await reception.office.do(lambda uow: invite(uow, wanted, moment))).code

    welcome, menu = await reception.hears(a_text(ANA, f"/start {code}"))

    assert isinstance(welcome, Welcome)
    assert [unit for _, unit, _ in welcome.roles] == ["402", "504"]
    assert menu == CommandMenu((Role.ENLACE,))
    refused = InvitationRefused(InvitationProblem.USED, is_theirs=True)
    assert await reception.hears(a_text(ANA, f"/start {code}")) == [refused]


async def test_what_cannot_be_read_is_answered_without_a_question_too(reception: Reception) -> None:
    await reception.admits(ANA, Role.CONSULTA)

    assert await reception.hears(a_sticker(ANA)) == [FileProblem("unsupported")]
    assert await reception.hears(an_edit(ANA)) == [EditNoticed()]


async def test_a_sticker_does_not_lose_the_open_question(reception: Reception) -> None:
    await reception.admits(ANA, Role.ENLACE)
    await reception.hears(a_text(ANA, "7"))

    problem, again, _ = await reception.hears(a_sticker(ANA))

    assert problem == FileProblem("unsupported")
    assert isinstance(again, Question)
    assert again.is_resumed


async def test_an_unknown_command_shows_what_can_be_done(reception: Reception) -> None:
    await reception.admits(ANA, Role.ENLACE)

    assert await reception.hears(a_text(ANA, "/nada")) == [Help((Role.ENLACE,), unknown="nada")]
    assert await reception.hears(a_text(ANA, "/entregas 402")) == [
        Help((Role.ENLACE,), unknown="entregas", meant="entrega")
    ]


@pytest.mark.parametrize(
    ("slashed", "plain"),
    [
        *(("/menu", "menú"), ("/hola", "hola"), ("/estado402", "estado 402"), ("/402", "402")),
        *(("/capturar_7", "capturar 7"), ("/que_me_falta", "qué me falta"), ("/pendiente", "pendientes")),
    ],
)
async def test_what_is_said_with_a_slash_is_what_is_said_without(
    reception: Reception, slashed: str, plain: str
) -> None:
    await reception.admits(ANA, Role.ENLACE)

    meant = await reception.would_say(a_text(ANA, plain))

    assert not isinstance(meant[0], NoOpenQuestion)
    assert await reception.would_say(a_text(ANA, slashed)) == meant


async def test_other_words_for_a_command_answer_the_question_that_is_open(reception: Reception) -> None:
    await reception.admits(ANA, Role.ENLACE)
    await reception.hears(a_text(ANA, "7"))

    refused, *_ = await reception.hears(a_text(ANA, "salir"))

    assert isinstance(refused, Refused)


async def test_a_call_is_noted_of_the_unit_that_is_named(reception: Reception) -> None:
    await reception.admits(CARLA, Role.IMPLAN)

    (unknown,) = await reception.would_say(a_text(CARLA, "/atencion 999"))
    (asked,) = await reception.would_say(a_text(CARLA, "/atencion 402"))

    assert unknown == UnknownUnit("999", "atencion")
    assert isinstance(asked, FormQuestion)
    assert (asked.asked, asked.unit_code) == ("who", "402")
