"""Dialogues of several questions: the declaration of one, and how it is opened and asked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.kit.access import Action
from domain.kit.dialogues.abouts import About
from domain.kit.dialogues.forms import Field, Form, Option, Settled
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import Thread, ask_form, open_thread


async def none_offered(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return ()


def as_it_is(form: Form) -> Form:
    return form


async def as_given(_: UnitOfWork, __: Person, ___: Form, value: str, ____: Moment) -> str | Settled:
    return value


@dataclass(frozen=True)
class FormSpec:
    """The declaration of one kind of dialogue.

    The next question is the first field without an answer. `options` gives the buttons of the open field
    (`form.awaited`). `settle` checks a value against the database and the day: it may refuse it with
    FieldRefused, or store another one, and more with it. `fold` may rewrite the answers after each one, e.g.
    to ask for a field again; `finish` does the work when no question is left. `action` is checked on the UR
    before every step.
    """

    kind: str
    action: Action
    fields: tuple[Field, ...]
    finish: Callable[[UnitOfWork, Person, Form, Moment], Awaitable[None]]
    options: Callable[[UnitOfWork, Person, Form, Moment], Awaitable[tuple[Option, ...]]] = none_offered
    fold: Callable[[Form], Form] = as_it_is
    settle: Callable[[UnitOfWork, Person, Form, str, Moment], Awaitable[str | Settled]] = as_given

    def next_field(self, form: Form) -> Field | None:
        return next((each for each in self.fields if each.name not in form.answers), None)

    def field(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)


@dataclass(frozen=True)
class DialogueStart:
    """The start of a dialogue: its UR, its facts, and the answers known already."""

    unit_code: str | None = None
    subject: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    about: About | None = None


async def open_form(
    uow: UnitOfWork, person: Person, spec: FormSpec, opening: DialogueStart, moment: Moment
) -> None:
    """Ask the first question of a dialogue; an open capture waits underneath and is asked again later."""
    thread = await open_thread(uow, person)
    form = Form(
        spec.kind,
        spec.action,
        thread.next_token,
        opening.unit_code,
        opening.subject,
        opening.answers,
        about=opening.about,
    )
    await ask_next(uow, person, spec, replace(thread, form=form), moment)


async def ask_next(
    uow: UnitOfWork, person: Person, spec: FormSpec, thread: Thread, moment: Moment, *, said: str = ""
) -> None:
    """Ask for the first field of the thread's form that has no answer; there must be one."""
    assert thread.form is not None
    awaited = spec.next_field(thread.form)
    assert awaited is not None
    asking = replace(
        thread.form,
        token=thread.next_token,
        awaited=awaited.name,
        is_optional=awaited.is_optional,
        options=(),
        page=0,
    )
    offered = await spec.options(uow, person, asking, moment)
    await ask_form(uow, person, thread, replace(asking, options=offered), moment, said=said)
