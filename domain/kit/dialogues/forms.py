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
"""What leaves an optional question out, typed; a bare no does not say what it denies."""


@dataclass(frozen=True)
class Option:
    """One button of a question: what is kept, and what it says."""

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
"""What a person did with the open question; plain text is what was typed."""


@dataclass(frozen=True)
class Field:
    """One question: `read` turns what was typed into what is kept, or raises FieldRefused.

    Without a reader only the options count. An optional question offers to be left out; it keeps "".
    `yes` and `no` are what those words alone stand for, where the question can be answered by them:
    the value of an option, or that the dialogue is left.
    """

    name: str
    read: Callable[[str], str] | None = None
    is_optional: bool = False
    yes: FormAnswer | None = None
    no: FormAnswer | None = None


@dataclass(frozen=True)
class Form:
    """What has been answered so far, and which answer is awaited; stored as JSON in the conversation.

    `action` and `unit_code` are what the person must still be allowed when the next answer comes.
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
    """An `About` of its kind, where texts do not tell it."""


@dataclass(frozen=True)
class Settled:
    """What an answer keeps besides its value: other answers known with it, and what the dialogue is about."""

    value: str
    others: Mapping[str, str] = field(default_factory=dict)
    about: object = None


def meant(awaited: Field, given: FormAnswer) -> FormAnswer:
    """Return what a typed yes or no stands for in this question; any other answer as it is."""
    said = read_agreement(given) if isinstance(given, str) else None
    if said is None:
        return given
    stands_for = awaited.yes if said is Agreement.YES else awaited.no
    return given if stands_for is None else stands_for


def value_of(form: Form, awaited: Field, given: FormAnswer) -> str:
    """Return what an answer keeps; raise FieldRefused when it is none of this question."""
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
    """Return the form with the awaited field answered; nothing is awaited yet."""
    settled = Settled(given) if isinstance(given, str) else given
    answers = {**form.answers, form.awaited: settled.value, **settled.others}
    about = form.about if settled.about is None else settled.about
    return replace(form, answers=answers, awaited="", options=(), is_optional=False, page=0, about=about)


def sentence(shortest: int, longest: int = LONGEST_TEXT) -> Callable[[str], str]:
    """Return a reader of own words in one paragraph: long enough, no mere yes, nor one sign over and over."""

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
    """Take the one of several options that ends so, `7.1` for «Actividad 7.1»; a lone one is typed whole."""
    ends = [each.value for each in options if each.label.casefold().endswith(f" {said}")]
    if len(ends) != 1 or len(options) < 2 or not said[-1:].isdigit():
        raise FieldRefused("not_a_choice")
    return ends[0]


def _without_thousands(said: str) -> str:
    """`1,234` is the option 1234."""
    return re.sub("[, ]", "", said) if _WITH_THOUSANDS.fullmatch(said) else said
