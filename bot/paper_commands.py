"""Commands about papers: check an acuse, ask for the workbook of a UR."""

from bot.typed import read_status_arguments
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.say import answer
from usecases.send_template import send_template
from usecases.verify_acuse import verify_acuse


async def verify(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await verify_acuse(uow, person, rest, moment), moment)


async def template(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    wanted = read_status_arguments(rest)
    for said in await send_template(uow, person, wanted.unit_code, wanted.period, moment):
        await answer(uow, person.chat_id, said, moment)
