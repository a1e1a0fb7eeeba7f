"""Hold back whoever writes faster than answers can leave: one answer for the whole flood."""

from domain.messages import TooFast
from domain.moments import Moment
from storage.uow import UnitOfWork
from usecases.say import answer

MOST_WAITING = 30
"""Messages that may wait for one chat; Telegram takes about one a second, so nobody reads faster."""


async def is_flooding(uow: UnitOfWork, chat_id: int, moment: Moment) -> bool:
    """Tell whether a message is to be left out, saying so once a minute."""
    if await uow.outbox.waiting_for(chat_id) < MOST_WAITING:
        return False
    key = f"too_fast:{chat_id}:{moment.now:%Y-%m-%dT%H:%M}"
    await answer(uow, chat_id, TooFast(), moment, key=key)
    return True
