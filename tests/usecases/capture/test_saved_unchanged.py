"""An observation is not answered by saving the same again, and the person is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.capture.messages import Saved
from domain.kit.access import Role
from domain.kit.drafts import Choice, Draft, Step
from domain.kit.entregas import Move
from domain.kit.narrative import Narrative
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, BETO, T3, Office, a_mir, a_row, an_avance
from tests.usecases.enlaces import Enlace, an_enlace
from usecases.capture.save_narrative import save_narrative
from usecases.kit.conversations import find_indicator
from usecases.kit.save_avance import save_avance
from usecases.review.move_entrega import MadeMove, make_move

NOTED = "El oficio es de junio"
OTHER_OFICIO = "SP/113/2025 del 24 de septiembre de 2025"
TEXT = "Se dieron treinta y tres talleres de lectura en el centro y en las agencias"


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(
        a_mir(a_row("Componente 7"), a_row("Actividad 7.1", frequency="Mensual"), a_row("Actividad 7.2"))
    )


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    """Everything but Actividad 7.2 was captured, sent with a reason, and returned for two indicators."""
    ana = await an_enlace(office)
    titular = await office.lets_in(BETO, Role.TITULAR)
    for level in ("Componente 7", "Actividad 7.1"):
        await office.save(ids[level], an_avance("25", evidence=(AN_OFICIO,)))
    await moves(office, ana.person, MadeMove(Move.SEND, "Falta un indicador por capturar"))
    noted = {ids["Componente 7"]: NOTED, ids["Actividad 7.1"]: "Revise el valor"}
    await moves(office, titular, MadeMove(Move.RETURN, observations=noted))
    return ana


async def moves(office: Office, person: Person, made: MadeMove) -> None:
    async def move(uow: UnitOfWork) -> None:
        await make_move(uow, person, await uow.entregas.get("402", T3), made, office.moment)

    await office.do(move)


async def observed(office: Office) -> set[int]:
    return set(await office.do(lambda uow: uow.entregas.observed(T3, "402")))


async def saved(ana: Enlace) -> Saved:
    said = (await ana.heard())[-1]
    assert isinstance(said, Saved)
    return said


async def test_saved_as_it_was_it_is_still_to_be_answered(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    await ana.opens(ids["Componente 7"])
    await ana.taps(Choice.SAVE)

    said = await saved(ana)

    assert (said.observed, said.is_again) == (NOTED, True)
    assert [line.level for line in said.remaining] == ["Componente 7", "Actividad 7.1"]
    assert await observed(office) == {ids["Componente 7"], ids["Actividad 7.1"]}


@pytest.mark.parametrize("typed", ["26", OTHER_OFICIO], ids=["value", "evidence"])
async def test_whatever_changes_answers_it(
    office: Office, ana: Enlace, ids: dict[str, int], typed: str
) -> None:
    await ana.opens(ids["Componente 7"])
    if typed == "26":
        await ana.taps(Choice.CORRECT)
    await ana.types(typed)
    await ana.taps(Choice.SAVE)

    said = await saved(ana)

    assert (said.observed, said.is_again) == ("", True)
    assert await observed(office) == {ids["Actividad 7.1"]}


async def test_the_same_value_typed_again_changes_nothing(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    await ana.opens(ids["Componente 7"])
    await ana.taps(Choice.CORRECT)
    await ana.types("25.0")
    await ana.taps(Choice.SAVE)

    assert (await saved(ana)).observed == NOTED
    assert ids["Componente 7"] in await observed(office)


async def test_with_everything_answered_the_rest_stays_as_it_is(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    for level in ("Componente 7", "Actividad 7.1"):
        await ana.opens(ids[level])
        await ana.types(OTHER_OFICIO)
        await ana.taps(Choice.SAVE)

    said = await saved(ana)

    assert (said.remaining, said.is_again) == ((), True)


async def test_other_months_of_the_same_sum_are_something_new(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    months = {7: Decimal(10), 8: Decimal(10), 9: Decimal(5)}
    actividad = ids["Actividad 7.1"]
    await office.do(lambda uow: uow.months.save(actividad, months, at=office.moment.now, by="person:1"))
    before = await office.avance(actividad)
    assert before is not None
    draft = Draft(
        "402",
        actividad,
        T3,
        Step.REVIEW,
        "1",
        base_version=before.version,
        value=before.value,
        evidence=before.evidence,
        months=tuple(months.items()),
    )
    await office.do(lambda uow: save_avance(uow, ana.person, draft, office.moment))
    assert actividad in await observed(office)

    other = replace(draft, base_version=before.version + 1, months=((7, Decimal(5)), (9, Decimal(10))))
    await office.do(lambda uow: save_avance(uow, ana.person, other, office.moment))

    assert actividad not in await observed(office)


async def test_a_narrative_that_changes_answers_it_and_the_same_one_does_not(
    office: Office, ana: Enlace, ids: dict[str, int]
) -> None:
    componente = ids["Componente 7"]

    async def writes(text: str, version: int) -> None:
        async def write(uow: UnitOfWork) -> None:
            found = await find_indicator(uow, componente, T3)
            assert found is not None
            await save_narrative(uow, ana.person, found, Narrative(text, version=version), office.moment)

        await office.do(write)

    await office.do(
        lambda uow: uow.narratives.save(
            componente, T3.quarter, Narrative(TEXT), at=office.moment.now, by="person:1"
        )
    )
    await writes(TEXT, 1)
    assert componente in await observed(office)

    await writes(f"{TEXT} y en dos escuelas", 2)

    assert componente not in await observed(office)
