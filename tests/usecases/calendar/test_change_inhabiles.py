"""Inhábiles by hand and from a file: new days are shown, and people whose due day moves are told once."""

from datetime import date

import pytest

from domain.calendar.dialogues import AboutAdding, AboutRemoval, MovedDue
from domain.calendar.inhabiles import Inhabil, InhabilesFile, UnreadLine
from domain.calendar.messages import (
    DueMoved,
    InhabilesChanged,
    InhabilesPreview,
    InhabilLine,
    InhabilList,
    InhabilNotTaken,
)
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.access import Role
from domain.kit.dialogues.forms import Picked
from domain.kit.dialogues.messages import FormRefused
from domain.people.welcome_messages import NotAllowed
from storage.engine import Database
from tests.facts import ANA, BETO, T4, Office, a_mir, local
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.change_inhabiles import begin_adding, begin_removing, show_inhabiles, take_inhabiles

EVA = 1005
TODAY = date(2025, 12, 1)
WINTER = tuple(date(2025, 12, day) for day in (26, 29, 30, 31))
CHRISTMAS_EVE = date(2025, 12, 24)
NAME, SOURCE = "Vacaciones de invierno", "Acuerdo de Cabildo 15/2025"


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database, local(TODAY))
    await office.register(a_mir())
    await office.register(a_mir(unit="504", unit_name="Instituto", programme="4"))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def eva(office: Office) -> Speaker:
    return await a_speaker(office, EVA, Role.IMPLAN)


async def adds(who: Speaker, days: str = "del 26 al 31 de diciembre") -> None:
    await who.asks(begin_adding)
    await who.says(days, NAME, SOURCE)


async def declared(office: Office, year: int = 2025) -> list[Inhabil]:
    return await office.do(lambda uow: uow.calendar.inhabiles(year))


async def test_holidays_at_the_close_move_the_fourth_quarter_forward(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await adds(eva)

    new = tuple(Inhabil(day, NAME, SOURCE) for day in WINTER)
    moved = (MovedDue(T4, WINTER[-1], CHRISTMAS_EVE, 2),)
    assert (await eva.asked()).about == AboutAdding(new, moved)
    assert await declared(office) == []
    await eva.picks(0)

    assert await declared(office) == [Inhabil(day, NAME, SOURCE) for day in WINTER]
    (told,) = await ana.heard()
    assert isinstance(told, DueMoved)
    assert told.moves[0] == DateMove("402", T4, QuarterDate.DUE, WINTER[-1], CHRISTMAS_EVE)
    assert told.source == SOURCE
    assert (await eva.heard())[-1] == InhabilesChanged(WINTER, 2, 1)


async def test_a_day_in_the_middle_of_a_quarter_moves_and_tells_nothing(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await adds(eva, "12/11/2025")
    assert AboutAdding.of(await eva.asked()).moved == ()
    await eva.picks(0)

    assert await ana.heard() == []
    assert (await eva.heard())[-1] == InhabilesChanged((date(2025, 11, 12),), 0, 0)


async def test_somebody_who_cannot_be_reached_is_not_counted(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", office.moment.now))

    await adds(eva)
    await eva.picks(0)

    assert (await eva.heard())[-1] == InhabilesChanged(WINTER, 2, 0)
    assert await ana.heard() == []


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("pronto", "day_not_understood"),
        ("27/12/2025", "inhabil_not_worked_already"),
        ("25 de diciembre", "inhabil_not_worked_already"),
        ("1/10 al 30/12", "days_more_than_a_month"),
        ("del 31 al 26 de diciembre", "days_turned_round"),
    ],
)
async def test_days_that_change_nothing_are_refused(eva: Speaker, typed: str, problem: str) -> None:
    await eva.asks(begin_adding)
    await eva.says(typed)

    assert (await eva.heard())[-1] == FormRefused(problem, typed)


async def test_removing_a_day_moves_the_due_day_back_and_tells_it(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await adds(eva)
    await eva.picks(0)
    await ana.heard()
    await eva.asks(begin_removing)
    assert [each.value for each in (await eva.asked()).options] == [day.isoformat() for day in WINTER]

    await eva.says("31 de diciembre", "Acuerdo de Cabildo 20/2025")
    assert AboutRemoval.of(await eva.asked()).moved == (MovedDue(T4, CHRISTMAS_EVE, WINTER[-1], 2),)
    await eva.picks(0)

    assert [each.day for each in await declared(office)] == list(WINTER[:-1])
    (told,) = await ana.heard()
    assert isinstance(told, DueMoved)
    assert told.moves[0].after == WINTER[-1]
    actions = [action for _, action, _ in await office.audited()]
    assert actions == ["inhabil_added"] * 4 + ["inhabil_removed"]


async def test_a_tapped_day_is_removed(office: Office, eva: Speaker) -> None:
    await adds(eva, "2/1/2026")
    await eva.picks(0)
    await eva.asks(begin_removing)
    await eva.says(Picked(0), "Acuerdo de Cabildo 20/2025", Picked(0))

    assert await declared(office, 2026) == []


async def test_a_day_that_is_gone_meanwhile_is_not_removed_again(office: Office, eva: Speaker) -> None:
    await adds(eva, "2/1/2026")
    await eva.picks(0)
    await eva.asks(begin_removing)
    await eva.says(Picked(0), "Acuerdo de Cabildo 20/2025")
    await office.do(lambda uow: uow.calendar.remove_inhabil(date(2026, 1, 2)))
    await eva.picks(0)

    assert (await eva.heard())[-1] == InhabilNotTaken("gone", 2026)
    assert "inhabil_removed" not in {action for _, action, _ in await office.audited()}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("25/12/2025", "inhabil_of_the_law"), ("3/12/2025", "inhabil_unknown"), ("x", "day_not_understood")],
)
async def test_only_a_declared_day_can_be_removed(eva: Speaker, typed: str, problem: str) -> None:
    await adds(eva)
    await eva.picks(0)
    await eva.asks(begin_removing)
    await eva.says(typed)

    assert (await eva.heard())[-1] == FormRefused(problem, typed)


async def test_without_any_day_ahead_there_is_nothing_to_remove(office: Office, eva: Speaker) -> None:
    await office.do(lambda uow: uow.calendar.add_inhabil(date(2025, 7, 21), "Lunes del Cerro", "Gaceta 12"))

    await eva.asks(begin_removing)

    assert await eva.hears() == InhabilNotTaken("none_ahead", 2025)


def a_file(*days: date, unread: int = 0, problem: str = "") -> InhabilesFile:
    listed = tuple(Inhabil(day, NAME, SOURCE) for day in days)
    return InhabilesFile(
        "a.csv", listed, tuple(UnreadLine(line, "x", "no_day") for line in range(unread)), problem
    )


async def test_a_file_is_shown_before_anything_of_it_is_written(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await office.do(lambda uow: uow.calendar.add_inhabil(WINTER[0], NAME, SOURCE))
    sent = a_file(*WINTER, date(2025, 12, 27), date(2025, 12, 25), WINTER[1], unread=7)

    await eva.asks(take_inhabiles, sent)

    preview, asked = await eva.heard()
    assert isinstance(preview, InhabilesPreview)
    assert [each.day for each in preview.new] == list(WINTER[1:])
    assert (preview.known, len(preview.unread), preview.more) == (3, 5, 2)
    assert [each.day for each in await declared(office)] == [WINTER[0]]
    await eva.picks(0)

    assert [each.day for each in await declared(office)] == list(WINTER)
    assert len(await ana.heard()) == 1
    assert asked


async def test_a_file_without_anything_new_asks_nothing(office: Office, eva: Speaker) -> None:
    await eva.asks(take_inhabiles, a_file(date(2025, 12, 25)))
    assert await eva.hears() == InhabilesPreview("a.csv", (), 1)

    await eva.asks(take_inhabiles, a_file(problem="not_text"))
    assert await eva.hears() == InhabilesPreview("a.csv", (), 0, problem="not_text")
    assert await eva.question() is None


async def test_a_day_that_somebody_else_added_meanwhile_is_not_added_twice(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await eva.asks(take_inhabiles, a_file(WINTER[-1]))
    await office.do(lambda uow: uow.calendar.add_inhabil(WINTER[-1], "Otro", "Otra"))
    await eva.picks(0)

    assert (await eva.heard())[-1] == InhabilesChanged((), 0, 0)
    assert await declared(office) == [Inhabil(WINTER[-1], "Otro", "Otra")]
    assert await ana.heard() == []


async def test_only_implan_may_send_a_list(office: Office, ana: Speaker) -> None:
    await ana.asks(take_inhabiles, a_file(*WINTER))

    assert await ana.hears() == NotAllowed(())


@pytest.mark.parametrize(("year", "has_handover"), [(2024, True), (2025, False), (2029, False), (2030, True)])
async def test_the_days_of_the_law_are_listed_as_such(office: Office, year: int, has_handover: bool) -> None:
    await office.do(lambda uow: uow.calendar.add_inhabil(date(year, 7, 22), "Lunes del Cerro", "Gaceta 12"))

    said = await office.do(lambda uow: show_inhabiles(uow, year, may_change=False))

    assert isinstance(said, InhabilList)
    assert InhabilLine(date(year, 1, 1), "Año Nuevo", is_law=True) in said.lines
    assert InhabilLine(date(year, 7, 22), "Lunes del Cerro", "Gaceta 12") in said.lines
    assert (date(year, 10, 1) in {each.day for each in said.lines if each.is_law}) is has_handover
    assert [each.day for each in said.lines] == sorted(each.day for each in said.lines)


async def test_two_changes_tell_twice_and_each_of_them_once(office: Office, eva: Speaker) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)
    for days in ("31/12/2025", "30/12/2025"):
        await adds(eva, days)
        await eva.picks(0)

    told = await titular.heard()
    assert [each.moves[0].after for each in told if isinstance(each, DueMoved)] == [WINTER[2], WINTER[1]]
