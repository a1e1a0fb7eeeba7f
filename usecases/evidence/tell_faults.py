"""Tell IMPLAN of damaged files, each once until it is repaired."""

from domain.evidence.proof_messages import ProofFaults, ProofFaultsText
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.reminders.hours import WorkingHours
from storage.uow import UnitOfWork
from usecases.evidence.check_files import faults_of
from usecases.kit.concerned import tell_each

SHOWN = 5


async def tell_faults(uow: UnitOfWork, moment: Moment, hours: WorkingHours) -> int:
    """Queue one notice for each user of IMPLAN about newly found damage; return how many."""
    if not hours.covers(moment.time):
        return 0
    untold = await uow.file_checks.untold()
    people = [each for each in await uow.people.everybody() if each.actor.may(Action.ADMINISTER)]
    if not untold or not people:
        return 0
    key = f"proof_faults:{moment.now.isoformat()}"
    await tell_each(uow, people, lambda _: ProofFaults(), moment, key=key)
    await uow.file_checks.tell(untold, moment.now)
    return len(people)


async def compose_faults(uow: UnitOfWork) -> ProofFaultsText | None:
    """Return the damaged files when the notice is sent; None if all were repaired meanwhile."""
    states = await uow.file_checks.faults()
    faults = await faults_of(uow, states)
    return ProofFaultsText(faults[:SHOWN], len(faults)) if faults else None
