"""Hold back whoever writes faster than answers can leave: one answer for the whole flood."""

from domain.messages import TooFast
from domain.moments import Moment
from storage.uow import UnitOfWork
from usecases.say import answer

MOST_WAITING = 30
"""Answers that may wait for one chat; Telegram takes about one a second, so nobody reads faster.

What is told to somebody who did nothing counts for nothing: that many may wait on a day of many notices.
"""


async def is_flooding(uow: UnitOfWork, chat_id: int, moment: Moment) -> bool:
    """Tell whether a message is to be left out, saying so once a minute."""
    if not await has_too_many_waiting(uow, chat_id):
        return False
    await hold_back(uow, chat_id, moment)
    return True


async def has_too_many_waiting(uow: UnitOfWork, chat_id: int) -> bool:
    return await uow.outbox.answers_waiting_for(chat_id) >= MOST_WAITING


async def hold_back(uow: UnitOfWork, chat_id: int, moment: Moment) -> None:
    """Say that a message was left out, once a minute."""
    key = f"too_fast:{chat_id}:{moment.now:%Y-%m-%dT%H:%M}"
    await answer(uow, chat_id, TooFast(), moment, key=key)
