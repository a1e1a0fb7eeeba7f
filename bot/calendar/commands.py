"""/calendario, /inhabiles, /escalera and /horario, their buttons and the texts that can be typed instead."""

import re

from bot.buttons.calendar import YEARS, CalendarDialogue, ChangeCalendar, ShowInhabiles
from bot.kit.commands import EVERYBODY, IMPLAN, OWN, Command, Declared, HelpGroup, HelpLine, MenuLine, Phrase
from bot.kit.handlers import Buttons
from bot.kit.run_command import keeping_question
from bot.kit.typed import read_status_arguments
from domain.calendar.messages import InhabilNotTaken
from domain.kit.access import Action, Role
from domain.kit.moments import Moment
from domain.kit.periods import PeriodNotUnderstood
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.calendar.change_dates import begin_dates
from usecases.calendar.change_inhabiles import begin_adding, begin_removing, show_inhabiles
from usecases.calendar.show_calendar import show_calendar
from usecases.kit.conversations import open_thread
from usecases.kit.say import answer
from usecases.reminders.edit_ladders import begin_ladder, show_ladders
from usecases.reminders.set_hours import HOURS, begin_hours
from usecases.switchboard.answer_form import take_form_answer

commands = Declared()
buttons = Buttons()

_PHRASE = re.compile(
    r"(?:(?P<dates>cambiar (?:una )?fecha)|(?P<add>agregar inh[aá]bil(?:es)?)|(?P<remove>quitar inh[aá]bil)"
    r"|(?P<ladder>cambiar (?:una )?escalera))(?:\s+(?P<rest>.*))?",
    re.IGNORECASE,
)


async def calendar(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /calendario, /calendario 402, /calendario 4T2025."""
    wanted = read_status_arguments(rest)
    said = await show_calendar(uow, person, wanted.unit_code, wanted.period, moment)
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "calendario",
        Action.SEE_CALENDAR,
        calendar,
        ("/calendario", "/calendario 402", "/calendario 4T2025"),
        takes=Takes.UNIT | Takes.QUARTER,
        menu=MenuLine(130, "Ver las fechas y llevarlas al teléfono"),
        help=(
            HelpLine(
                HelpGroup.LOOK, 30, "/calendario", "las fechas, con un archivo para su teléfono", EVERYBODY
            ),
        ),
        phrase=r"(?:las )?fechas?(?: limite)?|plazos?|cuando (?:vence|cierra|es el limite|se entrega)",
    )
)


async def inhabiles(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /inhabiles and /inhabiles 2026."""
    if rest and not (rest.isdecimal() and len(rest) == 4 and int(rest) in YEARS):
        await answer(uow, person.chat_id, InhabilNotTaken("not_a_year", moment.today.year), moment)
        return
    await _show_inhabiles(uow, person, int(rest) if rest else moment.today.year, moment)


commands.declare(
    Command(
        "inhabiles",
        Action.SEE_CALENDAR,
        inhabiles,
        ("/inhabiles", "/inhabiles 2026"),
        guide="los días que no se trabajan; el IMPLAN envía aquí la lista",
        menu=MenuLine(140, "Ver los días inhábiles"),
        help=(
            HelpLine(
                HelpGroup.ADMINISTER,
                80,
                "/inhabiles",
                "días que no se trabajan; enviar aquí la lista",
                IMPLAN,
            ),
        ),
    )
)


async def ladder(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await show_ladders(uow, moment), moment)


commands.declare(
    Command(
        "escalera",
        Action.CHANGE_CALENDAR,
        ladder,
        ("/escalera",),
        menu=MenuLine(160, "Ver y cambiar cuándo se recuerda"),
        help=(HelpLine(HelpGroup.ADMINISTER, 90, "/escalera", "qué días se recuerda", IMPLAN),),
    )
)


@keeping_question
async def hours(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /horario, /horario 10:00 a 15:00, /horario normal; they also answer its question."""
    typed = rest.strip()
    form = (await open_thread(uow, person)).form
    if typed and form is not None and form.kind == HOURS.kind:
        await take_form_answer(uow, person, typed, moment, said=typed)
        return
    await begin_hours(uow, person, typed, moment)


commands.declare(
    Command(
        "horario",
        Action.SET_HOURS,
        hours,
        ("/horario", "/horario 10:00 a 15:00", "/horario normal"),
        moves_on=True,
        # People who only read get no reminders.
        menu=MenuLine(150, "Elegir a qué hora recibe recordatorios", useless_to=frozenset({Role.CONSULTA})),
        help=(
            HelpLine(
                HelpGroup.LOOK, 40, "/horario 10:00 a 15:00", "cuándo recibir recordatorios", OWN | IMPLAN
            ),
        ),
    )
)
commands.declare_phrase(Phrase("cambiar fecha", Takes.UNIT | Takes.QUARTER))


@buttons.on(ShowInhabiles)
async def turn_year(uow: UnitOfWork, person: Person, callback: ShowInhabiles, moment: Moment) -> None:
    await _show_inhabiles(uow, person, callback.year, moment)


async def answer_calendar(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Run a typed button of the calendar; False when the text is none or the person lacks the right."""
    match = _PHRASE.fullmatch(" ".join(text.split()))
    if match is None or not person.actor.may(ChangeCalendar.needs):
        return False
    deed = CalendarDialogue(next(name for name in CalendarDialogue if match[name]))
    try:
        wanted = read_status_arguments(match["rest"] or "")
    except PeriodNotUnderstood:
        return False
    change = ChangeCalendar(deed, wanted.unit_code or "", wanted.period)
    await change_calendar(uow, person, change, moment)
    return True


@buttons.on(ChangeCalendar)
async def change_calendar(uow: UnitOfWork, person: Person, change: ChangeCalendar, moment: Moment) -> None:
    match change.deed:
        case CalendarDialogue.DATES:
            await begin_dates(uow, person, change.unit_code or None, change.period, moment)
        case CalendarDialogue.ADD:
            await begin_adding(uow, person, moment)
        case CalendarDialogue.REMOVE:
            await begin_removing(uow, person, moment)
        case CalendarDialogue.LADDER:
            await begin_ladder(uow, person, moment)


async def _show_inhabiles(uow: UnitOfWork, person: Person, year: int, moment: Moment) -> None:
    may_change = person.actor.may(ChangeCalendar.needs)
    said = await show_inhabiles(uow, year, may_change=may_change)
    await answer(uow, person.chat_id, said, moment)
