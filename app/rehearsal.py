"""`puntual rehearse`: who would get what on a day, and why; nothing is written or sent."""

from datetime import date, datetime, time

from app.offline import opened_database
from app.plain import plain_text
from app.settings import Settings
from bot.rendering import Message
from bot.texts.formats import count
from bot.texts.formats import day as day_in_words
from bot.texts.render import word
from domain.messages import Said
from domain.moments import Moment
from storage.uow import UnitOfWork
from usecases.compose_reminder import compose_reminder
from usecases.plan_reminders import DueReminder, due_reminders, message_of
from usecases.plan_summary import due_summaries
from usecases.show_summary import show_summary


async def rehearse(settings: Settings, day: date) -> None:
    """Print the notices of a day as the same engine would plan them, from the facts as they are now."""
    async with opened_database(settings) as database, database.read() as uow:
        entries = [*await _summaries(uow, settings, day), *await _reminders(uow, settings, day)]
        alone = (await show_summary(uow, _at(settings, day, settings.summary_at))).unreachable
    amount = count(len(entries), "mensaje", "mensajes") if entries else "ningún mensaje"
    print(f"Ensayo del {day_in_words(day)} {day.year}: {amount}. No se envió ni se guardó nada.")
    if alone:
        print(f"Sin enlace localizable, nadie recibiría lo de: {', '.join(alone)}")
    for entry in entries:
        print(f"\n{entry}")


async def _summaries(uow: UnitOfWork, settings: Settings, day: date) -> list[str]:
    moment = _at(settings, day, settings.summary_at)
    people = await due_summaries(uow, moment)
    text = _text(await show_summary(uow, moment)) if people else ""
    return [_entry(moment, person.actor.name, "resumen diario de brechas", text) for person in people]


async def _reminders(uow: UnitOfWork, settings: Settings, day: date) -> list[str]:
    moment = _at(settings, day, settings.remind_at)
    planned = await due_reminders(uow, moment, settings.hours)
    return [await _reminder(uow, due, moment) for due in planned]


async def _reminder(uow: UnitOfWork, due: DueReminder, moment: Moment) -> str:
    planned = due.planned
    said = await compose_reminder(uow, message_of(planned), moment)
    assert said is not None
    units = ", ".join(planned.unit_codes)
    why = f"{said.recipient} de {units} con pendientes del {planned.period}, {_rung(planned.rung)}"
    return _entry(moment, due.person.actor.name, why, _text(said))


def _rung(rung: int) -> str:
    if rung == 0:
        return "aviso del día límite"
    days = "1 día hábil" if abs(rung) == 1 else f"{abs(rung)} días hábiles"
    return f"aviso de {days} {'antes' if rung < 0 else 'después'} del límite"


def _entry(moment: Moment, name: str, why: str, text: str) -> str:
    body = "\n".join(f"  | {line}" for line in text.splitlines())
    return f"{moment.local:%H:%M} → {name} ({why})\n{body}"


def _text(said: Said) -> str:
    message = word(said)
    assert isinstance(message, Message)
    return plain_text(message.html)


def _at(settings: Settings, day: date, hour: time) -> Moment:
    return Moment(datetime.combine(day, hour, settings.zone), settings.zone)
