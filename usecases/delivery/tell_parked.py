"""Tell the sender of a parked update, once, and ask the open question again."""

from dataclasses import dataclass
from datetime import datetime

from domain.kit.moments import Moment
from domain.people.welcome_messages import Unhandled
from storage.uow import UnitOfWork
from usecases.capture.late import ask_after_loss
from usecases.kit.say import answer


@dataclass(frozen=True)
class ParkedMessage:
    """What is known of an update without reading it again: it may be what ended a process."""

    update_id: int
    user_id: int
    sent_at: datetime


async def tell_parked(uow: UnitOfWork, sent: ParkedMessage, moment: Moment) -> None:
    """Say so to somebody we know; of a stranger we take nothing anyway."""
    person = await uow.people.by_telegram_id(sent.user_id)
    if person is None or not person.actor.grants:
        return
    local = sent.sent_at.astimezone(moment.zone)
    key = f"unhandled:{sent.update_id}:{sent.sent_at.isoformat()}"
    told = await answer(uow, person.chat_id, Unhandled(local), moment, key=key)
    await ask_after_loss(uow, person, told, moment)
