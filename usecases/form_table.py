"""Every dialogue there is, by its kind."""

from usecases.admin_goals import REPROGRAMME
from usecases.admin_people import INVITE, REVOKE
from usecases.admin_units import RENAME
from usecases.ask_prorroga import PRORROGA
from usecases.attend import ATTENTION, HELP_ANSWER
from usecases.capture_narrative import NARRATIVE
from usecases.change_dates import DATES, DATES_SURE
from usecases.change_inhabiles import ADDING, ADDING_SURE, REMOVING, REMOVING_SURE
from usecases.close_period import CLOSING
from usecases.confirm_row import CONFIRM_VALUE, CONFIRM_WHICH
from usecases.decide_correction import REFUSAL
from usecases.decide_prorroga import PRORROGA_DAYS, PRORROGA_REFUSAL
from usecases.edit_causes import ADD, PLACE, RETIRE
from usecases.edit_ladders import LADDER, LADDER_SURE
from usecases.form_spec import FormSpec
from usecases.hand_over import HANDOVER
from usecases.load_mir import MIR
from usecases.reassign import REASSIGNMENT
from usecases.reopen_unit import REOPENING
from usecases.request_correction import CORRECTION
from usecases.review_entrega import REASONS, REVIEWS, SEND_WITHOUT
from usecases.set_hours import HOURS
from usecases.set_thresholds import RULES
from usecases.set_variables import VARIABLE
from usecases.take_template import TEMPLATE_FORM
from usecases.withdraw_invitation import WITHDRAWAL

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
