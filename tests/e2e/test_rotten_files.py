"""An evidence file altered on disk: IMPLAN is told once, and the same file sent again repairs it."""

import hashlib

import pytest

from app.clock import wall
from domain.evidence.acuses import AcuseKind
from domain.kit.access import Role
from domain.kit.entregas import Move
from sandbox.client import PersonClient
from storage.files import FileStore
from storage.uow import UnitOfWork
from tests.documents.letters import a_pdf
from tests.e2e.town import NINE, Town
from tests.facts import ANA, BETO, CARLA, T3
from tests.proof import ROTS, Rot, flip_a_bit
from usecases.evidence.check_files import FileChecker
from usecases.evidence.issue_acuse import issue_acuse
from usecases.review.move_entrega import MadeMove, make_move

OFICIO = "Oficio SP/DSAV/114/2025 del 24 de septiembre"
PDF = a_pdf("Lista de asistencia")
SHA256 = hashlib.sha256(PDF).hexdigest()
OTHER = a_pdf("Minuta")
TOLD = "1 archivo de evidencia no está como se guardó"
NAMED = "402 · 3T2025 · Componente 7, oficio SP/DSAV/114/2025"
REPAIRED = "ya quedó reparado"

rots = pytest.mark.parametrize("rot", [rot for rot, _ in ROTS.values()][:-1], ids=[*ROTS][:-1])


@pytest.fixture
async def store(town: Town, ana: PersonClient) -> FileStore:
    """Ana has saved Componente 7 with its file."""
    await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron")
    await ana.taps("Cumplimos la meta")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await ana.waits_for("oficio SP/DSAV/114/2025")
    await ana.taps("Guardar")
    await ana.waits_for("Guardado.")
    return FileStore(town.folder / "evidencias")


async def finds(town: Town, store: FileStore) -> None:
    await FileChecker(town.puntual.database, store, wall).check([SHA256])


@rots
async def test_implan_is_told_once_with_the_way_out(town: Town, store: FileStore, rot: Rot) -> None:
    carla = await town.resident(CARLA, Role.IMPLAN)
    rot(store.path(SHA256))
    await finds(town, store)
    town.clock.set(NINE)

    told = [await town.puntual.ticks.proofs() for _ in range(2)]

    message = await carla.waits_for(TOLD, after=0)
    assert told == [1, 0]
    assert NAMED in message.text
    assert "Basta con enviarlo a este chat" in message.text
    assert "puntual evidence repair --from" in message.text


@rots
@pytest.mark.parametrize("role", [Role.ENLACE, Role.IMPLAN])
async def test_the_same_file_sent_again_repairs_it_without_a_question(
    town: Town, store: FileStore, rot: Rot, role: Role
) -> None:
    sender = await town.resident(BETO, role)
    rot(store.path(SHA256))
    await finds(town, store)

    await sender.sends_file("otro nombre.pdf", PDF, "application/pdf")

    message = await sender.waits_for(REPAIRED, after=0)
    assert NAMED in message.text
    assert store.is_whole(SHA256)
    assert await town.office.do(lambda uow: uow.file_checks.faults()) == {}


async def test_another_file_repairs_nothing_and_is_refused(
    town: Town, store: FileStore, ana: PersonClient
) -> None:
    flip_a_bit(store.path(SHA256))
    await finds(town, store)

    await ana.sends_file("oficio.pdf", OTHER, "application/pdf")

    await ana.waits_for("El archivo no se guardó: no hay una captura abierta.")
    assert not store.is_whole(SHA256)
    assert len(town.files()) == 1


async def test_sent_as_evidence_of_another_indicator_it_repairs_too(
    town: Town, store: FileStore, ana: PersonClient
) -> None:
    flip_a_bit(store.path(SHA256))
    await finds(town, store)
    await ana.says("/capturar Actividad 7.1")
    await ana.waits_for("¿Cuánto alcanzaron")
    await ana.taps("Cumplimos la meta")
    await ana.waits_for("¿Qué oficio lo comprueba?")

    await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)

    await ana.waits_for(REPAIRED, after=0)
    await ana.waits_for("oficio SP/DSAV/114/2025")
    assert store.is_whole(SHA256)


async def test_a_stranger_repairs_nothing(town: Town, store: FileStore) -> None:
    flip_a_bit(store.path(SHA256))
    await finds(town, store)
    stranger = await town.stranger()

    await stranger.sends_file("oficio.pdf", PDF, "application/pdf")

    await stranger.waits_for("Este bot es para personal del municipio")
    assert not store.is_whole(SHA256)


@rots
async def test_verifying_an_acuse_tells_that_its_evidence_is_altered(
    town: Town, store: FileStore, ana: PersonClient, rot: Rot
) -> None:
    code = await town.office.do(lambda uow: _sends(town, uow))
    await ana.says(f"/verificar {code}")
    before = await ana.waits_for("es auténtico")
    rot(store.path(SHA256))

    await ana.says(f"/verificar {code}")

    message = await ana.waits_for("La evidencia de Componente 7 ya no está como se guardó")
    assert "no está como se guardó" not in before.text
    assert "es auténtico" in message.text
    assert SHA256 in await town.office.do(lambda uow: uow.file_checks.faults())


async def _sends(town: Town, uow: UnitOfWork) -> str:
    person = await uow.people.by_telegram_id(ANA)
    assert person is not None
    read = await uow.entregas.get("402", T3)
    moved = await make_move(uow, person, read, MadeMove(Move.SEND, "Faltan dos"), town.office.moment)
    return (await issue_acuse(uow, moved, AcuseKind.SENT, person, town.office.moment)).code
