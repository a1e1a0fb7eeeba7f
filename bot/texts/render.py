"""From what is said to what is sent: one wording for each kind of message."""

from collections.abc import Callable
from typing import Any

from bot.rendering import Menu, Message
from bot.texts import (
    acuses,
    admin,
    attention,
    calendar_wordings,
    capture,
    capture_months,
    charts,
    closings,
    errors,
    forms,
    handover,
    helping,
    history,
    late,
    membership,
    mir_loads,
    narratives,
    nudges,
    paper_orders,
    pending,
    people,
    proof,
    prorrogas,
    reassignments,
    reminders,
    review,
    review_corrections,
    simulation,
    snoozing,
    status,
    status_lists,
    summary,
    summary_files,
    summary_reports,
    templates,
    variables,
)
from bot.texts.formats import escape, shorten
from domain.messages.acuses import AcuseChecked, AcuseText, AcuseUnknown
from domain.messages.admin import History
from domain.messages.capture import (
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
from domain.messages.closings import ClosingNotTaken, PeriodClosed, PeriodShut, UnitReopened
from domain.messages.forms import FormLeft, FormQuestion, FormRefused
from domain.messages.narratives import NarrativeNotTaken, NarrativeSaved
from domain.messages.people import (
    CommandMenu,
    Help,
    InvitationRefused,
    NotAllowed,
    Stranger,
    TooFast,
    Unhandled,
    Welcome,
)
from domain.messages.prorrogas import (
    NoProrrogas,
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.messages.reports import NoProgramme, Overview, Pending, UnitStatus, UnknownPeriod, UnknownUnit
from domain.messages.review import (
    CorrectionAsked,
    CorrectionDecided,
    CorrectionOvertaken,
    CorrectionTaken,
    EntregaCard,
    EntregaList,
    EntregaMade,
    EntregaMoved,
    Locked,
    SentWithout,
)
from domain.messages.status import ChartText, GroupStatus, StatusDetail, UnitChoice, UnitsNotFound
from domain.messages.summaries import SummaryText
from domain.messages.templates import (
    TemplateChanges,
    TemplateEmpty,
    TemplateFaults,
    TemplateNotTaken,
    TemplateSaved,
    TemplateText,
    TemplateUnchanged,
    TemplateWanted,
)
from domain.said import Said

WORDINGS: dict[type, Callable[[Any], Message | Menu]] = {
    AcuseChecked: acuses.acuse_checked,
    AcuseText: acuses.acuse,
    AcuseUnknown: acuses.acuse_unknown,
    TemplateChanges: templates.changes,
    TemplateEmpty: templates.empty,
    TemplateFaults: templates.faults,
    TemplateNotTaken: templates.not_taken,
    TemplateSaved: templates.saved,
    TemplateText: templates.template,
    TemplateUnchanged: templates.unchanged,
    TemplateWanted: templates.wanted,
    Cancelled: capture.cancelled,
    ChangedMeanwhile: capture.changed_meanwhile,
    CommandMenu: people.menu,
    EditNoticed: errors.edit_noticed,
    FileProblem: errors.file_problem,
    CorrectionAsked: review_corrections.asked,
    CorrectionDecided: review_corrections.decided,
    CorrectionOvertaken: review_corrections.overtaken,
    CorrectionTaken: review_corrections.taken,
    EntregaCard: review.card,
    EntregaList: review.entregas,
    EntregaMade: review.made,
    EntregaMoved: review.moved,
    SentWithout: review.sent_without,
    Locked: review_corrections.locked,
    FormLeft: forms.form_left,
    FormQuestion: forms.form_question,
    FormRefused: forms.form_refused,
    Help: helping.help_text,
    InvitationRefused: people.invitation_refused,
    MonthsSaved: capture_months.months_saved,
    NarrativeNotTaken: narratives.not_taken,
    NarrativeSaved: narratives.saved,
    NoOpenQuestion: errors.no_open_question,
    NoProgramme: errors.no_programme,
    NotAllowed: errors.not_allowed,
    NothingToCancel: errors.nothing_to_cancel,
    OldButton: errors.old_button,
    Overview: status.overview,
    Pending: pending.pending,
    Question: capture.question,
    Refused: errors.refused,
    Saved: capture.saved,
    Stranger: people.stranger,
    TooFast: people.too_fast,
    Unhandled: people.unhandled,
    SummaryText: summary.summary,
    **simulation.WORDINGS,
    **summary_files.WORDINGS,
    **summary_reports.WORDINGS,
    ClosingNotTaken: closings.not_taken,
    PeriodClosed: closings.closed,
    PeriodShut: closings.shut,
    UnitReopened: closings.reopened,
    **handover.WORDINGS,
    NoProrrogas: prorrogas.none_awaited,
    ProrrogaAsked: prorrogas.asked,
    ProrrogaDecided: prorrogas.decided,
    ProrrogaNotTaken: prorrogas.not_taken,
    ProrrogaRequest: prorrogas.request,
    Unfinished: capture.unfinished,
    UnitStatus: status.unit_status,
    StatusDetail: status.detail,
    ChartText: charts.chart,
    UnitChoice: status_lists.unit_choice,
    UnitsNotFound: status_lists.units_not_found,
    GroupStatus: status_lists.group_status,
    UnknownIndicator: errors.unknown_indicator,
    UnknownPeriod: errors.unknown_period,
    UnknownUnit: errors.unknown_unit,
    Welcome: people.welcome,
    **admin.WORDINGS,
    **membership.WORDINGS,
    **variables.WORDINGS,
    **reminders.WORDINGS,
    **snoozing.WORDINGS,
    **reassignments.WORDINGS,
    **nudges.WORDINGS,
    **mir_loads.WORDINGS,
    **calendar_wordings.WORDINGS,
    **paper_orders.WORDINGS,
    **proof.WORDINGS,
    **attention.WORDINGS,
    **late.WORDINGS,
    History: history.history,
}


LONGEST_SAID = 60
"""Characters of an answer that its question repeats."""


def answered(question: Message, said: str) -> str:
    """Return the text of a question once it is answered: it says what was answered."""
    return f"{question.html}\n\n✓ {escape(shorten(said, LONGEST_SAID))}"


def word(message: Said) -> Message | Menu:
    """Return the Spanish message, escaped and with its buttons."""
    return WORDINGS[type(message)](message)
