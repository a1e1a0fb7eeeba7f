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
    membership,
    mir_loads,
    narratives,
    nudges,
    paper_orders,
    pending,
    people,
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
from domain import messages as said
from domain.messages.admin import History

WORDINGS: dict[type, Callable[[Any], Message | Menu]] = {
    said.AcuseChecked: acuses.acuse_checked,
    said.AcuseText: acuses.acuse,
    said.AcuseUnknown: acuses.acuse_unknown,
    said.TemplateChanges: templates.changes,
    said.TemplateEmpty: templates.empty,
    said.TemplateFaults: templates.faults,
    said.TemplateNotTaken: templates.not_taken,
    said.TemplateSaved: templates.saved,
    said.TemplateText: templates.template,
    said.TemplateUnchanged: templates.unchanged,
    said.TemplateWanted: templates.wanted,
    said.Cancelled: capture.cancelled,
    said.ChangedMeanwhile: capture.changed_meanwhile,
    said.CommandMenu: people.menu,
    said.EditNoticed: errors.edit_noticed,
    said.FileProblem: errors.file_problem,
    said.CorrectionAsked: review_corrections.asked,
    said.CorrectionDecided: review_corrections.decided,
    said.CorrectionOvertaken: review_corrections.overtaken,
    said.CorrectionTaken: review_corrections.taken,
    said.EntregaCard: review.card,
    said.EntregaList: review.entregas,
    said.EntregaMade: review.made,
    said.EntregaMoved: review.moved,
    said.Locked: review_corrections.locked,
    said.FormLeft: forms.form_left,
    said.FormQuestion: forms.form_question,
    said.FormRefused: forms.form_refused,
    said.Help: helping.help_text,
    said.InvitationRefused: people.invitation_refused,
    said.MonthsSaved: capture_months.months_saved,
    said.NarrativeNotTaken: narratives.not_taken,
    said.NarrativeSaved: narratives.saved,
    said.NoOpenQuestion: errors.no_open_question,
    said.NoProgramme: errors.no_programme,
    said.NotAllowed: errors.not_allowed,
    said.NothingToCancel: errors.nothing_to_cancel,
    said.OldButton: errors.old_button,
    said.Overview: status.overview,
    said.Pending: pending.pending,
    said.Question: capture.question,
    said.Refused: errors.refused,
    said.Saved: capture.saved,
    said.Stranger: people.stranger,
    said.TooFast: people.too_fast,
    said.SummaryText: summary.summary,
    **simulation.WORDINGS,
    **summary_files.WORDINGS,
    **summary_reports.WORDINGS,
    said.ClosingNotTaken: closings.not_taken,
    said.PeriodClosed: closings.closed,
    said.PeriodShut: closings.shut,
    said.UnitReopened: closings.reopened,
    **handover.WORDINGS,
    said.NoProrrogas: prorrogas.none_awaited,
    said.ProrrogaAsked: prorrogas.asked,
    said.ProrrogaDecided: prorrogas.decided,
    said.ProrrogaNotTaken: prorrogas.not_taken,
    said.ProrrogaRequest: prorrogas.request,
    said.Unfinished: capture.unfinished,
    said.UnitStatus: status.unit_status,
    said.StatusDetail: status.detail,
    said.ChartText: charts.chart,
    said.UnitChoice: status_lists.unit_choice,
    said.UnitsNotFound: status_lists.units_not_found,
    said.GroupStatus: status_lists.group_status,
    said.UnknownIndicator: errors.unknown_indicator,
    said.UnknownPeriod: errors.unknown_period,
    said.UnknownUnit: errors.unknown_unit,
    said.Welcome: people.welcome,
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
    **attention.WORDINGS,
    History: history.history,
}


LONGEST_SAID = 60
"""Characters of an answer that its question repeats."""


def answered(question: Message, said: str) -> str:
    """Return the text of a question once it is answered: it says what was answered."""
    return f"{question.html}\n\n✓ {escape(shorten(said, LONGEST_SAID))}"


def word(message: said.Said) -> Message | Menu:
    """Return the Spanish message, escaped and with its buttons."""
    return WORDINGS[type(message)](message)
