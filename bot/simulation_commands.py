"""/simular: rehearse a day or several; it is worked out when the answer is sent, so nothing is held up."""

from bot.declared_commands import IMPLAN, Command, Declared, HelpGroup, HelpLine, MenuLine
from domain.access import Action
from domain.messages.simulation import Simulation, SimulationNotTaken
from domain.moments import Moment
from domain.said import Said
from domain.spans import SpanRefused, read_span
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.say import answer
from usecases.simulate import is_too_much

commands = Declared()


async def simulate(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /simular, /simular 2025-09-24, /simular mañana, /simular 24 a 30 sep, /simular 3T2025."""
    said: Said
    try:
        span = read_span(rest, moment.today, await uow.calendar.deadlines())
        is_long = await is_too_much(uow, span, moment.today)
        said = SimulationNotTaken("too_much", rest) if is_long else Simulation(span.first, span.last)
    except SpanRefused as refused:
        said = SimulationNotTaken(refused.problem, refused.text)
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "simular",
        Action.SIMULATE,
        simulate,
        ("/simular", "/simular 24 sep", "/simular 24 a 30 sep", "/simular mañana", "/simular 3T2025"),
        menu=MenuLine(80, "Ensayar quién recibiría qué"),
        help=(
            HelpLine(
                HelpGroup.RECEIVE,
                20,
                "/simular 24 sep",
                "quién recibiría qué ese día, sin enviar nada",
                IMPLAN,
            ),
        ),
    )
)
