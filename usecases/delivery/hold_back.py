"""Hold back somebody who writes faster than answers can be sent: the rest waits, and that is said once."""

from datetime import timedelta

from domain.kit.moments import Moment
from domain.people.welcome_messages import TooFast
from storage.uow import UnitOfWork
from usecases.kit.outgoing import kind_of
from usecases.kit.say import answer

MOST_WAITING = 30
"""Answers that may wait for one chat; Telegram takes about one a second, so nobody reads faster.

What is told to somebody who did nothing counts for nothing: that many may wait on a day of many notices.
"""
ONE_FLOOD = timedelta(days=1)


async def has_too_many_waiting(uow: UnitOfWork, chat_id: int) -> bool:
    return await uow.outbox.answers_waiting_for(chat_id) >= MOST_WAITING


async def tell_held_back(uow: UnitOfWork, chat_id: int, moment: Moment) -> None:
    """Say once that messages wait for their turn, however long the flood."""
    said_at = await uow.outbox.last_said_at(chat_id, kind_of(TooFast()))
    if said_at is None or moment.now - said_at >= ONE_FLOOD:
        await answer(uow, chat_id, TooFast(), moment)
