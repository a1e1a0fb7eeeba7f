"""IMPLAN sets a ladder after a preview of its days, and restores the usual one."""

from datetime import date

import pytest

from domain.calendar.dialogues import AboutLadder
from domain.calendar.messages import LadderChanged, LadderLine, LadderList
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer, Picked
from domain.kit.dialogues.messages import FormRefused
from domain.reminders.ladders import DEFAULT, Ladder, Recipient, Rhythm
from storage.engine import Database
from tests.facts import T3, Office, a_mir, local
from tests.usecases.speakers import Speaker, a_speaker
from usecases.reminders.edit_ladders import begin_ladder, show_ladders

EVA = 1005
ENLACE = ("", Recipient.ENLACE, Rhythm.QUARTERLY)


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database, local(date(2025, 9, 24)))
    await office.register(a_mir())
    return office


@pytest.fixture
async def eva(office: Office) -> Speaker:
    return await a_speaker(office, EVA, Role.IMPLAN)


async def sets(who: Speaker, *given: FormAnswer) -> None:
    await who.asks(begin_ladder)
    await who.says(*given)


async def listed(office: Office) -> LadderList:
    return await office.do(lambda uow: show_ladders(uow, office.moment))


async def test_the_days_are_shown_before_the_ladder_is_kept(office: Office, eva: Speaker) -> None:
    await sets(eva, "enlace", "quarterly", "all", "-15 -1 0", "yes")

    asked = await eva.asked()
    september, october = ((9, 8), (9, 29), (9, 30)), ((10, 1), (10, 2), (10, 3))
    assert AboutLadder.of(asked).period == T3
    assert AboutLadder.of(asked).days == tuple(date(2025, *each) for each in (*september, *october))
    assert (await office.do(lambda uow: uow.ladders.ladders())).by_key == {}
    await eva.picks(0)

    ladder = Ladder((-15, -1, 0), goes_on=True)
    assert (await office.do(lambda uow: uow.ladders.ladders())).by_key == {ENLACE: ladder}
    assert (await eva.heard())[-1] == LadderChanged(LadderLine(*ENLACE, ladder))
    assert (await office.audited())[-1][1:] == ("ladder_set", "ladder:enlace:quarterly:")
    assert (await office.do(lambda uow: uow.calendar.deadlines())).opens_on(T3) == date(2025, 9, 8)


async def test_a_programme_may_have_its_own_and_nobody_may_be_reminded(office: Office, eva: Speaker) -> None:
    await sets(eva, "titular", "quarterly", "08", "nobody")
    await eva.picks(0)

    (line,) = [each for each in (await listed(office)).lines if each.programme]
    assert line == LadderLine("8", Recipient.TITULAR, Rhythm.QUARTERLY, Ladder())


async def test_a_ladder_goes_back_to_the_usual_one(office: Office, eva: Speaker) -> None:
    await sets(eva, "enlace", "quarterly", "all", "0", "no")
    await eva.picks(0)
    await sets(eva, "enlace", "quarterly", "all", Picked(0))
    assert AboutLadder.of(await eva.asked()).ladder == Ladder((-10, -5, -3, -1, 0), goes_on=True)
    await eva.picks(0)

    assert (await office.do(lambda uow: uow.ladders.ladders())).by_key == {}
    usual = DEFAULT[Recipient.ENLACE, Rhythm.QUARTERLY]
    assert (await eva.heard())[-1] == LadderChanged(LadderLine(*ENLACE, usual, is_default=True))


async def test_the_ladder_of_months_stands_beside_that_of_the_quarter(office: Office, eva: Speaker) -> None:
    await sets(eva, "enlace", "monthly", "all", "-3 0", "no")
    await eva.picks(0)

    said = await listed(office)
    assert [each.rhythm for each in said.lines if not each.is_default] == [Rhythm.MONTHLY]
    assert len(said.lines) == len(DEFAULT) + 1
    assert (said.period, said.due_on) == (T3, date(2025, 9, 30))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (("enlace", "quarterly", "99"), "ladder_programme_unknown"),
        (("enlace", "quarterly", "all", "diario"), "rungs_not_understood"),
        (("enlace", "quarterly", "all", "-50"), "rungs_too_far"),
        (("director",), "not_a_choice"),
    ],
)
async def test_what_is_no_ladder_is_refused(eva: Speaker, given: tuple[str, ...], problem: str) -> None:
    await sets(eva, *given)

    assert (await eva.heard())[-1] == FormRefused(problem, given[-1])


async def test_after_the_end_of_a_quarter_the_next_one_is_shown(office: Office, eva: Speaker) -> None:
    office.moment = local(date(2025, 10, 6))
    await sets(eva, "enlace", "quarterly", "all", "-1 0", "no")

    assert AboutLadder.of(await eva.asked()).days == (date(2025, 12, 30), date(2025, 12, 31))
