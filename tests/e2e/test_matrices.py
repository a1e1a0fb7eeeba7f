"""The matrices are complete: every command, kind of button and kind of link has its rows, once."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, get_type_hints

import pytest

import bot.kit.typed
from bot.buttons.calendar import CalendarDialogue, ChangeCalendar
from bot.buttons.forms import AnswerForm
from bot.buttons.papers import OrderPaper
from bot.buttons.people import AdminDialogue, Administer, PagedList, ShowList
from bot.buttons.prorrogas import DecideProrroga
from bot.buttons.review import MoveEntrega
from bot.delivery.receiving.incoming import Text, read_update
from bot.kit.callbacks import Callback
from bot.kit.operands import AnyUnit
from bot.kit.typed import ACUSE_LINK, INLINE_LINK, read_command
from bot.switchboard.answers import BUTTONS
from bot.switchboard.commands import COMMANDS
from domain.calendar.prorrogas import Verdict
from domain.kit.access import TABLE, Role, Scope
from domain.kit.dialogues.forms import Left, Picked, Skipped, TurnedTo
from domain.kit.entregas import Move
from domain.kit.unit_codes import UnitCode
from domain.papers.kinds import PAPERS
from tests.e2e import test_authorisation_matrix, test_review_matrix, test_waiting_matrix
from tests.e2e.matrix import column, deeds_of, repeated, rows_of, update_of, what_is_told
from tests.e2e.reception import Reception
from tests.e2e.test_review_matrix import sent_reports
from tests.e2e.waiting import waiting
from tests.facts import ANA

Scene = Callable[[Reception], Awaitable[dict[str, Any]]]


async def opened(reception: Reception) -> dict[str, Any]:
    return dict(await reception.opens())


async def sent(reception: Reception) -> dict[str, Any]:
    return dict(await sent_reports(reception))


SCENES: dict[str, tuple[str, Scene]] = {
    "an open counter": (test_authorisation_matrix.MATRIX, opened),
    "reports that were sent": (test_review_matrix.MATRIX, sent),
    "requests that wait": (test_waiting_matrix.MATRIX, waiting),
}
DEEDS = [deed for table, _ in SCENES.values() for deed in deeds_of(table)]
AS_ID = re.compile(r"{(\w+)}")
OWN, FOREIGN = re.compile(r"\b402\b|own}"), re.compile(r"\b504\b|foreign}")
"""What a row names of the UR of whoever acts, and of another one."""
NAMES_A_UNIT = (UnitCode, AnyUnit)
NAMES_SOMETHING = re.compile(r"_id$|^token$")
"""What belongs to a UR or to a person."""
KINDS = set(BUTTONS.kinds.values())
CHOICES: dict[type, tuple[str, set[Any]]] = {
    MoveEntrega: ("move", set(Move) - {Move.CORRECT}),
    Administer: ("deed", set(AdminDialogue)),
    ShowList: ("listed", set(PagedList)),
    ChangeCalendar: ("deed", set(CalendarDialogue)),
    DecideProrroga: ("verdict", set(Verdict)),
    OrderPaper: ("kind", set(PAPERS)),
}
"""Buttons of one kind that do several things: all of them have a row."""
A_ROW_IS_MISSING = (
    "write its row, of 402 and where it names a UR also of 504, in tests/e2e: test_authorisation_matrix.py, "
    "test_review_matrix.py (reports that were sent) or test_waiting_matrix.py (requests and documents)"
)
LETS_IN = {"/start {invitation_own}", "/start {invitation_foreign}"}
REFUSES = {"/start wrong-code"}


def button_of(deed: str) -> Callback | None:
    """Return the data of a row's button, with arbitrary ids."""
    return BUTTONS.unpack(AS_ID.sub("1", deed.removeprefix("tap "))) if deed.startswith("tap ") else None


TAPS = [(deed, callback) for deed in DEEDS if (callback := button_of(deed)) is not None]


@pytest.mark.parametrize("scene", SCENES)
def test_each_row_is_whole_and_stands_there_once(scene: str) -> None:
    table, _ = SCENES[scene]

    assert repeated(table) == []
    assert rows_of(table)[0] == ["", *Role]
    assert [row for row in rows_of(table)[1:] if len(row) != 1 + len(Role) or not all(row)] == []


def test_every_command_has_a_row() -> None:
    written = {command.name for deed in DEEDS if (command := read_command(deed)) is not None}

    assert set(COMMANDS) <= written, A_ROW_IS_MISSING


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_refused_to_who_has_no_right_to_it_and_to_nobody_else(name: str) -> None:
    rows = [
        dict(zip(Role, told, strict=True))
        for table, _ in SCENES.values()
        for deed, *told in rows_of(table)[1:]
        if (command := read_command(deed)) is not None and command.name == name
    ]

    for role in Role:
        told = {row[role] for row in rows}
        assert ("not allowed" in told) is (told == {"not allowed"}), role
        assert (told == {"not allowed"}) is (role not in TABLE[COMMANDS[name].action]), role


def test_every_kind_of_button_has_a_row() -> None:
    assert {type(callback) for _, callback in TAPS} == KINDS, A_ROW_IS_MISSING
    assert {deed.removeprefix("tap ").split(":")[0] for deed, _ in TAPS} == set(BUTTONS.kinds)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("role", Role)
def test_a_tap_without_the_right_is_refused_with_a_reason(scene: str, role: Role) -> None:
    table, _ = SCENES[scene]

    for deed, told in column(table, role).items():
        callback = button_of(deed)
        if callback is not None and role not in TABLE[callback.needs]:
            assert (deed, told) == (deed, "not allowed")


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("role", Role)
def test_a_right_on_the_own_unit_is_refused_on_a_foreign_one(scene: str, role: Role) -> None:
    table, _ = SCENES[scene]

    for deed, told in column(table, role).items():
        callback = button_of(deed) if FOREIGN.search(deed) else None
        if callback is not None and TABLE[callback.needs].get(role) is Scope.OWN:
            assert (deed, told) in {(deed, "only 402"), (deed, "old button")}


@pytest.mark.parametrize("kind", CHOICES, ids=lambda kind: kind.__name__)
def test_everything_that_a_kind_of_button_does_has_a_row(kind: type) -> None:
    name, choices = CHOICES[kind]

    assert {getattr(callback, name) for _, callback in TAPS if isinstance(callback, kind)} == choices, (
        A_ROW_IS_MISSING
    )


def test_every_way_to_answer_a_dialogue_has_a_row() -> None:
    given = {type(callback.given) for _, callback in TAPS if isinstance(callback, AnswerForm)}

    assert given == {Picked, TurnedTo, Skipped, Left}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_button_that_names_something_has_a_row_of_ones_own_and_a_foreign_one(kind: type) -> None:
    hints = get_type_hints(kind, include_extras=True)
    named = [name for name, hint in hints.items() if hint in NAMES_A_UNIT or NAMES_SOMETHING.search(name)]
    rows = [deed for deed, callback in TAPS if type(callback) is kind]

    assert not named or any(map(OWN.search, rows)), A_ROW_IS_MISSING
    assert not named or any(map(FOREIGN.search, rows)), A_ROW_IS_MISSING


def test_a_command_that_is_tried_on_ones_own_unit_is_tried_on_a_foreign_one() -> None:
    commands = {deed: command.name for deed in DEEDS if (command := read_command(deed)) is not None}
    own, foreign = ({name for deed, name in commands.items() if side.search(deed)} for side in (OWN, FOREIGN))

    assert own == foreign


def test_every_kind_of_link_has_a_row() -> None:
    links = {name: value for name, value in vars(bot.kit.typed).items() if name.endswith("_LINK")}
    behind = [deed.removeprefix("/start ") for deed in DEEDS if deed.startswith("/start ")]

    assert set(links.values()) == {INLINE_LINK, ACUSE_LINK}
    assert INLINE_LINK in behind
    assert {"{acuse_own}", "{acuse_foreign}"} <= {each.removeprefix(ACUSE_LINK) for each in behind}
    assert {"{invitation_own}", "{invitation_foreign}", "wrong-code"} <= set(behind)


def test_a_row_is_done_as_it_is_written() -> None:
    for deed in DEEDS:
        incoming = read_update(update_of(deed))
        assert incoming is not None
        assert not isinstance(incoming, Text) or incoming.text == deed


@pytest.mark.parametrize("was_in", [False, True], ids=["uninvited", "revoked"])
@pytest.mark.parametrize("scene", SCENES)
async def test_a_stranger_is_told_one_thing_whatever_is_tried(
    reception: Reception, scene: str, was_in: bool
) -> None:
    table, prepared = SCENES[scene]
    ids = await prepared(reception)
    if was_in:
        for role in Role:
            person = await reception.admits(ANA, role)
        await reception.revokes(person)

    told = {deed: await what_is_told(reception, deed, ids) for deed in deeds_of(table)}

    wanted = dict.fromkeys(told, "stranger")
    wanted |= dict.fromkeys(REFUSES & set(told), "no invitation")
    wanted |= dict.fromkeys(LETS_IN & set(told), "welcome·menu")
    assert told == wanted
