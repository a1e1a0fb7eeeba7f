"""Telling a fault without telling what people wrote."""

from pathlib import Path
from traceback import extract_tb

from bot.texts.faults import database_fault
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of

LIBRARIES = "site-packages"


def where(error: BaseException) -> str:
    """Return the class of an error and the two innermost places of ours it passed.

    Its message may hold what somebody wrote; a fault of the database is told in a sentence of ours.
    """
    frames = [frame for frame in extract_tb(error.__traceback__) if LIBRARIES not in frame.filename]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-2:])]
    told = " ".join([type(error).__name__, *places])
    return f"{told}: {database_fault(error)}" if is_of_the_surroundings(error) else told


def is_of_the_surroundings(error: BaseException) -> bool:
    """Say whether the database kept it from working, and not the update or message in hand."""
    return isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER


def is_crossed(error: BaseException) -> bool:
    """Say whether two transactions waited for each other, so that the same may succeed at once."""
    return fault_of(error) is DatabaseFault.CROSSED
