"""Messages of a dialogue of several questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.kit.dialogues.forms import Option
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class FormQuestion(Said, kind="form_question", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The open question of a form, with every fact that its wording may need."""

    kind: str
    asked: str
    token: str
    unit_code: UnitCode = ""
    subject: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    is_optional: bool = False
    page: int = 0
    is_resumed: bool = False
    about: object = None
    """An `About` of this kind, if texts do not suffice."""


@dataclass(frozen=True)
class FormRefused(Said, kind="form_refused", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """An answer was refused; the question stays open."""

    problem: str
    said: str


@dataclass(frozen=True)
class FormLeft(Said, kind="form_left", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The dialogue was left without any effect; `report` is the one it was about, if any."""

    kind: str
    unit_code: UnitCode = ""
    period: Period | None = None
