"""Commands to check an acuse and to get the workbook of a UR."""

from bot.kit.commands import ENLACE, EVERYBODY, IMPLAN, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.typed import read_status_arguments
from domain.kit.access import Action
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.evidence.verify_acuse import verify_acuse
from usecases.kit.say import answer
from usecases.papers.send_template import send_template

commands = Declared()


async def verify(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await verify_acuse(uow, person, rest, moment), moment)


commands.declare(
    Command(
        "verificar",
        Action.VERIFY_ACUSE,
        verify,
        ("/verificar K7Q2M-9X34T",),
        menu=MenuLine(310, "Comprobar un acuse"),
        help=(HelpLine(HelpGroup.LOOK, 70, "/verificar CÓDIGO", "si un acuse es auténtico", EVERYBODY),),
    )
)


async def template(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    wanted = read_status_arguments(rest)
    for said in await send_template(uow, person, wanted.unit_code, wanted.period, moment):
        await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "plantilla",
        Action.GET_TEMPLATE,
        template,
        ("/plantilla", "/plantilla 402 3T2025"),
        takes=Takes.UNIT | Takes.PAST_YEARS,
        menu=MenuLine(30, "Llenar el trimestre en Excel"),
        help=(
            HelpLine(
                HelpGroup.CAPTURE, 60, "/plantilla", "llenar el trimestre en Excel y enviarlo aquí", ENLACE
            ),
            HelpLine(HelpGroup.RECEIVE, 90, "/plantilla 402", "el libro de una UR", IMPLAN),
        ),
    )
)
