"""`puntual rehearse`: who would get which notice on given days, and why; nothing is stored or sent."""

from collections.abc import Iterable
from datetime import date

from app.clock import ProductClock
from app.offline import CommandFailed, opened_database
from app.plain import plain_text
from app.settings import Settings
from bot.switchboard.words import word
from domain.calendar.spans import Span, SpanRefused, read_span
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.reminders.messages import Reminder
from domain.reminders.rehearsals import REMINDERS, Notice, NoticeKind, RehearsedDay
from domain.reminders.simulation_messages import SimulationNotTaken
from domain.summary.messages import FinalSummary, Summary, WeeklySummary
from storage.uow import UnitOfWork
from texts.kit.formats import count, day
from texts.kit.rendering import Message
from texts.reminders.simulation import not_taken
from texts.reminders.simulation_words import KINDS, SPARED, line_words, spared_until
from usecases.reminders.compose_reminder import compose_reminder
from usecases.reminders.simulate import Timetable, simulate
from usecases.summary.compose_summary import compose_summary


async def rehearse(settings: Settings, clock: ProductClock, words: str) -> None:
    """Print the notices planned for some days; for one day with their texts."""
    moment = Moment(clock.now(), settings.zone)
    async with opened_database(settings) as database, database.read() as uow:
        span = await _span(uow, words, moment)
        days = await simulate(uow, span, Timetable(settings.summary_at, settings.hours), moment)
        for place, rehearsed in enumerate(days):
            gap = "\n" if place else ""
            print(f"{gap}{_head(rehearsed)}")
            for notice in rehearsed.notices:
                text = await _text(uow, notice, settings) if len(days) == 1 else []
                print("\n".join([_entry(notice), *(f"  | {line}" for line in text)]))
            for line in _left_alone(rehearsed):
                print(line)


async def _span(uow: UnitOfWork, words: str, moment: Moment) -> Span:
    try:
        return read_span(words, moment.today, await uow.calendar.deadlines())
    except SpanRefused as refused:
        told = plain_text(not_taken(SimulationNotTaken(refused.problem, refused.text)).html)
        raise CommandFailed(told.replace("/simular", "puntual rehearse")) from refused


def _head(rehearsed: RehearsedDay) -> str:
    amount = len(rehearsed.notices)
    told = count(amount, "mensaje", "mensajes") if amount else "ningún mensaje"
    why = "" if rehearsed.is_workday else " (inhábil)"
    name = f"{day(rehearsed.day)} {rehearsed.day.year}{why}"
    return f"Ensayo del {name}: {told}. No se envió ni se guardó nada."


def _entry(notice: Notice) -> str:
    lines = "; ".join(line_words(line) for line in notice.lines)
    why = f"{KINDS[notice.kind]}: {lines}" if lines else KINDS[notice.kind]
    return f"{notice.at:%H:%M} → {notice.name} ({why})"


def _left_alone(rehearsed: RehearsedDay) -> Iterable[str]:
    for reason, words in SPARED.items():
        left = [each for each in rehearsed.left_alone if each.why is reason]
        if left:
            yield f"{words}: {', '.join(f'{each.unit_code}{spared_until(each)}' for each in left)}"


async def _text(uow: UnitOfWork, notice: Notice, settings: Settings) -> list[str]:
    """Return the text of a notice at its hour."""
    moment = Moment(notice.at, settings.zone)
    said: Said | None
    if notice.kind in REMINDERS:
        planned = Reminder(notice.person_id, notice.period, day=moment.today, items=notice.items)
        said = await compose_reminder(uow, planned, moment, settings.hours)
    else:
        said = await compose_summary(uow, _planned(notice, moment.today), moment)
    message = word(said) if said else None
    return plain_text(message.html).splitlines() if isinstance(message, Message) else []


def _planned(notice: Notice, today: date) -> Said:
    match notice.kind:
        case NoticeKind.WEEKLY:
            return WeeklySummary(notice.period, today)
        case NoticeKind.FINAL:
            return FinalSummary(notice.period, today)
        case _:
            return Summary(today, period=notice.period)
