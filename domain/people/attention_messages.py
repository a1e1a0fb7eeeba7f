"""What is said of the attention given to enlaces: a question, its answer, a call that was noted."""

from dataclasses import dataclass

from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class HelpAsked(Said, kind="help_asked", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Told to who asked; nobody is there to read it when `is_heard` is False."""

    text: str
    is_heard: bool = True


@dataclass(frozen=True)
class HelpWanted(Said, kind="help_wanted", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Told to everybody of IMPLAN; `unit_code` is empty for somebody without a UR."""

    attention_id: int
    unit_code: UnitCode
    who: str
    text: str


@dataclass(frozen=True)
class HelpGiven(Said, kind="help_given", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The answer, to who asked."""

    question: str
    answer: str
    by: str


@dataclass(frozen=True)
class HelpAnswered(Said, kind="help_answered", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Told to who answered; `is_late` says that somebody else had answered before, with `answer`."""

    unit_code: UnitCode
    who: str
    answer: str
    by: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class AttentionNoted(Said, kind="attention_noted", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A call or visit was put into the register."""

    unit_code: UnitCode
    who: str
    text: str
