"""The URs that are registered, and the dialogue that renames one."""

from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, Form, Option, sentence
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.messages import UnitList, UnitRenamed
from domain.people.welcome_messages import NotAllowed
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.form_spec import FormSpec
from usecases.kit.say import answer
from usecases.people.admin_people import unit_options


async def show_units(uow: UnitOfWork, person: Person, moment: Moment, *, page: int = 0) -> Said:
    """Answer /unidades."""
    if not person.actor.may(Action.ADMINISTER):
        return NotAllowed(())
    return await units_of(uow, moment, page=page)


async def units_of(uow: UnitOfWork, moment: Moment, *, page: int = 0) -> UnitList:
    """Return the URs in the year in play."""
    year = (await choose_period(uow, None, moment)).year
    return UnitList(year, tuple(await uow.registry.units(year)), page)


async def rename_unit(uow: UnitOfWork, unit_code: str, name: str, moment: Moment, *, by: str) -> UnitRenamed:
    """Give a UR another name; its MIR may change it again."""
    await uow.holds.turn(AdvisoryLock.RECORDS)
    unit = await uow.programmes.unit(unit_code)
    assert unit is not None
    await uow.registry.rename_unit(unit_code, name)
    before, after = {"name": unit.name}, {"name": name}
    await uow.audit.add(moment.now, by, "unit_renamed", f"unit:{unit_code}", before=before, after=after)
    return UnitRenamed(unit_code, unit.name, name)


async def _options(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    return await unit_options(uow) if form.awaited == "unit" else ()


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    by = f"person:{person.actor.person_id}"
    renamed = await rename_unit(uow, form.answers["unit"], form.answers["name"], moment, by=by)
    await answer(uow, person.chat_id, renamed, moment)


RENAME = FormSpec(
    "rename_unit", Action.ADMINISTER, (Field("unit"), Field("name", sentence(4, 120))), _finish, _options
)
