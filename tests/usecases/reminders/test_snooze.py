"""A reminder is snoozed within the hours and before the due day; it comes again once."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.kit.access import Role
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import Reminder, SnoozeNotTaken, SnoozeTaken
from domain.reminders.snoozing import SnoozeTime
from tests.facts import ANA, BETO, OAXACA, T3, Office, a_document, a_row, an_avance, local
from tests.read_back import due_reminders
from tests.usecases.speakers import Speaker, a_speaker
from usecases.reminders.plan_reminders import give_planned, write_reminders
from usecases.reminders.snooze import put_off
from usecases.switchboard.compose import compose

THURSDAY, FRIDAY, DUE = date(2025, 9, 25), date(2025, 9, 26), date(2025, 9, 30)
AFTERNOON = datetime(2025, 9, 25, 16, tzinfo=OAXACA)
MORNING = datetime(2025, 9, 26, 9, tzinfo=OAXACA)


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Speaker:
    assert ids
    return await a_speaker(office, ANA)


async def reminders(office: Office) -> list[Reminder]:
    """Plan once, and return every reminder that there is by now."""
    await office.do(lambda uow: write_reminders(uow, office.moment))
    return [said for said in await office.said() if isinstance(said, Reminder)]


@pytest.mark.parametrize("until", [AFTERNOON, SnoozeTime(today=True)], ids=["tapped", "typed"])
async def test_it_is_put_off_and_comes_again_at_that_hour(
    office: Office, ana: Speaker, until: datetime | SnoozeTime
) -> None:
    assert len(await reminders(office)) == 1

    assert await ana.asks(put_off, until)

    (taken,) = [said for said in await ana.heard() if not isinstance(said, Reminder)]
    assert taken == SnoozeTaken(T3, ("402",), AFTERNOON, THURSDAY)
    assert ("person:1", "reminder_put_off", "reminder:402:3T2025") in await office.audited()
    office.moment = local(THURSDAY, 15, 59)
    assert len(await reminders(office)) == 1
    office.moment = local(THURSDAY, 16)
    assert len(await reminders(office)) == 2
    office.moment = local(THURSDAY, 17)
    assert len(await reminders(office)) == 2


async def test_it_comes_again_with_what_is_missing_then(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await ana.asks(put_off, AFTERNOON)
    await office.save(ids["Componente 7"], an_avance("0", justification="Se cambió la fecha"))
    office.moment = local(THURSDAY, 16)

    (again,) = await reminders(office)

    said = await office.do(lambda uow: compose(uow, again, office.moment))
    assert [line.level for line in said.units[0].lines] == ["Actividad 7.1"]  # type: ignore[union-attr]


async def test_nothing_comes_again_once_it_was_answered(office: Office, ana: Speaker) -> None:
    await ana.asks(put_off, AFTERNOON)
    await office.do(lambda uow: uow.people.take(ana.id, ana.person.actor.grants[0]))
    office.moment = local(THURSDAY, 16)

    assert await reminders(office) == []
    assert await office.do(lambda uow: uow.snoozes.due(office.moment.now)) == []


async def test_a_second_time_replaces_the_first(office: Office, ana: Speaker) -> None:
    await ana.asks(put_off, AFTERNOON)
    await ana.asks(put_off, MORNING)

    office.moment = local(THURSDAY, 16)
    assert await reminders(office) == []
    office.moment = local(FRIDAY, 9)
    assert len(await reminders(office)) == 1


async def test_a_due_day_that_moves_before_its_end_ends_it(office: Office, ana: Speaker) -> None:
    await ana.asks(put_off, MORNING)
    dates = PeriodDates(due_on=THURSDAY)
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", dates, "Oficio 1"))

    assert len(await reminders(office)) == 1


def refused(problem: str, due_on: date | None = DUE, *choices: datetime) -> SnoozeNotTaken:
    return SnoozeNotTaken(problem, T3, THURSDAY, due_on, choices)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        pytest.param(None, refused("which", DUE, AFTERNOON, MORNING), id="no hour"),
        pytest.param(
            datetime(2025, 9, 25, 9, tzinfo=OAXACA),
            refused("past", DUE, AFTERNOON, MORNING),
            id="an hour ago",
        ),
        pytest.param(
            datetime(2025, 10, 1, 9, tzinfo=OAXACA),
            refused("not_admitted", DUE, AFTERNOON, MORNING),
            id="past the due day",
        ),
        pytest.param(
            SnoozeTime(at=time(22)), refused("not_admitted", DUE, AFTERNOON, MORNING), id="in quiet hours"
        ),
    ],
)
async def test_why_it_is_not_put_off(
    office: Office, ana: Speaker, until: datetime | SnoozeTime | None, told: SnoozeNotTaken
) -> None:
    assert not await ana.asks(put_off, until)

    assert await ana.hears() == told
    assert await office.do(lambda uow: uow.snoozes.open_of(T3)) == {}


async def test_past_the_due_day_nothing_is_put_off(office: Office, ana: Speaker) -> None:
    office.moment = local(date(2025, 10, 1), 10)

    assert not await ana.asks(put_off, SnoozeTime())
    assert await ana.hears() == replace(refused("due_passed"), today=office.moment.today)


async def test_own_hours_count(office: Office, ana: Speaker) -> None:
    await office.do(lambda uow: uow.people.set_hours(ana.id, (600, 840)))

    await ana.asks(put_off, None)

    assert await ana.hears() == refused("which", DUE, datetime(2025, 9, 26, 10, tzinfo=OAXACA))


async def test_who_owes_nothing_has_nothing_to_put_off(office: Office) -> None:
    await office.register(a_document(a_row(goals="0 0 0 0")))
    ana = await a_speaker(office, ANA)

    await ana.asks(put_off, SnoozeTime())

    assert await ana.hears() == refused("nothing_owed", None)


async def test_implan_has_nothing_to_put_off(office: Office) -> None:
    implan = await a_speaker(office, BETO, Role.IMPLAN)

    await implan.asks(put_off, SnoozeTime())

    assert await implan.hears() == NotAllowed(())


async def test_one_put_off_anew_while_its_time_comes_is_not_lost(office: Office, ana: Speaker) -> None:
    """On PostgreSQL a tap may commit between what planning reads and what it writes."""
    await ana.asks(put_off, AFTERNOON)
    office.moment = local(THURSDAY, 16)
    (due,) = await office.do(lambda uow: due_reminders(uow, office.moment))
    await ana.asks(put_off, MORNING)
    await office.do(lambda uow: give_planned(uow, due, office.moment))

    assert [said for said in await office.said() if isinstance(said, Reminder)] == []
    office.moment = local(FRIDAY, 9)
    assert len(await reminders(office)) == 1
