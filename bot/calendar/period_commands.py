"""The commands for prórrogas, closing and reopening a quarter, and the relevo of an enlace."""

from bot.buttons.prorrogas import DecideProrroga
from bot.kit.commands import ASKING, IMPLAN, OWN, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.handlers import Buttons
from bot.kit.run_command import keeping_question
from bot.kit.typed import read_period, read_status_arguments
from domain.calendar.days_given import MOST_DAYS
from domain.calendar.prorroga_messages import ProrrogaNotTaken
from domain.calendar.prorrogas import Prorroga, Verdict
from domain.capture.messages import OldButton
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.calendar.ask_prorroga import begin_prorroga
from usecases.calendar.close_period import begin_closing
from usecases.calendar.decide_prorroga import decide_prorroga, find_awaited, grant_days, show_prorrogas
from usecases.calendar.reopen_unit import begin_reopening
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.people.hand_over import begin_handover

commands = Declared()
buttons = Buttons()

VERDICTS = {
    "conceder": Verdict.GRANT,
    "negar": Verdict.REFUSE,
    "otros días": Verdict.OTHER_DAYS,
    "otros dias": Verdict.OTHER_DAYS,
}


@keeping_question
async def prorroga(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /prorroga, /prorroga 402, /prorroga 402 3T2025."""
    wanted = read_status_arguments(rest)
    await begin_prorroga(uow, person, wanted.unit_code, wanted.period, moment)


commands.declare(
    Command(
        "prorroga",
        Action.ASK_PRORROGA,
        prorroga,
        ("/prorroga", "/prorroga 402 3T2025"),
        moves_on=True,
        takes=Takes.UNIT | Takes.QUARTER,
        menu=MenuLine(90, "Pedir más días"),
        help=(HelpLine(HelpGroup.HAND_IN, 40, "/prorroga", "pedir más días", OWN),),
        phrase=rf"{ASKING}(?:prorroga|(?:mas|otros) (?:dias|tiempo|plazo))",
    )
)


@keeping_question
async def prorrogas(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /prorrogas, and its typed buttons: /prorrogas 402 conceder, negar or 5."""
    code, _, words = rest.partition(" ")
    if not code:
        await show_prorrogas(uow, person, moment)
        return
    asked = await find_awaited(uow, code)
    if asked is not None:
        await _decide(uow, person, asked, words.strip().casefold(), moment)
    elif await uow.programmes.unit(code) is None:
        await answer(uow, person.chat_id, UnknownUnit(code, "prorrogas"), moment)
    else:
        period = await choose_period(uow, code, moment)
        await answer(uow, person.chat_id, ProrrogaNotTaken("none_awaited", code, period), moment)


async def _decide(uow: UnitOfWork, person: Person, asked: Prorroga, words: str, moment: Moment) -> None:
    days = int(words) if words.isdecimal() and len(words) < 3 else 0
    if 1 <= days <= MOST_DAYS:
        await grant_days(uow, person, asked, days, moment)
    elif words in VERDICTS:
        await decide_prorroga(uow, person, asked.id, VERDICTS[words], moment)
    else:
        await show_prorrogas(uow, person, moment)


commands.declare(
    Command(
        "prorrogas",
        Action.DECIDE_PRORROGA,
        prorrogas,
        ("/prorrogas", "/prorrogas 402 conceder"),
        moves_on=True,
        takes=Takes.UNIT,
        menu=MenuLine(100, "Resolver las prórrogas pedidas"),
        help=(HelpLine(HelpGroup.RECEIVE, 50, "/prorrogas", "resolver las pedidas", IMPLAN),),
    )
)


@buttons.on(DecideProrroga)
async def decide_tapped(uow: UnitOfWork, person: Person, callback: DecideProrroga, moment: Moment) -> None:
    if not await decide_prorroga(uow, person, callback.prorroga_id, callback.verdict, moment):
        await answer(uow, person.chat_id, OldButton(), moment)


@keeping_question
async def close(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /cerrar 3T2025."""
    await begin_closing(uow, person, read_period(rest), moment)


commands.declare(
    Command(
        "cerrar",
        Action.CLOSE_PERIOD,
        close,
        ("/cerrar 3T2025",),
        moves_on=True,
        takes=Takes.QUARTER,
        menu=MenuLine(110, "Cerrar un trimestre"),
        help=(HelpLine(HelpGroup.RECEIVE, 70, "/cerrar 3T2025", "cerrar el trimestre", IMPLAN),),
    )
)


@keeping_question
async def reopen(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /reabrir 402 3T2025."""
    wanted = read_status_arguments(rest)
    await begin_reopening(uow, person, wanted.unit_code, wanted.period, moment)


commands.declare(
    Command(
        "reabrir",
        Action.CLOSE_PERIOD,
        reopen,
        ("/reabrir 402 3T2025",),
        moves_on=True,
        takes=Takes.UNIT | Takes.QUARTER | Takes.BOTH_AT_ONCE,
        menu=MenuLine(120, "Reabrir el trimestre a una UR"),
        help=(HelpLine(HelpGroup.RECEIVE, 80, "/reabrir 402 3T2025", "abrirlo a una UR", IMPLAN),),
    )
)


@keeping_question
async def hand_over(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /relevo and /relevo 402."""
    await begin_handover(uow, person, rest.strip() or None, moment)


commands.declare(
    Command(
        "relevo",
        Action.HAND_OVER,
        hand_over,
        ("/relevo", "/relevo 402"),
        moves_on=True,
        takes=Takes.UNIT,
        menu=MenuLine(410, "Dejar su lugar a otra persona"),
        help=(HelpLine(HelpGroup.HAND_IN, 50, "/relevo", "dejar su lugar a otra persona", OWN),),
    )
)
