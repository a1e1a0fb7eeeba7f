"""/start and /ayuda."""

from bot.kit.commands import OWN, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.people.attention import ask
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.people.welcome_messages import Help
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import answer
from usecases.people.invite import menu_of, welcome

commands = Declared()


async def show_help(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if rest and person.actor.may(Action.ASK_HELP):
        await ask(uow, person, rest, moment)
        return
    await answer(uow, person.chat_id, Help(menu_of(person).roles), moment)


commands.declare(
    Command(
        "ayuda",
        Action.SEE_HELP,
        show_help,
        ("/ayuda", "/ayuda ¿qué oficio uso?"),
        guide="qué puede hacer aquí; la pregunta de una UR la responde el IMPLAN",
        menu=MenuLine(430, "Qué puede hacer aquí"),
        help=(HelpLine(HelpGroup.LOOK, 80, "/ayuda ¿su pregunta?", "la responde el IMPLAN", OWN),),
    )
)
commands.declare(
    Command(
        "help",
        Action.SEE_HELP,
        show_help,
        ("/help",),
        menu=None,
        help=(),
        unlisted="/ayuda, as other bots call it",
    )
)


async def start(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await welcome(uow, person), moment)
    await answer(uow, person.chat_id, menu_of(person), moment)


commands.declare(
    Command(
        "start",
        Action.SEE_HELP,
        start,
        ("/start",),
        menu=None,
        help=(),
        unlisted="Telegram shows a button for it",
    )
)
