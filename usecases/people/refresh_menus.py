"""Send everybody the command menu of their roles when the commands have changed."""

from domain.kit.moments import Moment
from storage.uow import UnitOfWork
from usecases.kit.say import answer
from usecases.people.invite import menu_of


async def refresh_menus(uow: UnitOfWork, edition: str, moment: Moment) -> None:
    """Queue the menus of an edition of the commands; by the key each person gets it once."""
    for person in await uow.people.everybody():
        menu = menu_of(person)
        roles = "+".join(role.value for role in menu.roles)
        key = f"menu:{edition}:{person.actor.person_id}:{roles}"
        await answer(uow, person.chat_id, menu, moment, key=key)
