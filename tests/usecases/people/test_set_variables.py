"""IMPLAN sets the natural unit of an indicator: what is counted, of how many a year, by which formula."""

from decimal import Decimal

import pytest

from domain.kit.dialogues.forms import Skipped
from domain.kit.dialogues.messages import FormRefused
from domain.kit.natural_units import Variable
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.people.variable_messages import VariableKept, VariableLine, VariableList, VariableSaved
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.usecases.speaking import Speaker, from_implan
from usecases.people.set_variables import begin_variable, save_variable, show_variables

MEETINGS = Variable("reuniones realizadas", Decimal(1440), "120 reuniones × 12")
ANSWERS = ("reuniones realizadas", "1,440", "120 reuniones × 12", "N / d * 100")


@pytest.fixture
async def carla(office: Office) -> Speaker:
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    return await from_implan(office)


async def begins(carla: Speaker, unit_code: str = "402") -> None:
    moment = carla.office.moment
    await carla.office.do(lambda uow: begin_variable(uow, carla.person, unit_code, moment))


async def shown(speaker: Speaker, unit_code: str = "402") -> object:
    moment = speaker.office.moment
    return await speaker.office.do(lambda uow: show_variables(uow, speaker.person, unit_code, moment))


async def decides(carla: Speaker) -> None:
    await begins(carla)
    await carla.says("Componente 7", *ANSWERS)
    await carla.picks("yes")


async def test_what_is_counted_is_decided_and_shown(office: Office, carla: Speaker) -> None:
    await decides(carla)

    assert await carla.told() == VariableSaved("402", "Componente 7", MEETINGS)
    lines = (VariableLine("Componente 7", "", MEETINGS), VariableLine("Actividad 7.1", "", None))
    assert await shown(carla) == VariableList("402", "Secretaría Particular", 2025, lines)
    entry = (await office.do(audit_entries))[-1]
    assert (entry.action, entry.before) == ("variable_set", None)
    assert entry.after == {
        "counted": "reuniones realizadas",
        "denominator": "1440",
        "denominator_text": "120 reuniones × 12",
        "formula": "n / d * 100",
    }


async def test_what_holds_is_offered_and_kept(carla: Speaker) -> None:
    await decides(carla)
    await begins(carla)
    await carla.says("Componente 7")
    assert [each.value for each in (await carla.question()).options] == ["reuniones realizadas", "%"]
    await carla.picks("reuniones realizadas")
    await carla.picks("1440")
    await carla.picks("120 reuniones × 12")
    await carla.picks("n / d * 100")
    await carla.picks("yes")

    assert await carla.told() == VariableKept("402")


async def test_an_indicator_goes_back_to_percent(office: Office, carla: Speaker) -> None:
    await decides(carla)
    await begins(carla)
    await carla.says("Componente 7")
    await carla.picks("%")
    await carla.picks("yes")

    assert await carla.told() == VariableSaved("402", "Componente 7", None)
    entries = await office.do(audit_entries)
    removed = next(each for each in entries if each.action == "variable_removed")
    assert removed.after is None


async def test_no_explanation_is_needed(carla: Speaker) -> None:
    await begins(carla)
    await carla.says("Actividad 7.1", "cursos", "12.5", Skipped())
    await carla.picks("n / d * 100")
    await carla.picks("yes")
    await begins(carla)
    await carla.says("Actividad 7.1", "cursos", "12.5")

    assert (await carla.question()).options == ()
    await carla.says(Skipped(), "n / d * 50")
    await carla.picks("no")
    assert await carla.told() == VariableKept("402")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (("cursos", "muchos"), "denominator_not_read"),
        (("cursos", "0"), "denominator_not_read"),
        (("cursos", "12", "x" * 81), "explanation_too_long"),
        (("cursos", "12", "uno al mes", "d * 100"), "formula_without_n"),
        (("cursos", "12", "uno al mes", "n // d"), "formula_not_read"),
        (("cursos", "12", "uno al mes", "n / (d - 12)"), "formula_not_read"),
        (("cursos", "12", "uno al mes", "n - d"), "formula_not_read"),
    ],
)
async def test_what_cannot_be_counted_with_is_asked_again(
    carla: Speaker, said: tuple[str, ...], problem: str
) -> None:
    await begins(carla)
    await carla.says("Actividad 7.1", *said)

    assert await carla.told() == FormRefused(problem, said[-1])
    assert await carla.is_asked()


async def test_there_may_be_nothing_to_decide(office: Office, carla: Speaker) -> None:
    await office.do(lambda uow: uow.imports.save_unit(a_mir(unit="601").unit, is_mir=True))
    ana = Speaker(office, await office.lets_in(ANA))

    assert await shown(carla, "999") == UnknownUnit("999", "variables")
    assert await shown(carla, "601") == NoProgramme("601", 2025, (), "variables")
    await begins(carla, "601")
    assert await carla.told() == NoProgramme("601", 2025, (), "variables")
    assert await shown(ana) == NotAllowed(())


@pytest.mark.parametrize("unit_code", ["402", "601"])
async def test_an_indicator_that_is_gone_changes_nothing(
    office: Office, carla: Speaker, unit_code: str
) -> None:
    said = await office.do(lambda uow: save_variable(uow, unit_code, 999, MEETINGS, office.moment, by="cli"))

    assert said == VariableKept(unit_code)
    assert await carla.heard() == []
