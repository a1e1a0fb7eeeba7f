"""Everything Puntual says in a chat, as facts; the sentences are in bot/texts.

Each class is one kind of outbox row: rendered when it is sent, so a text can change without a migration.
"""

from domain.messages.acuses import AcuseChecked, AcuseIssued, AcuseText, AcuseUnknown
from domain.messages.admin import AdminSaid
from domain.messages.attention import AttentionSaid
from domain.messages.calendar import CalendarSaid
from domain.messages.capture import (
    Answered,
    Cancelled,
    ChangedMeanwhile,
    EditNoticed,
    FileProblem,
    MonthsSaved,
    NoOpenQuestion,
    NothingToCancel,
    OldButton,
    Question,
    Refused,
    Saved,
    Unfinished,
    UnknownIndicator,
)
from domain.messages.closings import ClosingNotTaken, MissingCount, PeriodClosed, PeriodShut, UnitReopened
from domain.messages.evidence import Amended, EvidenceAsked
from domain.messages.forms import FormLeft, FormQuestion, FormRefused
from domain.messages.handover import HandedOver, HandoverNotTaken, HandoverSaid, MovedDraft, TakenOver
from domain.messages.late import LateAsked
from domain.messages.narratives import NarrativeNotTaken, NarrativeSaved
from domain.messages.papers import PaperSaid
from domain.messages.people import (
    CommandMenu,
    Help,
    InvitationRefused,
    NotAllowed,
    PeopleSaid,
    Stranger,
    TooFast,
    Unhandled,
    Welcome,
)
from domain.messages.proof import ProofSaid
from domain.messages.prorrogas import (
    NoProrrogas,
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaFacts,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.messages.reminders import RemindersSaid
from domain.messages.reports import (
    Due,
    Following,
    IndicatorLine,
    MonthGaps,
    NoProgramme,
    Overview,
    Pending,
    ProgrammeStatus,
    QuarterCount,
    Reminder,
    ReminderText,
    Standing,
    UnitCount,
    UnitGaps,
    UnitStatus,
    UnknownPeriod,
    UnknownUnit,
)
from domain.messages.review import (
    CorrectionAsked,
    CorrectionDecided,
    CorrectionOvertaken,
    CorrectionTaken,
    EntregaCard,
    EntregaList,
    EntregaMade,
    EntregaMoved,
    EntregaNews,
    EntregaRow,
    EntregaSaid,
    Locked,
    ObservedLine,
    SentWithout,
)
from domain.messages.simulation import SimulationSaid
from domain.messages.status import (
    ChartLine,
    ChartText,
    GroupStatus,
    GroupUnit,
    StatusChart,
    StatusDetail,
    UnitChoice,
    UnitsNotFound,
)
from domain.messages.summaries import Summary, SummarySaid, SummaryText, UnitGap
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
from domain.messages.variables import VariablesSaid

Said = (
    UnitStatus
    | Overview
    | UnitChoice
    | UnitsNotFound
    | GroupStatus
    | StatusDetail
    | StatusChart
    | ChartText
    | Pending
    | Reminder
    | PaperSaid
    | ProofSaid
    | AttentionSaid
    | Question
    | Refused
    | Saved
    | Cancelled
    | NothingToCancel
    | OldButton
    | ChangedMeanwhile
    | Unfinished
    | PeopleSaid
    | UnknownUnit
    | UnknownPeriod
    | NoProgramme
    | UnknownIndicator
    | NoOpenQuestion
    | FileProblem
    | EditNoticed
    | LateAsked
    | MonthsSaved
    | NarrativeNotTaken
    | NarrativeSaved
    | Amended
    | Answered
    | SummarySaid
    | SimulationSaid
    | ReminderText
    | RemindersSaid
    | FormQuestion
    | FormRefused
    | FormLeft
    | AdminSaid
    | CalendarSaid
    | VariablesSaid
    | ProrrogaAsked
    | ProrrogaRequest
    | ProrrogaDecided
    | ProrrogaNotTaken
    | NoProrrogas
    | PeriodClosed
    | PeriodShut
    | UnitReopened
    | ClosingNotTaken
    | HandoverSaid
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
    | CorrectionAsked
    | CorrectionDecided
    | CorrectionOvertaken
    | CorrectionTaken
    | EntregaSaid
    | Locked
)

__all__ = [
    "AcuseChecked",
    "AcuseIssued",
    "AcuseText",
    "AcuseUnknown",
    "Amended",
    "Answered",
    "AttentionSaid",
    "Cancelled",
    "ChangedMeanwhile",
    "ChartLine",
    "ChartText",
    "ClosingNotTaken",
    "CommandMenu",
    "CorrectionAsked",
    "CorrectionDecided",
    "CorrectionOvertaken",
    "CorrectionTaken",
    "Due",
    "EditNoticed",
    "EntregaCard",
    "EntregaList",
    "EntregaMade",
    "EntregaMoved",
    "EntregaNews",
    "EntregaRow",
    "EvidenceAsked",
    "FileProblem",
    "Following",
    "FormLeft",
    "FormQuestion",
    "FormRefused",
    "GroupStatus",
    "GroupUnit",
    "HandedOver",
    "HandoverNotTaken",
    "Help",
    "IndicatorLine",
    "InvitationRefused",
    "LateAsked",
    "Locked",
    "MissingCount",
    "MonthGaps",
    "MonthsSaved",
    "MovedDraft",
    "NarrativeNotTaken",
    "NarrativeSaved",
    "NoOpenQuestion",
    "NoProgramme",
    "NoProrrogas",
    "NotAllowed",
    "NothingToCancel",
    "ObservedLine",
    "OldButton",
    "Overview",
    "PaperSaid",
    "Pending",
    "PeriodClosed",
    "PeriodShut",
    "ProgrammeStatus",
    "ProofSaid",
    "ProrrogaAsked",
    "ProrrogaDecided",
    "ProrrogaFacts",
    "ProrrogaNotTaken",
    "ProrrogaRequest",
    "QuarterCount",
    "Question",
    "Refused",
    "Reminder",
    "ReminderText",
    "RemindersSaid",
    "Said",
    "Saved",
    "SentWithout",
    "SimulationSaid",
    "Standing",
    "StatusChart",
    "StatusDetail",
    "Stranger",
    "Summary",
    "SummarySaid",
    "SummaryText",
    "TakenOver",
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
    "Unhandled",
    "UnitChoice",
    "UnitCount",
    "UnitGap",
    "UnitGaps",
    "UnitReopened",
    "UnitStatus",
    "UnitsNotFound",
    "UnknownIndicator",
    "UnknownPeriod",
    "UnknownUnit",
    "Welcome",
]
