"""Queue a message in the outbox, in the transaction of its cause."""

from domain.capture.messages import Answered
from domain.delivery.outcomes import NewMessage, Priority
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.uow import UnitOfWork
from usecases.kit.outgoing import encode, kind_of


async def answer(
    uow: UnitOfWork, chat_id: int, said: Said, moment: Moment, *, key: str | None = None
) -> int | None:
    """Queue an answer to a waiting person; return the id of its row (None if the key exists)."""
    message = NewMessage(chat_id, kind_of(said), encode(said), key=key, priority=Priority.ANSWER)
    row = await uow.outbox.add(message, moment.now)
    if row is not None and uow.handled.chat_id == chat_id and said.is_refusal():
        uow.handled.refused = row
    return row


async def announce(
    uow: UnitOfWork, chat_id: int, said: Said, moment: Moment, *, key: str, person_id: int
) -> int | None:
    """Queue a notice that nobody asked for; the key makes a second run harmless."""
    message = NewMessage(
        chat_id, kind_of(said), encode(said), key=key, priority=Priority.BULK, person_id=person_id
    )
    return await uow.outbox.add(message, moment.now)


async def close_question(
    uow: UnitOfWork, chat_id: int, outbox_id: int | None, said: str, moment: Moment
) -> None:
    """Edit an answered question: it shows the answer and loses its buttons."""
    if outbox_id is not None:
        await answer(uow, chat_id, Answered(outbox_id, said), moment, key=f"answered:{outbox_id}")


async def is_answered(uow: UnitOfWork, outbox_id: int) -> bool:
    return await uow.outbox.get_by_key(f"answered:{outbox_id}") is not None
