"""A reminder by hand beside a tick of another process, which may commit at the same moment (PostgreSQL)."""

from domain.delivery.outcomes import OutboxState
from tests.facts import ANA, Office, a_mir
from tests.usecases.speakers import a_speaker
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.remind_now import HandReminders
from usecases.reminders.reminder_facts import reminder_facts


async def test_one_that_was_given_since_the_facts_were_read_goes_once(office: Office) -> None:
    await office.register(a_mir())
    ana = await a_speaker(office, ANA)
    stand = await office.do(lambda uow: reminder_facts(uow, office.moment))
    await office.do(lambda uow: write_reminders(uow, office.moment))

    await office.do(lambda uow: HandReminders(uow, stand.facts).give(ana.person, "nudge:402:2025-09-25:1"))

    given = [row.state for row in await office.rows(ANA) if row.kind == "reminder"]
    assert given == [OutboxState.CANCELLED, OutboxState.PENDING]
