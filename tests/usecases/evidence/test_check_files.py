"""Stored files are read, damage is stored and told once, and a file that is sent again is repaired."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import wall
from domain.evidence.proof_files import FileFault, FileState, ProofPlace
from domain.evidence.proof_messages import FileRepaired, ProofFaults, ProofFaultsText
from domain.kit.access import Role
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.moments import Moment
from domain.reminders.hours import OFFICE_HOURS
from storage.engine import Database
from storage.files import FileStore
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, ANA, CARLA, NOW, T3, Office, a_document, a_row, an_avance
from tests.proof import PDF, ROTS, Rot, flip_a_bit, prove
from usecases.evidence.check_files import FileChecker, faults_of
from usecases.evidence.repair_file import take_repair
from usecases.evidence.tell_faults import tell_faults
from usecases.switchboard.compose import compose

EARLY = Moment(NOW.now - timedelta(hours=10), NOW.zone)
LATER = Moment(NOW.now + timedelta(days=1), NOW.zone)


class Archive:
    """An office of 402 with one proof on the disk."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.store = FileStore(folder)
        self.checker = FileChecker(office.database, self.store, wall)
        self.sha256 = ""
        self.ids: dict[str, int] = {}

    async def opens(self) -> None:
        self.ids = await self.office.register(a_document(a_row(), a_row("Actividad 7.1")))
        self.sha256 = await prove(self.office, self.store, self.ids["Componente 7"])

    async def tells(self, moment: Moment = NOW) -> int:
        return await self.office.do(lambda uow: tell_faults(uow, moment, OFFICE_HOURS))

    async def faults(self) -> tuple[FileFault, ...]:
        async with self.office.database.read() as uow:
            return await faults_of(uow, await uow.file_checks.faults())

    async def says(self) -> ProofFaultsText | None:
        said = await self.office.do(lambda uow: compose(uow, ProofFaults(), NOW))
        assert said is None or isinstance(said, ProofFaultsText)
        return said


@pytest.fixture
async def archive(database: Database, tmp_path: Path) -> Archive:
    archive = Archive(Office(database), tmp_path / "evidencias")
    await archive.opens()
    return archive


@pytest.mark.parametrize(("rot", "state"), ROTS.values(), ids=ROTS)
async def test_whatever_happened_to_a_file_is_found(archive: Archive, rot: Rot, state: FileState) -> None:
    rot(archive.store.path(archive.sha256))

    found = await archive.checker.check([archive.sha256])

    place = ProofPlace(
        archive.ids["Componente 7"], "402", T3, "Componente 7", replace(AN_OFICIO, file_sha256=archive.sha256)
    )
    assert found == {archive.sha256: state}
    assert await archive.faults() == (FileFault(archive.sha256, state, "oficio.pdf", (place,)),)


async def test_a_whole_file_is_no_fault(archive: Archive) -> None:
    assert await archive.checker.check([archive.sha256]) == {}

    assert await archive.faults() == ()
    [known] = await archive.office.do(lambda uow: uow.file_checks.every())
    assert (known.sha256, known.size, known.state) == (archive.sha256, len(PDF), FileState.OK)


async def test_what_an_album_cites_names_each_of_its_files(archive: Archive) -> None:
    photo = archive.store.put(b"photo")
    await archive.office.do(
        lambda uow: uow.avances.remember_file(photo, size=5, mime="image/jpeg", name="hoja-2.jpg", at=NOW.now)
    )
    cited = replace(AN_OFICIO, file_sha256=archive.sha256, album="7")
    page = Evidence(EvidenceType.FILE, "hoja-2.jpg", file_sha256=photo, album="7")
    before = await archive.office.avance(archive.ids["Componente 7"])
    assert before is not None
    await archive.office.save(archive.ids["Componente 7"], replace(before, evidence=(cited, page)))

    async with archive.office.database.read() as uow:
        places = await uow.evidence.places([photo])

    assert [each.evidence for each in places[photo]] == [cited]


async def test_the_cited_come_first_in_the_order_of_urs_and_the_others_last(archive: Archive) -> None:
    ids = await archive.office.register(a_document(unit="304"))
    other = await prove(archive.office, archive.store, ids["Componente 7"], b"other")
    alone = archive.store.put(b"alone")
    await archive.office.do(
        lambda uow: uow.avances.remember_file(alone, size=5, mime="image/png", name="sola.png", at=NOW.now)
    )
    for each in (archive.sha256, other, alone):
        archive.store.path(each).unlink()
    await archive.checker.check([archive.sha256, other, alone])

    assert [each.sha256 for each in await archive.faults()] == [other, archive.sha256, alone]


async def test_each_fault_is_told_once_to_each_of_implan(archive: Archive) -> None:
    await archive.office.lets_in(ANA)
    await archive.office.lets_in(CARLA, Role.IMPLAN, None)
    flip_a_bit(archive.store.path(archive.sha256))
    await archive.checker.check([archive.sha256])

    told = [await archive.tells(), await archive.tells(), await archive.tells(LATER)]
    archive.store.path(archive.sha256).unlink()
    await archive.checker.check([archive.sha256])
    told.append(await archive.tells(LATER))

    assert told == [1, 0, 0, 0]
    assert [(row.chat_id, row.kind) for row in await archive.office.rows()] == [(CARLA, "proof_faults")]


async def test_a_fault_that_was_mended_and_comes_again_is_told_again(archive: Archive) -> None:
    await archive.office.lets_in(CARLA, Role.IMPLAN, None)
    told = []
    for moment in (NOW, LATER):
        flip_a_bit(archive.store.path(archive.sha256))
        await archive.checker.check([archive.sha256])
        told.append(await archive.tells(moment))
        archive.store.put(PDF)
        await archive.checker.check([archive.sha256])
        assert await archive.says() is None

    assert told == [1, 1]


async def test_nobody_is_told_at_night_or_while_there_is_no_implan(archive: Archive) -> None:
    archive.store.path(archive.sha256).unlink()
    await archive.checker.check([archive.sha256])

    assert await archive.tells() == 0
    await archive.office.lets_in(CARLA, Role.IMPLAN, None)
    assert await archive.tells(EARLY) == 0
    assert await archive.tells() == 1


async def test_the_notice_counts_what_it_does_not_name(archive: Archive) -> None:
    async def remembers(uow: UnitOfWork) -> None:
        for number in range(9):
            sha256 = archive.store.put(b"%d" % number)
            await uow.avances.remember_file(sha256, size=1, mime="image/png", name="x.png", at=NOW.now)

    await archive.office.do(remembers)
    async with archive.office.database.read() as uow:
        known = [each.sha256 for each in await uow.file_checks.every()]
    for each in known:
        archive.store.path(each).unlink()
    await archive.checker.check(known)

    said = await archive.says()

    assert said is not None
    assert (len(said.faults), said.count) == (5, 10)


async def test_the_file_sent_again_is_noted_told_and_in_the_history(archive: Archive) -> None:
    ana = await archive.office.lets_in(ANA)
    flip_a_bit(archive.store.path(archive.sha256))
    await archive.checker.check([archive.sha256])
    archive.store.put(PDF)

    taken = [
        await archive.office.do(lambda uow: take_repair(uow, ana, archive.sha256, NOW)) for _ in range(2)
    ]

    assert taken == [True, False]
    [said] = await archive.office.said()
    assert isinstance(said, FileRepaired)
    assert [each.level for each in said.fault.places] == ["Componente 7"]
    subject = f"evidence:{archive.ids['Componente 7']}:3T2025"
    assert ("person:1", "file_repaired", subject) in await archive.office.audited()
    assert await archive.faults() == ()


async def test_somebody_of_another_ur_is_not_told_what_it_proves(archive: Archive) -> None:
    await archive.office.register(a_document(unit="504"))
    ana = await archive.office.lets_in(ANA, unit_code="504")
    await archive.checker.check([archive.sha256])
    archive.store.path(archive.sha256).unlink()
    await archive.checker.check([archive.sha256])

    await archive.office.do(lambda uow: take_repair(uow, ana, archive.sha256, NOW))

    [said] = await archive.office.said()
    assert isinstance(said, FileRepaired)
    assert (said.fault.places, said.fault.name) == ((), "")


async def test_a_file_that_nothing_cites_is_repaired_as_a_file(archive: Archive) -> None:
    ana = await archive.office.lets_in(ANA)
    await archive.office.save(archive.ids["Componente 7"], replace(an_avance(), version=1))
    archive.store.path(archive.sha256).unlink()
    await archive.checker.check([archive.sha256])

    await archive.office.do(lambda uow: take_repair(uow, ana, archive.sha256, NOW))

    assert ("person:1", "file_repaired", f"file:{archive.sha256}") in await archive.office.audited()
