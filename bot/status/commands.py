"""/estado: one UR, a group of them, or all."""

from bot.kit.commands import OWN, READERS, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.status.typed import read_asked
from domain.kit.access import Action
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.say import answer
from usecases.status.ask_status import ask_status

commands = Declared()


async def status(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    for said in await ask_status(uow, person, read_asked(rest), moment):
        await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "estado",
        Action.SEE_STATUS,
        status,
        ("/estado", "/estado 402 3T2025", "/estado gráfica", "/estado particular", "/estado PP 8"),
        takes=Takes.UNIT | Takes.QUARTER | Takes.PAST_YEARS,
        menu=MenuLine(60, "Ver cómo va el informe"),
        help=(
            HelpLine(HelpGroup.LOOK, 10, "/estado", "cómo va su UR; /estado 2T2025, otro trimestre", OWN),
            HelpLine(HelpGroup.LOOK, 20, "/estado", "todas; /estado 402, particular, PP 8 o eje 3", READERS),
        ),
        phrase=r"e?status|(?:como|en que) (?:voy|vamos|va)(?: (?:mi|la) (?:ur|unidad))?|mi (?:ur|unidad)",
    )
)
