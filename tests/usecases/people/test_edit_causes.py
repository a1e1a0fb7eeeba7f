"""IMPLAN keeps the catalogue of causes."""

import pytest

from domain.kit.causes import Side
from domain.kit.dialogues.messages import FormRefused
from domain.people.messages import CauseList, CausesChanged
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, Office
from tests.usecases.speaking import Speaker, from_implan
from usecases.people.edit_causes import ADD, PLACE, RETIRE, show_causes

RECURSOS, CALENDARIO, DEMANDA = "Falta de recursos", "Cambio de calendario", "Mayor demanda"


@pytest.fixture
async def carla(office: Office) -> Speaker:
    for side, text in ((Side.BELOW, RECURSOS), (Side.BELOW, CALENDARIO), (Side.ABOVE, DEMANDA)):
        await office.do(lambda uow, side=side, text=text: uow.causes.add(side, text))  # type: ignore[misc]
    return await from_implan(office)


async def listed(office: Office, carla: Speaker) -> list[tuple[str, bool]]:
    shown = await office.do(lambda uow: show_causes(uow, carla.person))
    assert isinstance(shown, CauseList)
    return [(each.text, each.is_active) for each in shown.causes]


async def test_causes_are_listed_those_below_first(office: Office, carla: Speaker) -> None:
    ana = await office.lets_in(ANA)

    assert await listed(office, carla) == [(RECURSOS, True), (CALENDARIO, True), (DEMANDA, True)]
    assert await office.do(lambda uow: show_causes(uow, ana)) == NotAllowed(())


async def test_a_cause_is_added_at_the_end_of_its_side(office: Office, carla: Speaker) -> None:
    await carla.begins(ADD)
    await carla.picks("below")
    await carla.says("Falta de personal")

    assert await carla.told() == CausesChanged("added", "Falta de personal", Side.BELOW)
    assert [text for text, _ in await listed(office, carla)] == [
        RECURSOS, CALENDARIO, "Falta de personal", DEMANDA,
    ]  # fmt: skip
    ((actor, action, subject),) = await office.audited()
    assert (actor, action) == (f"person:{carla.person.actor.person_id}", "cause_added")
    assert subject.startswith("cause:")


async def test_a_cause_is_offered_once(carla: Speaker) -> None:
    await carla.begins(ADD)
    await carla.picks("below")
    await carla.says("falta de RECURSOS")

    assert await carla.told() == FormRefused("cause_exists", "falta de RECURSOS")


async def test_a_cause_is_retired_and_offered_again(office: Office, carla: Speaker) -> None:
    await carla.begins(RETIRE)
    await carla.says(RECURSOS)
    assert await carla.told() == CausesChanged("retired", RECURSOS, Side.BELOW)
    assert (RECURSOS, False) in await listed(office, carla)
    await carla.begins(ADD)
    await carla.picks("below")
    await carla.says(RECURSOS)

    assert await carla.told() == CausesChanged("restored", RECURSOS, Side.BELOW)
    assert (RECURSOS, True) in await listed(office, carla)


async def test_a_cause_is_put_in_its_place(office: Office, carla: Speaker) -> None:
    await carla.begins(PLACE)
    await carla.says(CALENDARIO)
    assert [option.value for option in (await carla.question()).options] == ["1", "2"]
    await carla.picks("1")

    assert await carla.told() == CausesChanged("moved", CALENDARIO, Side.BELOW, 1)
    assert [text for text, _ in await listed(office, carla)] == [CALENDARIO, RECURSOS, DEMANDA]
