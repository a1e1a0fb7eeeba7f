"""Every message there is, collected from the modules that declare them, and a row of the outbox read back."""

from collections.abc import Mapping
from typing import Any

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
from domain.said import Said
from usecases.outgoing import kind_of_class, read

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

MESSAGES: Mapping[str, type[Said]] = {
    kind_of_class(each): each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, Said) and each.__module__ == module.__name__
}
"""Every message by the kind it is stored as."""


def decode(kind: str, data: Mapping[str, Any]) -> Said:
    """Rebuild a message; KeyError for a kind this version does not know."""
    return read(MESSAGES[kind], data)
