"""Describes an error without quoting text that people wrote."""

from bot.kit.waiting import WaitForOthers
from domain.kit.error_places import place_of
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of, is_overtaken, is_shortage
from texts.kit.faults import database_fault
from workers.calls import WorkersClosed


def where(error: BaseException) -> str:
    """Return the class of an error and its place in the code; for a database fault, our sentence about it."""
    told = place_of(error)
    is_told = isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER
    return f"{told}: {database_fault(error)}" if is_told else told


def is_of_the_surroundings(error: BaseException) -> bool:
    """Tell whether the database, the system or a stop caused the error, and not the update or message."""
    if isinstance(error, WorkersClosed | WaitForOthers) or is_shortage(error):
        return True
    return isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER


def is_crossed(error: BaseException) -> bool:
    """Tell whether two transactions deadlocked, so that a retry may succeed at once."""
    return fault_of(error) is DatabaseFault.CROSSED


def may_succeed_at_once(error: BaseException) -> bool:
    """Tell whether another transaction was in the way, so that a retry sees its result."""
    return is_crossed(error) or is_overtaken(error)
