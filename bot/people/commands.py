"""The commands of administration, and /historial."""

from bot.buttons.people import AdminDialogue
from bot.kit.commands import (
    IMPLAN,
    OWN,
    READERS,
    Command,
    Declared,
    Handler,
    HelpGroup,
    HelpLine,
    MenuLine,
    Phrase,
)
from bot.kit.typed import read_status_arguments
from bot.people.administration import PHRASES, begin
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.people.messages import UnitAsked
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.say import answer
from usecases.people.admin_goals import show_goals
from usecases.people.admin_people import show_people
from usecases.people.admin_units import show_units
from usecases.people.edit_causes import show_causes
from usecases.people.set_thresholds import show_rules
from usecases.people.set_variables import show_variables
from usecases.status.show_history import show_history

commands = Declared()


async def people(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /personas and /personas 402."""
    said = await show_people(uow, person, rest.strip() or None, moment)
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "personas",
        Action.ADMINISTER,
        people,
        ("/personas", "/personas 402"),
        takes=Takes.UNIT,
        menu=MenuLine(320, "Ver personas, invitar y revocar"),
        help=(HelpLine(HelpGroup.ADMINISTER, 10, "/personas", "quién entra; invitar y revocar", IMPLAN),),
    )
)


async def units(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await show_units(uow, person, moment), moment)


commands.declare(
    Command(
        "unidades",
        Action.ADMINISTER,
        units,
        ("/unidades",),
        menu=MenuLine(330, "Ver las UR y sus programas"),
        help=(HelpLine(HelpGroup.ADMINISTER, 20, "/unidades", "las UR; cambiar un nombre", IMPLAN),),
    )
)


async def goals(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    code = rest.strip()
    said = await show_goals(uow, person, code, moment) if code else UnitAsked("metas")
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "metas",
        Action.ADMINISTER,
        goals,
        ("/metas 402",),
        takes=Takes.UNIT,
        menu=MenuLine(340, "Ver y reprogramar metas"),
        help=(
            HelpLine(
                HelpGroup.ADMINISTER,
                30,
                "/metas 402",
                "ver, reprogramar, confirmar; enviar aquí la MIR",
                IMPLAN,
            ),
        ),
    )
)


async def rules(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    code = rest.strip()
    said = await show_rules(uow, person, code, moment) if code else UnitAsked("umbrales")
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "umbrales",
        Action.ADMINISTER,
        rules,
        ("/umbrales 402",),
        takes=Takes.UNIT,
        menu=MenuLine(350, "Ver y cambiar los colores"),
        help=(HelpLine(HelpGroup.ADMINISTER, 40, "/umbrales 402", "colores y preguntas", IMPLAN),),
    )
)


async def variables(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    code = rest.strip()
    said = await show_variables(uow, person, code, moment) if code else UnitAsked("variables")
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "variables",
        Action.ADMINISTER,
        variables,
        ("/variables 402",),
        takes=Takes.UNIT,
        menu=MenuLine(360, "Ver y decidir qué se cuenta"),
        help=(HelpLine(HelpGroup.ADMINISTER, 50, "/variables 402", "qué se cuenta: 302 de 1,440", IMPLAN),),
    )
)


async def causes(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await show_causes(uow, person), moment)


commands.declare(
    Command(
        "causas",
        Action.ADMINISTER,
        causes,
        ("/causas",),
        menu=MenuLine(370, "Ver y cambiar las causas"),
        help=(HelpLine(HelpGroup.ADMINISTER, 60, "/causas", "el catálogo de causas", IMPLAN),),
    )
)


async def history(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /historial, /historial 402 and /historial 402 3T2025."""
    wanted = read_status_arguments(rest)
    may_all = person.actor.sees_all(Action.SEE_HISTORY)
    if wanted.unit_code is None and may_all and not person.actor.units_for(Action.SEE_HISTORY):
        await answer(uow, person.chat_id, UnitAsked("historial"), moment)
        return
    said = await show_history(uow, person, wanted.unit_code, wanted.period, moment)
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "historial",
        Action.SEE_HISTORY,
        history,
        ("/historial", "/historial 402 3T2025"),
        takes=Takes.UNIT | Takes.PAST_YEARS,
        menu=MenuLine(300, "Ver quién cambió qué"),
        help=(
            HelpLine(HelpGroup.LOOK, 50, "/historial", "quién cambió qué y por qué", OWN),
            HelpLine(HelpGroup.LOOK, 60, "/historial 402 3T2025", "quién cambió qué", READERS),
        ),
    )
)


def opener(deed: AdminDialogue) -> Handler:
    """Return the command that begins a dialogue: /invitar, /reprogramar 402."""

    async def run(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
        await begin(uow, person, deed, rest.partition(" ")[0], moment)

    return run


for _phrase, _deed in PHRASES.items():
    if _phrase.isalpha():
        commands.declare(
            Command(
                _phrase,
                Action.ADMINISTER,
                opener(_deed),
                (f"/{_phrase} 402",),
                moves_on=True,
                takes=Takes.UNIT,
                menu=None,
                help=(),
                unlisted="the list that it belongs to has a button for it",
            )
        )
commands.declare_phrase(Phrase("retirar invitación", Takes.UNIT))
