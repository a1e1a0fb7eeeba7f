"""Every message, collected from the modules that declare them, and reading a row of the outbox back."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domain.calendar import closing_messages as closings
from domain.calendar import messages as calendar
from domain.calendar import prorroga_messages as prorrogas
from domain.capture import late_messages as late
from domain.capture import messages as capture
from domain.capture import narrative_messages as narratives
from domain.delivery import restored_messages as restored
from domain.delivery.natures import policies
from domain.evidence import acuse_messages as acuses
from domain.evidence import messages as evidence
from domain.evidence import proof_messages as proof
from domain.imports import messages as imports
from domain.kit import report_messages as reports
from domain.kit.dialogues import messages as forms
from domain.kit.said import Nature, Said, declared_in
from domain.papers import messages as papers
from domain.papers import template_messages as templates
from domain.people import attention_messages as attention
from domain.people import handover_messages as handover
from domain.people import membership_messages as membership
from domain.people import messages as admin
from domain.people import variable_messages as variables
from domain.people import welcome_messages as people
from domain.reminders import messages as reminders
from domain.reminders import simulation_messages as simulation
from domain.review import messages as review
from domain.status import history_messages as history
from domain.status import messages as status
from domain.summary import messages as summaries
from usecases.kit.outgoing import read


class NotUnderstood(Exception):
    """A kind, or a value in it, that this version does not know: a later version stored it."""


MODULES = (
    acuses,
    admin,
    attention,
    calendar,
    capture,
    closings,
    evidence,
    forms,
    handover,
    history,
    imports,
    late,
    membership,
    narratives,
    papers,
    people,
    proof,
    prorrogas,
    reminders,
    reports,
    restored,
    review,
    simulation,
    status,
    summaries,
    templates,
    variables,
)
"""A new message needs no line here, only a new module does."""

MESSAGES: Mapping[str, type[Said]] = {each.declared.kind: each for each in declared_in(MODULES)}
"""Every message by its stored kind."""
NATURES: Mapping[str, Nature] = {kind: each.declared.nature for kind, each in MESSAGES.items()}
POLICIES = policies(NATURES)
"""How often each kind is sent again if it is not known whether it arrived."""


def decode(kind: str, data: Mapping[str, Any]) -> Said:
    """Rebuild a message, or raise NotUnderstood."""
    cls = MESSAGES.get(kind)
    if cls is None:
        raise NotUnderstood(kind)
    try:
        return read(cls, data)
    except ValidationError as error:
        raise NotUnderstood(kind) from error
