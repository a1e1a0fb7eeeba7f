"""The commands of review."""

from bot.typed import read_status_arguments
from domain.access import Action
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.say import answer
from usecases.show_entrega import show_entrega


async def send(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /enviar: the whole report with its gaps, and the button that sends it."""
    wanted = read_status_arguments(rest)
    said = await show_entrega(
        uow, person, wanted.unit_code, wanted.period, moment, action=Action.SEND_ENTREGA
    )
    for each in said:
        await answer(uow, person.chat_id, each, moment)


async def entrega(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /entrega: how the hand-in of a UR stands, or those of all."""
    wanted = read_status_arguments(rest)
    for each in await show_entrega(uow, person, wanted.unit_code, wanted.period, moment):
        await answer(uow, person.chat_id, each, moment)
