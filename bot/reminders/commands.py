"""The commands of reminders: nudge, put off, and answer a «No me corresponde»."""

from bot.kit.commands import (
    ENLACE,
    IMPLAN,
    OWN,
    TITULAR,
    Command,
    Declared,
    HelpGroup,
    HelpLine,
    MenuLine,
    Phrase,
)
from bot.kit.run_command import keeping_question
from bot.kit.typed import read_status_arguments
from bot.reminders.typed import read_when
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.words.agreement import Agreement, read_agreement
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import NudgeNotMade, SnoozeNotTaken
from domain.reminders.snoozing import SnoozeTime
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.reminders.decide_reassignment import decide_reassignment, find_open, show_reassignments
from usecases.reminders.nudge import WantedNudge, nudge_unit
from usecases.reminders.nudge_all import escalate_all, nudge_all
from usecases.reminders.snooze import put_off

commands = Declared()

AGAIN = "otra vez"
ALL = frozenset({"todas", "todos"})
TITULARES = "titulares"


async def nudge(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /recordar 402, /recordar 402 3T2025, /recordar 402 otra vez, /recordar todas and titulares."""
    words = rest.casefold().strip()
    if words in ALL | {TITULARES}:
        if not person.actor.may(Action.NUDGE_ALL):
            await answer(
                uow, person.chat_id, NotAllowed(person.actor.units_for(Action.NUDGE), "recordar"), moment
            )
            return
        give = escalate_all if words == TITULARES else nudge_all
        await give(uow, person, None, moment)
        return
    again = words.endswith(AGAIN)
    wanted = read_status_arguments(words.removesuffix(AGAIN))
    await nudge_named(uow, person, wanted.unit_code, moment, again=again, period=wanted.period)


async def nudge_named(
    uow: UnitOfWork,
    person: Person,
    unit_code: str | None,
    moment: Moment,
    *,
    again: bool = False,
    period: Period | None = None,
) -> None:
    """Nudge a UR; without a code, the only UR of a titular."""
    own = person.actor.units_for(Action.NUDGE)
    code = unit_code or (own[0] if len(own) == 1 else None)
    if code is None:
        chosen = period or await choose_period(uow, None, moment)
        await answer(uow, person.chat_id, NudgeNotMade("which", chosen), moment)
        return
    given = await uow.nudges.latest(code, moment.today) if again else None
    count = given.count + 1 if given else 1
    await nudge_unit(uow, person, WantedNudge(code, period, count), moment)


commands.declare(
    Command(
        "recordar",
        Action.NUDGE,
        nudge,
        ("/recordar", "/recordar 402", "/recordar 402 otra vez"),
        takes=Takes.UNIT,
        menu=MenuLine(380, "Recordar lo que falta"),
        help=(
            HelpLine(HelpGroup.HAND_IN, 60, "/recordar", "recordar al enlace lo que falta", TITULAR),
            HelpLine(
                HelpGroup.RECEIVE,
                40,
                "/recordar 402",
                "recordar a una UR; /recordar todas, o titulares",
                IMPLAN,
            ),
        ),
    )
)


async def put_off_to(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /posponer and /posponer mañana."""
    wish = read_when(rest)
    if isinstance(wish, SnoozeTime) or not wish:
        await put_off(uow, person, wish or None, moment)
        return
    units = person.actor.units_for(Action.PUT_OFF_REMINDER)
    period = await choose_period(uow, units[0], moment)
    await answer(uow, person.chat_id, SnoozeNotTaken("not_understood", period, moment.today), moment)


commands.declare(
    Command(
        "posponer",
        Action.PUT_OFF_REMINDER,
        put_off_to,
        ("/posponer", "/posponer mañana"),
        menu=MenuLine(400, "Recibir después el recordatorio"),
        help=(HelpLine(HelpGroup.CAPTURE, 40, "/posponer mañana", "recibir después el recordatorio", OWN),),
    )
)


@keeping_question
async def reassignments(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /reasignaciones, and its typed buttons: /reasignaciones 402 sí or no."""
    code, _, words = rest.partition(" ")
    verdict = read_agreement(words)
    asked = await find_open(uow, code) if code else None
    if asked is None or verdict is None:
        await show_reassignments(uow, person, code, moment)
        return
    await decide_reassignment(uow, person, asked.id, moment, belongs=verdict is Agreement.YES)


commands.declare(
    Command(
        "reasignaciones",
        Action.DECIDE_REASSIGNMENT,
        reassignments,
        ("/reasignaciones", "/reasignaciones 402 sí"),
        moves_on=True,
        takes=Takes.UNIT,
        menu=MenuLine(390, "Responder «No me corresponde»"),
        help=(HelpLine(HelpGroup.RECEIVE, 60, "/reasignaciones", "responder «No me corresponde»", IMPLAN),),
    )
)
commands.declare_phrase(
    Phrase(
        "no me corresponde",
        help=(HelpLine(HelpGroup.CAPTURE, 50, "no me corresponde 7.1", "avisar que no es suyo", ENLACE),),
    )
)
