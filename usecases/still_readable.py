"""Whether somebody may still read what waits for them: their role may have gone since."""

from domain.access import Action
from domain.messages.proof import ProofFaults
from domain.messages.simulation import Simulation
from domain.messages.status import StatusChart
from domain.messages.summaries import (
    FinalSummary,
    GapsBook,
    GapsPicture,
    PunctualityBook,
    Summary,
    WeeklySummary,
)
from domain.said import Said
from storage.uow import UnitOfWork

OF_WEEK = (Action.RECEIVE_SUMMARY, Action.RECEIVE_WEEKLY)
READ_WITH: dict[type, tuple[Action, ...]] = {
    Summary: (Action.RECEIVE_SUMMARY,),
    GapsPicture: (Action.SEE_SUMMARY, *OF_WEEK),
    GapsBook: (Action.SEE_SUMMARY,),
    WeeklySummary: (Action.RECEIVE_WEEKLY,),
    FinalSummary: OF_WEEK,
    PunctualityBook: OF_WEEK,
    Simulation: (Action.SIMULATE,),
    StatusChart: (Action.SEE_STATUS,),
    ProofFaults: (Action.ADMINISTER,),
}
"""What is looked up when it is sent and names nobody to whom it goes; one of the actions is enough."""


async def may_still_read(uow: UnitOfWork, said: Said, chat_id: int) -> bool:
    """Tell whether the person of a chat may have what was planned or asked for."""
    actions = READ_WITH.get(type(said))
    if actions is None:
        return True
    person = await uow.people.by_telegram_id(chat_id)
    unit_code = said.unit_code if isinstance(said, StatusChart) else None
    return person is not None and any(person.actor.may(action, unit_code) for action in actions)
