"""Note that a damaged file has its original content again: store it, audit it, tell people."""

from dataclasses import replace

from domain.evidence.proof_files import FileFault, FileState
from domain.evidence.proof_messages import FileRepaired
from domain.kit.access import Action
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.evidence.check_files import faults_of
from usecases.kit.say import answer


async def take_repair(uow: UnitOfWork, person: Person, sha256: str, moment: Moment) -> bool:
    """Note that a person sent a damaged file again, and tell them; False if it is not damaged now."""
    states = await uow.file_checks.are_faulty([sha256])
    if not states:
        return False
    [fault] = await faults_of(uow, states)
    await note_repair(uow, fault, f"person:{person.actor.person_id}", moment)
    seen = tuple(each for each in fault.places if person.actor.may(Action.SEE_STATUS, each.unit_code))
    said = FileRepaired(replace(fault, places=seen, name=""))
    await answer(uow, person.chat_id, said, moment)
    return True


async def note_repair(uow: UnitOfWork, mended: FileFault, by: str, moment: Moment) -> None:
    """Note that a file is whole again, in the history of every indicator that it proves."""
    sha256 = mended.sha256
    await uow.file_checks.note({sha256: FileState.OK}, moment.now)
    subjects = {f"evidence:{each.indicator_id}:{each.period}" for each in mended.places}
    for subject in sorted(subjects) or [f"file:{sha256}"]:
        await uow.audit.add(moment.now, by, "file_repaired", subject, after={"sha256": sha256})
