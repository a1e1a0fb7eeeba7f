"""What every kind of message is to its reader, and so what a lost answer of Telegram leads to.

When it is not known whether a message arrived, a second copy and no copy are weighed against each other:
once for each kind, here. One that is missing breaks `tests/domain/test_natures.py`.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.retries import Policies, RetryPolicy


class Nature(StrEnum):
    CONFIRMATION = "confirmation"
    """Says that something is done. Twice it reads as done twice; lost, what was done is shown elsewhere.

    To others, who are told what somebody did, it is a notice.
    """
    QUESTION = "question"
    """Asks for something. Twice it is still answered once; lost, nobody goes on."""
    NOTICE = "notice"
    """Tells or hands over what nobody asks for again. Twice it says the same; lost, it is not known."""
    EDIT = "edit"
    """Sets what is there already to what it is now, however often."""


KINDS: Mapping[Nature, tuple[str, ...]] = MappingProxyType(
    {
        Nature.CONFIRMATION: (
            # What was captured: /estado and /historial show it, and the question it ends repeats it.
            *("cancelled", "months_saved", "narrative_saved", "saved", "template_saved"),
            # Entregas and corrections: /entrega and /historial. The acuse beside them is a notice.
            *("correction_decided", "correction_taken", "entrega_made"),
            # Dates: /calendario, /horario, /inhabiles, /escalera; a prórroga that waits is told again.
            *("dates_changed", "hours_set", "inhabiles_changed", "ladder_changed", "period_closed"),
            *("prorroga_asked", "prorroga_decided"),
            # Reminders by hand or put off: whoever does it again hears that it was done, or replaces it.
            *("nudge_made", "nudged_all", "reassignment_asked", "reassignment_decided", "snooze_taken"),
            # People, goals, rules: /personas, /unidades, /metas, /umbrales, /causas and /variables.
            *("causes_changed", "doubt_settled", "goals_replaced", "handed_over", "invitation_ready"),
            *("invitation_withdrawn", "relevo_ended", "relevo_offered"),
            *("mir_loaded", "role_taken", "rules_saved", "unit_renamed", "variable_saved", "welcome"),
            # Files of evidence: the history.
            "file_repaired",
            # Attention: /registro.
            *("attention_noted", "help_answered", "help_asked"),
        ),
        Nature.QUESTION: (
            *("changed_meanwhile", "form_question", "form_refused", "locked", "question", "refused"),
            "late_asked",
            *("template_changes", "template_wanted", "unfinished", "unit_asked", "unit_choice"),
            *("correction_asked", "correction_overtaken", "entrega_card", "help_wanted", "inhabiles_preview"),
            *("mir_preview", "nudge_repeated", "paper_choice", "prorroga_request", "reassignment_request"),
        ),
        Nature.NOTICE: (
            # Planned, or about what others did: whoever does not get it does not act.
            *("due_moved", "entrega_news", "escalation", "final_summary", "final_text", "help_given"),
            *(
                "period_shut",
                "sent_without",
                "reminder",
                "reminder_relieved",
                "reminder_settled",
                "reminder_text",
            ),
            *("proof_faults", "proof_faults_text", "restored"),
            *("summary", "summary_text", "taken_over", "unit_reopened", "weekly_summary", "weekly_text"),
            # Files, and the link to forward: the same file, folio or code, and nothing else brings them.
            *("acuse_issued", "acuse_text", "calendar_text", "chart_text", "gaps_book", "gaps_book_text"),
            *("gaps_picture", "gaps_picture_text", "invitation_link", "paper_content", "paper_file"),
            *("punctuality_book", "punctuality_book_text", "status_chart", "template_issued"),
            *("template_text",),
            # How far an order is: without its message nobody would hear that it failed.
            *("paper_progress", "paper_standing"),
            # What was asked to be read.
            *("acuse_checked", "acuse_unknown", "cause_list", "entrega_list", "goal_list", "group_status"),
            *("help", "history", "inhabil_list", "ladder_list", "overview", "pending", "people_list"),
            *("rules_list", "simulation", "simulation_text", "status_detail", "unit_list", "unit_status"),
            *("variable_list",),
            # Why nothing was done, or that there is nothing to do.
            *("calendar_not_taken", "closing_not_taken", "doubt_gone", "edit_noticed", "entrega_moved"),
            *("file_problem", "form_left", "goals_unchanged", "handover_not_taken", "inhabil_not_taken"),
            *(
                "invitation_kept",
                "invitation_refused",
                "mir_gone",
                "mir_refused",
                "narrative_not_taken",
                "no_doubts",
            ),
            *("no_open_question", "no_programme", "no_prorrogas", "not_allowed", "nothing_to_cancel"),
            *("nudge_not_made", "old_button", "paper_not_taken", "prorroga_not_taken"),
            *("reassignment_not_taken", "simulation_not_taken", "snooze_not_taken", "stranger"),
            *("role_kept", "template_empty", "template_faults", "template_not_taken", "template_unchanged"),
            *(
                "too_fast",
                "unhandled",
                "units_not_found",
                "unknown_indicator",
                "unknown_period",
                "unknown_unit",
            ),
            *("variable_kept",),
        ),
        Nature.EDIT: ("amended", "answered", "command_menu", "reminder_changed"),
    }
)
RISKED = {Nature.CONFIRMATION: 0, Nature.QUESTION: 1, Nature.NOTICE: 1, Nature.EDIT: 3}
"""How many further copies are risked where it is not known whether one arrived."""
POLICIES = Policies(
    MappingProxyType(
        {
            kind: RetryPolicy(ambiguous_retries=RISKED[nature])
            for nature, kinds in KINDS.items()
            for kind in kinds
        }
    ),
    announced=MappingProxyType(
        dict.fromkeys(KINDS[Nature.CONFIRMATION], RetryPolicy(ambiguous_retries=RISKED[Nature.NOTICE]))
    ),
)
