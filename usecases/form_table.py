"""Every dialogue there is, by its kind."""

from usecases.admin_goals import REPROGRAMME
from usecases.admin_people import INVITE, REVOKE
from usecases.admin_units import RENAME
from usecases.confirm_row import CONFIRM_VALUE, CONFIRM_WHICH
from usecases.edit_causes import ADD, PLACE, RETIRE
from usecases.form_spec import FormSpec
from usecases.set_thresholds import RULES
from usecases.take_template import TEMPLATE_FORM

ADMINISTRATION: tuple[FormSpec, ...] = (
    INVITE,
    REVOKE,
    RENAME,
    REPROGRAMME,
    CONFIRM_WHICH,
    CONFIRM_VALUE,
    RULES,
    ADD,
    RETIRE,
    PLACE,
)

SPECS: tuple[FormSpec, ...] = (
    *ADMINISTRATION,
    TEMPLATE_FORM,
)

FORMS: dict[str, FormSpec] = {spec.kind: spec for spec in SPECS}
