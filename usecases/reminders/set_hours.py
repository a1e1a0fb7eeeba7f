"""A person sets their own hours for reminders."""

from domain.calendar.dialogues import AboutHours
from domain.calendar.messages import HoursSet
from domain.kit.access import Action
from domain.kit.dialogues.choices import options_of
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option
from domain.kit.dialogues.messages import FormRefused
from domain.kit.moments import Moment
from domain.reminders.own_hours import Hours, read_hours
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer

USUAL = "usual"
"""Stored for the general working hours."""
USUAL_WORDS = ("normal", "de todos", "ninguno", "quitar")


async def begin_hours(uow: UnitOfWork, person: Person, typed: str, moment: Moment) -> None:
    """Answer /horario: ask for the hours, or set the typed ones at once."""
    if typed:
        try:
            await _set(uow, person, _hours_of(_read(typed)), moment)
        except FieldRefused as refused:
            await answer(uow, person.chat_id, FormRefused(refused.problem, typed), moment)
        return
    await open_form(uow, person, HOURS, DialogueStart(about=AboutHours(person.hours)), moment)


def _read(text: str) -> str:
    return USUAL if text.strip(" .").casefold() in USUAL_WORDS else _stored(read_hours(text))


def _stored(hours: Hours | None) -> str:
    return f"{hours[0]}-{hours[1]}" if hours else USUAL


def _hours_of(kept: str) -> Hours | None:
    start, _, end = kept.partition("-")
    return (int(start), int(end)) if end else None


async def _set(uow: UnitOfWork, person: Person, hours: Hours | None, moment: Moment) -> None:
    person_id = person.actor.person_id
    await uow.people.set_hours(person_id, hours)
    await uow.audit.add(
        moment.now,
        f"person:{person_id}",
        "hours_set",
        f"person:{person_id}",
        before={"hours": _stored(person.hours)},
        after={"hours": _stored(hours)},
    )
    await answer(uow, person.chat_id, HoursSet(hours), moment)


async def _options(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(USUAL)


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await _set(uow, person, _hours_of(form.answers["hours"]), moment)


HOURS = FormSpec("hours", Action.SET_HOURS, (Field("hours", _read),), _finish, _options)
