"""Examples in refusals: the command that was refused, correctly typed."""

from enum import Flag

A_UNIT, A_QUARTER = "402", "3T2025"


class Takes(Flag):
    """The arguments of a command; examples in refusals are made from them."""

    NOTHING = 0
    UNIT = 1
    QUARTER = 2
    BOTH_AT_ONCE = 4
    """A UR and a quarter, only together."""
    PAST_YEARS = 8
    """It shows past years."""


TAKEN: dict[str, Takes] = {}
"""The arguments of each command or phrase, set by its declaration."""


def example_of_unit(command: str, unit_code: str = A_UNIT) -> str:
    """`/prorroga 402`; empty for a command without a UR."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.UNIT not in takes:
        return ""
    return _typed(command, unit_code, A_QUARTER if Takes.BOTH_AT_ONCE in takes else "")


def example_of_quarter(command: str) -> str:
    """`/pendientes 3T2025`, or only the quarter for an unknown command."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.QUARTER not in takes:
        return A_QUARTER
    return _typed(command, A_UNIT if Takes.BOTH_AT_ONCE in takes else "", A_QUARTER)


def example_of_both(command: str, unit_code: str, period: str) -> str:
    """`/estado 402 4T2024`; empty for a command that cannot show such a quarter."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.PAST_YEARS not in takes:
        return ""
    return _typed(command, unit_code if Takes.UNIT in takes else "", period)


def _typed(command: str, *operands: str) -> str:
    """Return it as typed: a command has a slash, a phrase has none."""
    name = command if " " in command else f"/{command}"
    return " ".join(filter(None, (name, *operands)))
