"""What is said where nothing came of a message that was to answer or to open something.

Whoever went on writing before they read it wrote as if it had been taken.
"""

from domain.messages.admin import MirRefused
from domain.messages.calendar import CalendarNotTaken, InhabilNotTaken
from domain.messages.capture import (
    ChangedMeanwhile,
    FileProblem,
    NoOpenQuestion,
    OldButton,
    Refused,
    Unfinished,
    UnknownIndicator,
)
from domain.messages.closings import ClosingNotTaken
from domain.messages.forms import FormRefused
from domain.messages.handover import HandoverNotTaken
from domain.messages.narratives import NarrativeNotTaken
from domain.messages.people import Help, NotAllowed
from domain.messages.prorrogas import ProrrogaNotTaken
from domain.messages.reminders import ReassignmentNotTaken, SnoozeNotTaken
from domain.messages.reports import NoProgramme, UnknownPeriod, UnknownUnit
from domain.messages.review import EntregaMoved, Locked
from domain.messages.status import UnitsNotFound
from domain.messages.templates import TemplateFaults, TemplateNotTaken
from domain.said import Said

NOT_TAKEN = (
    ChangedMeanwhile,
    ClosingNotTaken,
    EntregaMoved,
    FileProblem,
    FormRefused,
    HandoverNotTaken,
    Locked,
    NarrativeNotTaken,
    NoOpenQuestion,
    NoProgramme,
    NotAllowed,
    OldButton,
    ProrrogaNotTaken,
    Refused,
    TemplateFaults,
    TemplateNotTaken,
    Unfinished,
    UnitsNotFound,
    UnknownIndicator,
    UnknownPeriod,
    UnknownUnit,
    CalendarNotTaken,
    InhabilNotTaken,
    MirRefused,
    ReassignmentNotTaken,
    SnoozeNotTaken,
)


def is_refusal(said: Said) -> bool:
    """Tell whether a message says so; a command that there is not is answered with those that there are."""
    return isinstance(said, NOT_TAKEN) or (isinstance(said, Help) and bool(said.unknown))
