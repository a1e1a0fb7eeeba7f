"""The stored values of options in administrative dialogues; their labels are in the texts."""

from domain.kit.access import Role
from domain.kit.causes import Side
from domain.kit.dialogues.forms import Option

YES, NO = "yes", "no"
FIRST, SUPLENTE = "first", "suplente"


def options_of(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)


YES_OR_NO = options_of(YES, NO)
STANDINGS = options_of(FIRST, SUPLENTE)
ROLES = options_of(*Role)
SIDES = options_of(*Side)
