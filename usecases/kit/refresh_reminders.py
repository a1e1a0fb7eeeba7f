"""Edit sent reminders after a change of the gaps that they list."""

from uuid import uuid4

from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.messages import ReminderChanged
from storage.uow import UnitOfWork
from usecases.kit.outgoing import encode
from usecases.kit.say import answer

NEVER_SEEN = (OutboxState.CANCELLED, OutboxState.DEAD)


async def refresh_reminders(uow: UnitOfWork, unit_code: str, period: Period, moment: Moment) -> None:
    """Edit the last reminder of each person about a UR and quarter.

    An unsent one is worded when it is sent; it is locked until the commit, so that it cannot be sent in
    between with the old gaps. In that case, or if it was withdrawn, the person sees the one before it, which
    is edited.
    """
    for outbox_id in await uow.rungs.last_messages(unit_code, period):
        row = await uow.outbox.get(outbox_id)
        if row is not None and (await uow.outbox.hold(outbox_id) or row.state in NEVER_SEEN):
            seen = await uow.rungs.last_seen(row.chat_id)
            row = await uow.outbox.get(seen) if seen is not None else None
        if row is not None:
            await change_reminder(uow, row, moment)


async def change_reminder(uow: UnitOfWork, row: OutboxRow, moment: Moment, *, chosen: str = "") -> None:
    """Queue one edit of a reminder: its gaps now, or which of its buttons was tapped.

    It is worded when it is sent, so a waiting edit includes every change since.
    """
    said, edits = ReminderChanged(row.id, chosen), f"reminder-edit:{row.id}:"
    waiting = await uow.outbox.held(row.chat_id, edits)
    if waiting is None or dict(waiting.data) != encode(said):
        await answer(uow, row.chat_id, said, moment, key=f"{edits}{uuid4().hex}")
