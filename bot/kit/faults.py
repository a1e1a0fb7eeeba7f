"""Describe an error without quoting what people wrote."""

from bot.kit.waiting import WaitForOthers
from domain.kit.places import place_of
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of, is_overtaken, is_shortage
from texts.kit.faults import database_fault
from workers.calls import WorkersClosed


def where(error: BaseException) -> str:
    """Return the class of an error and its place; for a fault of the database, our sentence about it."""
    told = place_of(error)
    is_told = isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER
    return f"{told}: {database_fault(error)}" if is_told else told


def is_of_the_surroundings(error: BaseException) -> bool:
    """Say whether the database, the system or a stop caused it, and not the update or message itself."""
    if isinstance(error, WorkersClosed | WaitForOthers) or is_shortage(error):
        return True
    return isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER


def is_crossed(error: BaseException) -> bool:
    """Say whether it was a deadlock of two transactions, so that the same may succeed at once."""
    return fault_of(error) is DatabaseFault.CROSSED


def may_succeed_at_once(error: BaseException) -> bool:
    """Say whether another transaction was in the way: trying again answers by what is there now."""
    return is_crossed(error) or is_overtaken(error)
