"""Telling a fault without telling what people wrote."""

from bot.texts.faults import database_fault
from bot.waiting import WaitForOthers
from domain.places import place_of
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of, is_overtaken, is_shortage
from workers.calls import WorkersClosed


def where(error: BaseException) -> str:
    """Return the class of an error and where it came from; a fault of the database, in a sentence of ours."""
    told = place_of(error)
    is_told = isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER
    return f"{told}: {database_fault(error)}" if is_told else told


def is_of_the_surroundings(error: BaseException) -> bool:
    """Say whether database, system or the end of the process kept it from working, not what is in hand."""
    if isinstance(error, WorkersClosed | WaitForOthers) or is_shortage(error):
        return True
    return isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER


def is_crossed(error: BaseException) -> bool:
    """Say whether two transactions waited for each other, so that the same may succeed at once."""
    return fault_of(error) is DatabaseFault.CROSSED


def may_succeed_at_once(error: BaseException) -> bool:
    """Say whether another transaction was in the way: who comes second is answered by what is there now."""
    return is_crossed(error) or is_overtaken(error)
