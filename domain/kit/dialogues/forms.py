"""A dialogue of several questions that is not the capture of an indicator, as pure data."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.kit.access import Action
from domain.kit.unit_codes import UnitCode
from domain.kit.words.agreement import Agreement, read_agreement
from domain.kit.words.plain_words import without_accents

LONGEST_TEXT = 1000
_WITH_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+")
_NOTHING = re.compile(
    r"(?:no|ningun[oa]?|sin)(?: (?:oficio|numero|explicacion|hay|tengo|tenemos|lleva|aplica|hace falta))+"
    r"|ningun[oa]?|nada|n/?a|omitir|omito|saltar"
)
"""Typed words that skip an optional question; a bare no is not one, since it is ambiguous."""


@dataclass(frozen=True)
class Option:
    """One button of a question: its stored value and its label."""

    value: str
    label: str


class FieldRefused(Exception):
    """Raised by the reader of a field; `problem` is the key of its sentence in the texts."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Picked:
    """A tapped option by its position, counted from 0."""

    position: int


@dataclass(frozen=True)
class Skipped:
    pass


@dataclass(frozen=True)
class TurnedTo:
    """Another page of the options."""

    page: int


@dataclass(frozen=True)
class Left:
    """The dialogue was cancelled."""


FormAnswer = str | Picked | Skipped | TurnedTo | Left
"""An answer of a person to the open question; plain text was typed."""


@dataclass(frozen=True)
class Field:
    """One question: `read` turns the typed text into the stored value, or raises FieldRefused.

    Without `read` only the options are accepted. An optional question can be skipped, which stores "". `yes`
    and `no` are the values of a typed yes or no, if the question can be answered so: the value of an option,
    or leaving the dialogue.
    """

    name: str
    read: Callable[[str], str] | None = None
    is_optional: bool = False
    yes: FormAnswer | None = None
    no: FormAnswer | None = None


@dataclass(frozen=True)
class Form:
    """The answers so far, and the question that is open; stored as JSON in the conversation.

    The next answer is accepted only while the person has the right `action` on `unit_code`.
    """

    kind: str
    action: Action
    token: str
    unit_code: UnitCode | None = None
    subject: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    awaited: str = ""
    options: tuple[Option, ...] = ()
    is_optional: bool = False
    page: int = 0
    about: object = None
    """An `About` of this kind, if texts do not suffice."""


@dataclass(frozen=True)
class Settled:
    """What an answer stores besides its value: further answers, and facts of the dialogue."""

    value: str
    others: Mapping[str, str] = field(default_factory=dict)
    about: object = None


def meant(awaited: Field, given: FormAnswer) -> FormAnswer:
    """Return the value of a typed yes or no for this question; any other answer unchanged."""
    said = read_agreement(given) if isinstance(given, str) else None
    if said is None:
        return given
    stands_for = awaited.yes if said is Agreement.YES else awaited.no
    return given if stands_for is None else stands_for


def value_of(form: Form, awaited: Field, given: FormAnswer) -> str:
    """Return the value of an answer; raise FieldRefused if it does not answer this question."""
    match given:
        case Picked(position) if position in range(len(form.options)):
            return form.options[position].value
        case Skipped() if awaited.is_optional:
            return ""
        case str():
            return _typed(form, awaited, given)
        case _:
            raise FieldRefused("not_a_choice")


def with_answer(form: Form, given: str | Settled) -> Form:
    """Return the form with the open question answered; the next one is not chosen yet."""
    settled = Settled(given) if isinstance(given, str) else given
    answers = {**form.answers, form.awaited: settled.value, **settled.others}
    about = form.about if settled.about is None else settled.about
    return replace(form, answers=answers, awaited="", options=(), is_optional=False, page=0, about=about)


def sentence(shortest: int, longest: int = LONGEST_TEXT) -> Callable[[str], str]:
    """Return a reader of one paragraph: long enough, no bare yes, no single repeated character."""

    def read(text: str) -> str:
        words = " ".join(text.split())
        if (
            read_agreement(text)
            or len(words) < shortest
            or len({sign for sign in words.lower() if sign.isalpha()}) < 4
        ):
            raise FieldRefused("text_too_short")
        if len(words) > longest:
            raise FieldRefused("text_too_long")
        return words

    return read


def _typed(form: Form, awaited: Field, text: str) -> str:
    said = _without_thousands(" ".join(text.split()).casefold())
    for option in form.options:
        if said in (option.label.casefold(), option.value.casefold()):
            return option.value
    if awaited.read is None:
        return _begun(form.options, said)
    if awaited.is_optional and _NOTHING.fullmatch(without_accents(said).rstrip(".")):
        return ""
    return awaited.read(text)


def _begun(options: Sequence[Option], said: str) -> str:
    """Take the only option that ends so, `7.1` for «Actividad 7.1»; a single option must be typed whole."""
    ends = [each.value for each in options if each.label.casefold().endswith(f" {said}")]
    if len(ends) != 1 or len(options) < 2 or not said[-1:].isdigit():
        raise FieldRefused("not_a_choice")
    return ends[0]


def _without_thousands(said: str) -> str:
    """`1,234` is the option 1234."""
    return re.sub("[, ]", "", said) if _WITH_THOUSANDS.fullmatch(said) else said
