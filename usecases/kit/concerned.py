"""The people whom a fact concerns; each is told once."""

from collections.abc import Callable, Iterable

from domain.kit.access import Action, Role
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import announce


async def of_unit(uow: UnitOfWork, unit_code: str) -> list[Person]:
    """Return the enlaces and titulares of a UR who can be reached."""
    return [each for each in await _reachable(uow) if units_of(each) & {unit_code}]


async def of_units(uow: UnitOfWork) -> list[Person]:
    """Return the enlaces and titulares of any UR who can be reached."""
    return [each for each in await _reachable(uow) if units_of(each)]


async def who_may(uow: UnitOfWork, action: Action) -> list[Person]:
    """Return the reachable people who have a right for the whole municipality."""
    return [each for each in await _reachable(uow) if each.actor.sees_all(action)]


def units_of(person: Person) -> set[str]:
    """Return the URs of which a person is enlace or titular."""
    own = (Role.ENLACE, Role.TITULAR)
    return {grant.unit_code for grant in person.actor.grants if grant.unit_code and grant.role in own}


async def tell_each(
    uow: UnitOfWork,
    people: Iterable[Person],
    said: Callable[[Person], Said],
    moment: Moment,
    *,
    key: str,
) -> None:
    """Queue a notice for each; `key` names the fact, so nobody is told twice."""
    for person in people:
        person_id = person.actor.person_id
        notice = said(person)
        await announce(uow, person.chat_id, notice, moment, key=f"{key}:{person_id}", person_id=person_id)


async def _reachable(uow: UnitOfWork) -> list[Person]:
    return [each for each in await uow.people.everybody() if each.unreachable_since is None]
