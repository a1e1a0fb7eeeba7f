"""Own hours for reminders: typed at once or asked for, and given back."""

import pytest

from domain.calendar.dialogues import AboutHours
from domain.calendar.messages import HoursSet
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormRefused
from tests.facts import ANA, BETO, Office
from tests.usecases.speakers import Speaker, a_speaker
from usecases.reminders.set_hours import begin_hours


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


async def hours(who: Speaker) -> tuple[int, int] | None:
    await who.refresh()
    return who.person.hours


async def test_hours_can_be_typed_at_once_and_given_back(office: Office, ana: Speaker) -> None:
    await ana.asks(begin_hours, "10:00 a 15:00")
    assert await ana.hears() == HoursSet((600, 900))
    assert await hours(ana) == (600, 900)

    await ana.asks(begin_hours, "normal")
    assert await ana.hears() == HoursSet(None)
    assert await hours(ana) is None
    assert [action for _, action, _ in await office.audited()] == ["hours_set"] * 2


async def test_without_hours_they_are_asked_for(ana: Speaker) -> None:
    await ana.asks(begin_hours, "")
    assert (await ana.asked()).about == AboutHours(None)
    await ana.says("de 10 a 15")
    assert await hours(ana) == (600, 900)

    await ana.asks(begin_hours, "")
    assert (await ana.asked()).about == AboutHours((600, 900))
    await ana.picks(0)
    assert await hours(ana) is None


async def test_nonsense_loses_nothing(ana: Speaker) -> None:
    await ana.asks(begin_hours, "10 a 15")
    await ana.heard()

    await ana.asks(begin_hours, "de noche")
    assert await ana.hears() == FormRefused("hours_not_understood", "de noche")
    await ana.asks(begin_hours, "")
    await ana.says("15 a 10")
    assert (await ana.heard())[-1] == FormRefused("hours_turned_round", "15 a 10")
    assert await hours(ana) == (600, 900)


@pytest.mark.parametrize("role", [Role.TITULAR, Role.IMPLAN, Role.CONSULTA])
async def test_everybody_has_hours(office: Office, role: Role) -> None:
    who = await a_speaker(office, BETO, role)

    await who.asks(begin_hours, "8 a 12")

    assert await hours(who) == (480, 720)
