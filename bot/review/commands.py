"""The commands of review."""

from bot.kit.commands import ASKING, ENLACE, IMPLAN, TITULAR, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.typed import read_status_arguments
from domain.kit.access import Action
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.say import answer
from usecases.review.show_entrega import show_entrega

commands = Declared()


async def send(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /enviar: the whole report with its gaps, and the button that sends it."""
    wanted = read_status_arguments(rest)
    said = await show_entrega(
        uow, person, wanted.unit_code, wanted.period, moment, action=Action.SEND_ENTREGA
    )
    for each in said:
        await answer(uow, person.chat_id, each, moment)


commands.declare(
    Command(
        "enviar",
        Action.SEND_ENTREGA,
        send,
        ("/enviar", "/enviar 402"),
        takes=Takes.UNIT | Takes.QUARTER,
        menu=MenuLine(40, "Enviar la entrega"),
        help=(
            HelpLine(
                HelpGroup.HAND_IN, 10, "/enviar", "entregar el trimestre, con lo que falte a la vista", ENLACE
            ),
        ),
        phrase=(
            rf"{ASKING}(?:enviar|mandar|entregar|entrego)(?: (?:mi|el|la))?"
            r"(?: (?:informe|entrega|trimestre))?"
        ),
    )
)


async def entrega(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /entrega: the state of the entrega of one UR, or of all."""
    wanted = read_status_arguments(rest)
    for each in await show_entrega(uow, person, wanted.unit_code, wanted.period, moment):
        await answer(uow, person.chat_id, each, moment)


commands.declare(
    Command(
        "entrega",
        Action.SEE_ENTREGA,
        entrega,
        ("/entrega", "/entrega 402"),
        takes=Takes.UNIT | Takes.QUARTER | Takes.PAST_YEARS,
        menu=MenuLine(50, "Ver en qué va la entrega"),
        help=(
            HelpLine(HelpGroup.HAND_IN, 20, "/entrega", "en qué va la entrega", ENLACE),
            HelpLine(HelpGroup.HAND_IN, 30, "/entrega", "dar el Vo. Bo. o devolverla", TITULAR),
            HelpLine(
                HelpGroup.RECEIVE, 30, "/entrega", "las entregas; /entrega 402, aceptar u observar", IMPLAN
            ),
        ),
    )
)
