"""Messages about the attention given to enlaces: a question, its answer, a call that was noted."""

from dataclasses import dataclass

from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class HelpAsked(Said, kind="help_asked", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Sent to the person who asked; `is_heard` is False if nobody of IMPLAN can be reached."""

    text: str
    is_heard: bool = True


@dataclass(frozen=True)
class HelpWanted(Said, kind="help_wanted", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Sent to everybody of IMPLAN; `unit_code` is empty for a person without a UR."""

    attention_id: int
    unit_code: UnitCode
    who: str
    text: str


@dataclass(frozen=True)
class HelpGiven(Said, kind="help_given", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The answer, sent to the person who asked."""

    question: str
    answer: str
    by: str


@dataclass(frozen=True)
class HelpAnswered(Said, kind="help_answered", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Sent to the person who answered; `is_late` says that another person had given `answer` before."""

    unit_code: UnitCode
    who: str
    answer: str
    by: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class AttentionNoted(Said, kind="attention_noted", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A call or visit was entered in the register."""

    unit_code: UnitCode
    who: str
    text: str
