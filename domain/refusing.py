"""What is said where nothing came of a message that was to answer or to open something.

Whoever went on writing before they read it wrote as if it had been taken.
"""

from domain import messages
from domain.messages.admin import MirRefused
from domain.messages.calendar import CalendarNotTaken, InhabilNotTaken
from domain.messages.reminders import ReassignmentNotTaken, SnoozeNotTaken

NOT_TAKEN = (
    messages.ChangedMeanwhile,
    messages.ClosingNotTaken,
    messages.EntregaMoved,
    messages.FileProblem,
    messages.FormRefused,
    messages.HandoverNotTaken,
    messages.Locked,
    messages.NarrativeNotTaken,
    messages.NoOpenQuestion,
    messages.NoProgramme,
    messages.NotAllowed,
    messages.OldButton,
    messages.ProrrogaNotTaken,
    messages.Refused,
    messages.TemplateFaults,
    messages.TemplateNotTaken,
    messages.Unfinished,
    messages.UnitsNotFound,
    messages.UnknownIndicator,
    messages.UnknownPeriod,
    messages.UnknownUnit,
    CalendarNotTaken,
    InhabilNotTaken,
    MirRefused,
    ReassignmentNotTaken,
    SnoozeNotTaken,
)


def is_refusal(said: messages.Said) -> bool:
    """Tell whether a message says so; a command that there is not is answered with those that there are."""
    return isinstance(said, NOT_TAKEN) or (isinstance(said, messages.Help) and bool(said.unknown))
