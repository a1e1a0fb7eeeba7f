"""What waits in the outbox is not sent to somebody whose role has gone since."""

from datetime import date, time

import pytest

from bot.switchboard.renderer import Renderer
from domain.kit.access import Grant, Role
from domain.kit.said import Said
from domain.reminders.simulation_messages import Simulation
from domain.status.messages import StatusChart
from domain.summary.messages import FinalSummary, GapsBook, GapsPicture, PunctualityBook, WeeklySummary
from tests.facts import ANA, BETO, CARLA, OAXACA, T3, Office, a_mir
from tests.usecases.speakers import Speaker, a_speaker
from tests.workers.inside import INSIDE
from usecases.delivery.still_readable import may_still_read
from usecases.kit.say import answer
from usecases.people.revoke_person import take_role
from usecases.summary.plan_summary import write_summaries

TODAY = date(2025, 9, 25)
OF_IMPLAN = [GapsPicture(T3), GapsBook(T3), Simulation(TODAY, TODAY)]
OF_BOTH = [GapsPicture(T3), FinalSummary(T3, TODAY), PunctualityBook(T3, TODAY)]


@pytest.fixture
async def office(office: Office) -> Office:
    await office.register(a_mir())
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


async def loses(who: Speaker, *grants: Grant) -> None:
    for grant in grants:
        await who.asks(lambda uow, person, at, g=grant: take_role(uow, person, g, at, by="person:9"))


async def is_readable(office: Office, said: Said, chat_id: int) -> bool:
    return await office.do(lambda uow: may_still_read(uow, said, chat_id))


async def test_the_files_of_a_summary_do_not_reach_who_was_of_implan(office: Office, ana: Speaker) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.do(lambda uow: write_summaries(uow, office.moment, time(8)))
    await loses(ana, Grant(Role.IMPLAN))

    files = [row for row in await office.rows(ANA) if row.kind.startswith("gaps_")]

    renderer = Renderer(office.database, lambda: office.moment.now, OAXACA, works=INSIDE)
    assert [await renderer(row) for row in files] == [None, None]


async def test_a_chart_that_was_asked_for_does_not_reach_who_left_the_unit(
    office: Office, ana: Speaker
) -> None:
    await office.lets_in(ANA, Role.ENLACE, "504")
    await office.do(lambda uow: answer(uow, ANA, StatusChart("402", T3), office.moment))
    await loses(ana, Grant(Role.ENLACE, "402"))

    (chart,) = [row for row in await office.rows(ANA) if row.kind == "status_chart"]

    assert await Renderer(office.database, lambda: office.moment.now, OAXACA, works=INSIDE)(chart) is None


@pytest.mark.parametrize("said", OF_IMPLAN, ids=lambda said: type(said).__name__)
async def test_implan_reads_what_it_asked_for_and_a_stranger_nothing(office: Office, said: Said) -> None:
    await office.lets_in(CARLA, Role.IMPLAN, None)

    assert await is_readable(office, said, CARLA)
    assert not await is_readable(office, said, BETO)


@pytest.mark.parametrize("said", [*OF_BOTH, WeeklySummary(T3, TODAY)], ids=lambda said: type(said).__name__)
async def test_a_director_reads_the_week_and_the_end(office: Office, said: Said, ana: Speaker) -> None:
    await office.lets_in(BETO, Role.CONSULTA, None)

    assert await is_readable(office, said, BETO)
    assert not await is_readable(office, said, ana.person.chat_id)
