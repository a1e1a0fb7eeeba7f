"""Everything Puntual says in a chat, as facts; the sentences are in bot/texts.

Each class is one kind of outbox row: rendered when it is sent, so a text can change without a migration.
"""

from domain.messages.acuses import AcuseChecked, AcuseIssued, AcuseText, AcuseUnknown
from domain.messages.admin import AdminSaid
from domain.messages.capture import (
    Answered,
    Cancelled,
    ChangedMeanwhile,
    EditNoticed,
    FileProblem,
    NoOpenQuestion,
    NothingToCancel,
    OldButton,
    Question,
    Refused,
    Saved,
    Unfinished,
    UnknownIndicator,
)
from domain.messages.forms import FormLeft, FormQuestion, FormRefused
from domain.messages.people import (
    CommandMenu,
    Help,
    InvitationRefused,
    NotAllowed,
    Stranger,
    TooFast,
    Welcome,
)
from domain.messages.reports import (
    Due,
    IndicatorLine,
    NoProgramme,
    Overview,
    Pending,
    ProgrammeStatus,
    Reminder,
    ReminderText,
    Summary,
    SummaryText,
    UnitCount,
    UnitGap,
    UnitGaps,
    UnitStatus,
    UnknownPeriod,
    UnknownUnit,
)
from domain.messages.templates import (
    TemplateChange,
    TemplateChanges,
    TemplateEmpty,
    TemplateFaults,
    TemplateIssued,
    TemplateNotTaken,
    TemplateSaved,
    TemplateText,
    TemplateUnchanged,
    TemplateWanted,
)

Said = (
    UnitStatus
    | Overview
    | Pending
    | Reminder
    | Summary
    | Question
    | Refused
    | Saved
    | Cancelled
    | NothingToCancel
    | OldButton
    | ChangedMeanwhile
    | Unfinished
    | Stranger
    | TooFast
    | Welcome
    | InvitationRefused
    | Help
    | NotAllowed
    | UnknownUnit
    | UnknownPeriod
    | NoProgramme
    | UnknownIndicator
    | NoOpenQuestion
    | FileProblem
    | EditNoticed
    | Answered
    | CommandMenu
    | SummaryText
    | ReminderText
    | FormQuestion
    | FormRefused
    | FormLeft
    | AdminSaid
    | AcuseIssued
    | AcuseText
    | AcuseChecked
    | AcuseUnknown
    | TemplateChanges
    | TemplateEmpty
    | TemplateFaults
    | TemplateIssued
    | TemplateNotTaken
    | TemplateSaved
    | TemplateText
    | TemplateUnchanged
    | TemplateWanted
)

__all__ = [
    "AcuseChecked",
    "AcuseIssued",
    "AcuseText",
    "AcuseUnknown",
    "Answered",
    "Cancelled",
    "ChangedMeanwhile",
    "CommandMenu",
    "Due",
    "EditNoticed",
    "FileProblem",
    "FormLeft",
    "FormQuestion",
    "FormRefused",
    "Help",
    "IndicatorLine",
    "InvitationRefused",
    "NoOpenQuestion",
    "NoProgramme",
    "NotAllowed",
    "NothingToCancel",
    "OldButton",
    "Overview",
    "Pending",
    "ProgrammeStatus",
    "Question",
    "Refused",
    "Reminder",
    "ReminderText",
    "Said",
    "Saved",
    "Stranger",
    "Summary",
    "SummaryText",
    "TemplateChange",
    "TemplateChanges",
    "TemplateEmpty",
    "TemplateFaults",
    "TemplateIssued",
    "TemplateNotTaken",
    "TemplateSaved",
    "TemplateText",
    "TemplateUnchanged",
    "TemplateWanted",
    "TooFast",
    "Unfinished",
    "UnitCount",
    "UnitGap",
    "UnitGaps",
    "UnitStatus",
    "UnknownIndicator",
    "UnknownPeriod",
    "UnknownUnit",
    "Welcome",
]
