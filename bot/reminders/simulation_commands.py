"""/simular: rehearse one day or several; computed when the answer is sent, so no update waits for it."""

from bot.kit.commands import IMPLAN, Command, Declared, HelpGroup, HelpLine, MenuLine
from domain.calendar.spans import SpanRefused, read_span
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.reminders.simulation_messages import Simulation, SimulationNotTaken
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import answer
from usecases.reminders.simulate import is_too_much

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
