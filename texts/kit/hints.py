"""What a refusal shows as an example: the same command, as it is typed by whoever was refused."""

from enum import Flag

A_UNIT, A_QUARTER = "402", "3T2025"


class Takes(Flag):
    """What may be typed behind a command; the examples in refusals are made of it."""

    NOTHING = 0
    UNIT = 1
    QUARTER = 2
    BOTH_AT_ONCE = 4
    """Neither without the other."""
    PAST_YEARS = 8
    """It shows years long over."""


TAKEN: dict[str, Takes] = {}
"""By name of a command or words of a phrase, what may be typed behind it: its declaration notes it."""


def example_of_unit(command: str, unit_code: str = A_UNIT) -> str:
    """`/prorroga 402`; empty for what names no UR."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.UNIT not in takes:
        return ""
    return _typed(command, unit_code, A_QUARTER if Takes.BOTH_AT_ONCE in takes else "")


def example_of_quarter(command: str) -> str:
    """`/pendientes 3T2025`, or the quarter alone where no command is known."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.QUARTER not in takes:
        return A_QUARTER
    return _typed(command, A_UNIT if Takes.BOTH_AT_ONCE in takes else "", A_QUARTER)


def example_of_both(command: str, unit_code: str, period: str) -> str:
    """`/estado 402 4T2024`; empty for what cannot be seen of such a quarter."""
    takes = TAKEN.get(command, Takes.NOTHING)
    if Takes.PAST_YEARS not in takes:
        return ""
    return _typed(command, unit_code if Takes.UNIT in takes else "", period)


def _typed(command: str, *operands: str) -> str:
    """A command has a slash; what is typed in several words has none."""
    name = command if " " in command else f"/{command}"
    return " ".join(filter(None, (name, *operands)))
