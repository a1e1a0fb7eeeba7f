"""Commands about papers: check an acuse, ask for the workbook of a UR."""

from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.say import answer
from usecases.verify_acuse import verify_acuse


async def verify(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await verify_acuse(uow, person, rest, moment), moment)
