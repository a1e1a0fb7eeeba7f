"""Whether somebody may still read what waits for them: their role may have gone since."""

from domain.kit.said import Said
from storage.uow import UnitOfWork


async def may_still_read(uow: UnitOfWork, said: Said, chat_id: int) -> bool:
    """Tell whether the person of a chat may have what was planned or asked for."""
    if said.may_be_read_by(None):
        return True
    person = await uow.people.by_telegram_id(chat_id)
    return person is not None and said.may_be_read_by(person.actor)
