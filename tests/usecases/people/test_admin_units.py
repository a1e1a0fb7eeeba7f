"""IMPLAN sees the URs and renames one."""

from domain.people.messages import UnitList, UnitRenamed
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.usecases.speaking import from_implan
from usecases.people.admin_units import RENAME, show_units


async def test_units_are_listed_with_programmes_indicators_and_enlaces(office: Office) -> None:
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await office.register(a_mir(programme="09"))
    await office.register(a_mir(unit="504", unit_name="Instituto"))
    carla = await from_implan(office)
    ana = await office.lets_in(ANA)

    listed = await office.do(lambda uow: show_units(uow, carla.person, office.moment))

    assert isinstance(listed, UnitList)
    assert [(each.code, each.programmes, each.indicators, each.enlaces) for each in listed.units] == [
        ("402", ("08", "09"), 3, (ana.actor.name,)),
        ("504", ("08",), 1, ()),
    ]
    assert await office.do(lambda uow: show_units(uow, ana, office.moment)) == NotAllowed(())


async def test_a_unit_gets_another_name(office: Office) -> None:
    await office.register(a_mir())
    carla = await from_implan(office)
    await carla.begins(RENAME)
    await carla.says("402", "Oficina de la Presidencia")

    assert await carla.told() == UnitRenamed("402", "Secretaría Particular", "Oficina de la Presidencia")
    assert (await office.report()).unit.name == "Oficina de la Presidencia"
    (entry,) = await office.do(lambda uow: audit_entries(uow, subject="unit:402"))
    assert (entry.before, entry.after) == (
        {"name": "Secretaría Particular"}, {"name": "Oficina de la Presidencia"},
    )  # fmt: skip
