"""Every message there is, collected from the modules that declare them, and a row of the outbox read back."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domain.messages import (
    acuses,
    admin,
    attention,
    calendar,
    capture,
    closings,
    evidence,
    forms,
    handover,
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
from domain.natures import policies
from domain.said import Nature, Said, declared_in
from usecases.outgoing import read


class NotUnderstood(Exception):
    """A kind, or a value in it, that this version does not know: a later one may have stored it."""


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
"""Every message by the kind it is stored as."""
NATURES: Mapping[str, Nature] = {kind: each.declared.nature for kind, each in MESSAGES.items()}
POLICIES = policies(NATURES)
"""How far each kind is pursued."""


def decode(kind: str, data: Mapping[str, Any]) -> Said:
    """Rebuild a message, or raise NotUnderstood."""
    cls = MESSAGES.get(kind)
    if cls is None:
        raise NotUnderstood(kind)
    try:
        return read(cls, data)
    except ValidationError as error:
        raise NotUnderstood(kind) from error
