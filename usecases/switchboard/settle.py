"""How a tapped message is settled: a reminder goes on listing its gaps, any other loses its buttons."""

from collections.abc import Callable

from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.reminders.messages import Reminder
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.outgoing import read
from usecases.kit.refresh_reminders import change_reminder
from usecases.kit.say import close_question
from usecases.reminders.compose_changed import reminder_as_it_stands
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import NotUnderstood, decode

LabelOf = Callable[[Said], str]
"""The label of the tapped button as it is worded now; empty if the message has no such button."""


async def settle_tapped(
    uow: UnitOfWork, person: Person, message_id: int, label_of: LabelOf, moment: Moment
) -> None:
    """Edit the tapped message to show the choice, and remove its buttons or what they opened."""
    row = await uow.outbox.get_by_message(person.chat_id, message_id)
    if row is None:
        return
    if row.kind == Reminder.declared.kind:
        now = await reminder_as_it_stands(uow, read(Reminder, row.data), moment)
        await change_reminder(uow, row, moment, chosen=label_of(now) if now else "")
        return
    try:
        said = await compose(uow, decode(row.kind, row.data), moment)
    except NotUnderstood:
        said = None  # stored by a later version
    await close_question(uow, person.chat_id, row.id, label_of(said) if said else "", moment)
