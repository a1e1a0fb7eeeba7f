"""/simular on the phone, and the same quarter over HTTP: everybody got what was rehearsed."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from openpyxl import load_workbook

from domain.calendar.spans import Span
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Grant, Role
from domain.kit.reports import CodedName
from domain.reminders.hours import OFFICE_HOURS
from domain.reminders.rehearsals import REMINDERS
from domain.reminders.simulation_messages import SimulationNotTaken
from sandbox.client import PersonClient
from storage.uow import UnitOfWork
from tests.e2e.reception import Reception, a_text
from tests.e2e.town import Town
from tests.facts import ANA, BETO, CARLA, OAXACA
from usecases.reminders.simulate import SUMMARY_AT, Timetable, simulate

IRIS, TITA, NICO = 1005, 1006, 1007
FIRST, LAST = date(2025, 9, 12), date(2025, 10, 2)


async def test_implan_asks_who_would_get_what(town: Town, ana: PersonClient) -> None:
    iris = await town.resident(IRIS, Role.IMPLAN)

    await iris.says("/simular 25 sep")

    told = await iris.waits_for("Ensayo del jue 25 sep 2025")
    assert "Saldrían 2 mensajes: a 1 enlace y 1 resumen al IMPLAN." in told.text
    assert f"• Persona {ANA} · 402 · −3: faltan 3, límite mar 30 sep" in told.text
    assert "• Sin nadie localizable: 304, 504" in told.text
    assert told.file is None
    assert not any("🔔" in each.text for each in await ana.messages())


async def test_several_days_come_with_a_workbook(town: Town, ana: PersonClient) -> None:
    iris = await town.resident(IRIS, Role.IMPLAN)

    await iris.says("/simular 3T2025")

    told = await iris.waits_for("Ensayo del lun 15 sep al mar 7 oct 2025")
    assert told.file is not None
    assert told.file.name == "ensayo-2025-09-15-a-2025-10-07.xlsx"
    page = load_workbook(BytesIO(await town.client.content(told)))["Mensajes"]
    rungs = [row[6] for row in page.iter_rows(min_row=4, values_only=True) if row[3] == "Enlace"]
    assert rungs == ["−10", "−5", "−3", "−1", "0", "+1", "+2", "+3", "+4", "+5"]
    assert ana is not None


async def test_what_is_no_day_is_asked_for_again(town: Town) -> None:
    iris = await town.resident(IRIS, Role.IMPLAN)

    await iris.says("/simular algún día")

    await iris.waits_for("No entendí «algún día» como día.")


async def test_what_would_take_too_long_is_refused(reception: Reception) -> None:
    async def found(uow: UnitOfWork) -> None:
        for number in range(250):
            await uow.imports.save_unit(CodedName(str(1000 + number), "Área", "Área"), is_mir=True)

    await reception.office.do(found)
    await reception.admits(IRIS, Role.IMPLAN, None)

    (said,) = await reception.hears(a_text(IRIS, "/simular 1 sep a 20 dic"))

    assert said == SimulationNotTaken("too_much", "1 sep a 20 dic")


async def test_what_was_rehearsed_is_what_the_phones_got(town: Town) -> None:
    """Three UR over HTTP for three weeks in which nobody answers; on the first day 2T2025 is still owed."""
    town.clock.set(at(FIRST, 8))
    people = {user: await town.resident(user, role, unit) for user, role, unit in PEOPLE}
    await town.office.do(lambda uow: uow.people.give(3, Grant(Role.ENLACE, "504", is_suplente=True)))

    expected = await rehearsed(town)
    for ahead in range((LAST - FIRST).days + 1):
        town.clock.set(at(FIRST + timedelta(days=ahead), 9))
        await town.puntual.ticks.reminders()
        await town.until(lambda: everything_left(town))

    heard = {user: await days_of(person) for user, person in people.items()}
    assert heard == expected
    assert [len(heard[user]) for user in (ANA, BETO, CARLA, TITA, NICO)] == [8, 8, 6, 4, 8]


PEOPLE = (
    (ANA, Role.ENLACE, "402"),
    (BETO, Role.ENLACE, "504"),
    (CARLA, Role.ENLACE, "504"),
    (TITA, Role.TITULAR, "402"),
    (NICO, Role.TITULAR, "304"),
)
"""The third one stands in for the second; 304 has nobody but its titular."""


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), OAXACA)


async def rehearsed(town: Town) -> dict[int, list[date]]:
    """Return on which days each person would get a reminder, by Telegram id."""
    timetable = Timetable(SUMMARY_AT, OFFICE_HOURS)
    async with town.puntual.database.read() as uow:
        found = await simulate(uow, Span(FIRST, LAST), timetable, town.puntual.moment())
        known = {each.actor.person_id: each.chat_id for each in await uow.people.everybody()}
    days: dict[int, list[date]] = {user: [] for user, *_ in PEOPLE}
    for each in found:
        for notice in each.notices:
            if notice.kind in REMINDERS:
                days[known[notice.person_id]].append(each.day)
    return days


async def everything_left(town: Town) -> bool:
    counts = await town.office.do(lambda uow: uow.outbox.counts())
    return not any(
        counts.get(state) for state in (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING)
    )


async def days_of(person: PersonClient) -> list[date]:
    return [
        datetime.fromtimestamp(each.date, UTC).astimezone(OAXACA).date()
        for each in await person.messages()
        if each.from_bot
    ]
