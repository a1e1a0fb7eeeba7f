"""A quarter that writes rows in every table, for tests of backup and restore."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from pathlib import Path

from bot.capture.attachments import StoredFile
from domain.delivery.pacing import Room
from domain.evidence.proof_files import FileState
from domain.kit.natural_units import Variable
from domain.kit.rules import Rules
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database
from storage.files import FileStore
from storage.pending_templates import PendingTemplate
from storage.uow import UnitOfWork
from tests.deliveries import LEASE, UNPACED, a_message
from tests.documents.letters import a_pdf
from tests.e2e.reception import Reception, a_file
from tests.facts import T3, Office, a_document, a_flag, a_row, join, register
from tests.stories.desk import ANA, IRIS, OFICIO, TITA, Desk, a_desk

DARIO = 1006
"""The enlace of 504, which is let in again after the closing."""
MONTHLY = 4
"""The Actividad 1.1 of 504, the last indicator that is registered."""
LETTER = a_pdf("Oficio SP/113/2025 de fecha 25 de septiembre de 2025")

IMPLAN_SETS = (
    ("/inhabiles", "[Agregar inhábil]", "12 de diciembre de 2025", "Virgen de Guadalupe"),
    ("Acuerdo de Cabildo 15/2025", "[Agregar]"),
    ("cambiar escalera", "enlace", "del trimestre", "todos los programas", "-5 -1 0", "sí"),
    ("guardar la escalera",),
    ("cambiar una fecha", "402", "límite", "1 de octubre", "Circular 4/2025", "cambiar la fecha"),
    ("/metas 402", "[Reprogramar 402]", "[Componente 7]", "20 30 25 25", "IMP/012/2025 3 jul 2025"),
    ("El Cabildo aprobó el ajuste.",),
    ("/invitar", "Enlace", "402", "Ana Ruiz", "[Enlace principal]"),
    ("/atencion", "402", "Persona 1001", "Dudas sobre el oficio"),
    ("/recordar 402",),
)
ANA_WORKS = (
    ("/horario 10:00 a 17:00", "[Posponer a las 16:00]"),
    ("/prorroga", "[3 días hábiles (lun 6 oct)]", "La carpeta llega el jueves", "SP/15/2025 del 30 sep 2025"),
    ("/capturar 7.1", "no me corresponde", "Lo mide la Dirección de Vinculación"),
    ("/capturar 7.1", "25", OFICIO, "[Guardar]", "[Escribir la narrativa]"),
    ("Se dieron 33 talleres de lectura en el centro y en las agencias",),
    ("Talleres\nCentro: 12\nAgencias: 21", "no hay más tablas", "[Barras]", "[Guardar]"),
    ("/informe 402 3T2025 pdf", "/capturar 7", "25"),
)
ANA_SENDS = ("[Guardar]", "/enviar", "[Enviar así]", "La narrativa llega el viernes")
IS_REVIEWED = (
    (ANA, ("SP/113/2025 25 sep 2025", *ANA_SENDS)),
    (TITA, ("[Devolver]", "[Componente 7]", "El oficio es de agosto", "[Devolver ya]")),
    (ANA, ("/capturar 7", *ANA_SENDS)),
    (ANA, ("pedir corrección 7", "26", "El oficio definitivo dice veintiséis")),
    (IRIS, ("[Conceder]",)),
    (TITA, ("/entrega", "[Vo. Bo.]")),
    (IRIS, ("[Aceptar]",)),
)
IS_CLOSED = (
    ("/cerrar 3T2025", "[Cerrar el trimestre]"),
    ("/reabrir 504 3T2025", "Llegó el dictamen que faltaba", "[1 día hábil (mié 1 oct)]"),
    ("/invitar",),
)


async def a_lived_city(database: Database, files: Path) -> Desk:
    """Play the last day of a quarter of two UR, in an empty database."""
    desk = await a_desk(database, files)
    await desk.office.do(_found)
    await _goes(desk, IRIS, IMPLAN_SETS)
    await desk.reminders()
    await _goes(desk, ANA, ANA_WORKS)
    sha256 = FileStore(files).put(LETTER)
    letter = StoredFile(sha256, len(LETTER), "application/pdf", "oficio.pdf")
    await desk.reception.hears(a_file(ANA), taken=letter)
    for user, words in IS_REVIEWED:
        await _goes(desk, user, [words])
    now = desk.office.moment.now
    ticks = Ticks(
        database, now=lambda: now, zone=desk.office.moment.zone, hours=NoticeHours(time(9), time(8, 30))
    )
    await ticks.summary()
    await _goes(desk, IRIS, IS_CLOSED)
    await desk.office.do(lambda uow: _runs_a_while(uow, desk))
    return desk


async def enters(database: Database, files: Path, lived: Desk) -> Desk:
    """Continue in another database with the restored rows."""
    desk = Desk(Reception(Office(database, lived.office.moment), FileStore(files)))
    desk.read = len(await desk.office.rows())
    return desk


async def _found(uow: UnitOfWork) -> None:
    await uow.rules.save(1, Rules(asks_narrative=True))
    rows = (a_row("Componente 1"), a_row("Actividad 1.1", flags=(a_flag(),), frequency="Mensual"))
    ids = await register(uow, a_document(*rows, unit="504", unit_name="Cultura", programme="4"))
    await uow.variables.save(ids["Actividad 1.1"], Variable("reuniones", Decimal(1440), "120 reuniones × 12"))
    await join(uow, DARIO, unit_code="504")


async def _runs_a_while(uow: UnitOfWork, desk: Desk) -> None:
    """Leave rows of a running bot: an update, a lease, a slot, a claim, a file at Telegram."""
    now = desk.office.moment.now
    dario = await uow.people.by_telegram_id(DARIO)
    assert dario is not None
    await uow.inbox.add(7, DARIO, "{}", now)
    await uow.leases.take("poll", "process 1", now, LEASE)
    await uow.outbox.add(a_message(DARIO), now)
    await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=UNPACED, room=Room())
    await uow.sent_files.remember("ab" * 32, "BQAC", 7, now)
    await uow.file_checks.note({"ab" * 32: FileState.OK}, now)
    await uow.readings.begin("cd" * 32, now, most=2, since=now)
    workbook = PendingTemplate("504", T3, "cd" * 32, {"lines": [{"text": "Ñandú"}]})
    await uow.pending_templates.put(dario.actor.person_id, workbook, token="1", at=now)
    await uow.months.save(MONTHLY, {7: Decimal("8.25")}, at=now, by="person:6")


async def _goes(desk: Desk, user: int, conversations: Iterable[Iterable[str]]) -> None:
    """Type the words, and tap those in brackets."""
    for words in conversations:
        for each in words:
            await (desk.taps(user, each[1:-1]) if each.startswith("[") else desk.says(user, each))
