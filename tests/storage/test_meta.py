"""Meta values: one for each key, several written at once."""

from datetime import timedelta

from storage.engine import Database
from tests.clocks import NOON


async def test_instants_are_written_together_over_what_was_there(database: Database) -> None:
    later = NOON + timedelta(minutes=1)
    async with database.write() as uow:
        await uow.meta.set_instant("last_poll_at", NOON)
        await uow.meta.set_instants({"last_update_at": later, "last_poll_at": later})
        await uow.commit()

    async with database.read() as uow:
        assert await uow.meta.get_instant("last_poll_at") == later
        assert await uow.meta.get_instant("last_update_at") == later
        assert await uow.meta.get("bot_username") is None
