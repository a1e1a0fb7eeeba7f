"""IMPLAN decides for each programme when a light changes and what is asked besides the quarter."""

from decimal import Decimal

import pytest

from domain.kit.dialogues.messages import FormRefused
from domain.kit.lights import Thresholds
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.rules import Rules
from domain.people.messages import ProgrammeRules, RulesList, RulesSaved
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, Office, a_mir
from tests.read_back import audit_entries
from tests.usecases.speaking import Speaker, from_implan
from usecases.people.set_thresholds import begin_rules, show_rules

STRICT = Rules(Thresholds(Decimal(95), Decimal(105), Decimal("82.5")), asks_months=True)


@pytest.fixture
async def carla(office: Office) -> Speaker:
    await office.register(a_mir())
    return await from_implan(office)


async def begins(carla: Speaker, unit_code: str = "402") -> None:
    moment = carla.office.moment
    await carla.office.do(lambda uow: begin_rules(uow, carla.person, unit_code, moment))


async def shown(speaker: Speaker, unit_code: str = "402") -> object:
    moment = speaker.office.moment
    return await speaker.office.do(lambda uow: show_rules(uow, speaker.person, unit_code, moment))


async def test_rules_are_set_and_hold_from_then_on(office: Office, carla: Speaker) -> None:
    await begins(carla)
    await carla.says("82.5 95 105")
    await carla.picks("yes")
    await carla.picks("no")

    rules = ProgrammeRules("08", "Gobierno innovador", 2025, STRICT)
    assert await carla.told() == RulesSaved("402", rules)
    assert await shown(carla) == RulesList("402", (rules,))
    (entry,) = await office.do(lambda uow: audit_entries(uow, subject="programme:402:08:2025"))
    assert entry.before == {"limits": "80 90 110", "asks_months": False, "asks_narrative": False}
    assert entry.after == {"limits": "82.5 95 105", "asks_months": True, "asks_narrative": False}


async def test_one_of_several_programmes_is_chosen(office: Office, carla: Speaker) -> None:
    await office.register(a_mir(programme="09", programme_name="Otro"))
    await begins(carla)
    question = await carla.question()
    assert [option.label for option in question.options] == ["PP 08 · Gobierno innovador", "PP 09 · Otro"]
    await carla.says("PP 09 · Otro")
    await carla.picks("80 90 110")
    await carla.picks("no")
    await carla.picks("yes")

    told = await carla.told()
    assert isinstance(told, RulesSaved)
    assert (told.programme.code, told.programme.rules) == ("09", Rules(asks_narrative=True))


async def test_the_limits_in_force_are_offered(carla: Speaker) -> None:
    await begins(carla)
    await carla.says("70 80 120")
    await carla.picks("no")
    await carla.picks("no")
    await begins(carla)

    assert [option.value for option in (await carla.question()).options] == ["70 80 120", "80 90 110"]


@pytest.mark.parametrize(("text", "problem"), [("80", "three_limits"), ("110 90 80", "limits_not_ascending")])
async def test_other_limits_are_refused(carla: Speaker, text: str, problem: str) -> None:
    await begins(carla)
    await carla.says(text)

    assert await carla.told() == FormRefused(problem, text)


async def test_there_may_be_nothing_to_decide(office: Office, carla: Speaker) -> None:
    await office.do(lambda uow: uow.imports.save_unit(a_mir(unit="601").unit, is_mir=True))
    ana = Speaker(office, await office.lets_in(ANA))

    assert await shown(carla, "999") == UnknownUnit("999", "umbrales")
    assert await shown(carla, "601") == NoProgramme("601", 2025, (), "umbrales")
    await begins(carla, "601")
    assert await carla.told() == NoProgramme("601", 2025, (), "umbrales")
    assert await shown(ana) == NotAllowed(())
