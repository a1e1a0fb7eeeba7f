"""Every dialogue, by its kind."""

from usecases.calendar.ask_prorroga import PRORROGA
from usecases.calendar.change_dates import DATES, DATES_SURE
from usecases.calendar.change_inhabiles import ADDING, ADDING_SURE, REMOVING, REMOVING_SURE
from usecases.calendar.close_period import CLOSING
from usecases.calendar.decide_prorroga import PRORROGA_DAYS, PRORROGA_REFUSAL
from usecases.calendar.reopen_unit import REOPENING
from usecases.capture.capture_narrative import NARRATIVE
from usecases.imports.confirm_row import CONFIRM_VALUE, CONFIRM_WHICH
from usecases.imports.load_mir import MIR
from usecases.kit.form_spec import FormSpec
from usecases.papers.take_template import TEMPLATE_FORM
from usecases.people.admin_goals import REPROGRAMME
from usecases.people.admin_people import INVITE, REVOKE
from usecases.people.admin_units import RENAME
from usecases.people.attend import ATTENTION, HELP_ANSWER
from usecases.people.edit_causes import ADD, PLACE, RETIRE
from usecases.people.hand_over import HANDOVER
from usecases.people.set_thresholds import RULES
from usecases.people.set_variables import VARIABLE
from usecases.people.withdraw_invitation import WITHDRAWAL
from usecases.reminders.edit_ladders import LADDER, LADDER_SURE
from usecases.reminders.reassign import REASSIGNMENT
from usecases.reminders.set_hours import HOURS
from usecases.review.decide_correction import REFUSAL
from usecases.review.request_correction import CORRECTION
from usecases.review.review_entrega import REASONS, REVIEWS, SEND_WITHOUT

ADMINISTRATION: tuple[FormSpec, ...] = (
    INVITE,
    REVOKE,
    WITHDRAWAL,
    RENAME,
    REPROGRAMME,
    CONFIRM_WHICH,
    CONFIRM_VALUE,
    RULES,
    VARIABLE,
    ADD,
    RETIRE,
    PLACE,
    MIR,
)

CALENDAR: tuple[FormSpec, ...] = (
    DATES,
    DATES_SURE,
    ADDING,
    ADDING_SURE,
    REMOVING,
    REMOVING_SURE,
    LADDER,
    LADDER_SURE,
    HOURS,
)

SPECS: tuple[FormSpec, ...] = (
    *ADMINISTRATION,
    *CALENDAR,
    *REASONS.values(),
    *REVIEWS.values(),
    SEND_WITHOUT,
    CORRECTION,
    REFUSAL,
    PRORROGA,
    PRORROGA_REFUSAL,
    PRORROGA_DAYS,
    CLOSING,
    REOPENING,
    HANDOVER,
    REASSIGNMENT,
    NARRATIVE,
    TEMPLATE_FORM,
    HELP_ANSWER,
    ATTENTION,
)

FORMS: dict[str, FormSpec] = {spec.kind: spec for spec in SPECS}
