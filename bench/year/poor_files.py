"""Faults: unreadable files sent as evidence by enlaces, and by IMPLAN."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from random import Random

from bench.year.town import Town
from sandbox import deeds
from tests.chaos.readers import IRIS, Reader

PATIENCE = 60.0
NAMES = {
    "oficio.pdf": "application/pdf",
    "informe.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "inhabiles.ics": "text/calendar",
    "evidencias.zip": "application/zip",
}
BEGINNINGS = {"oficio.pdf": b"%PDF-1.7\n", "informe.xlsx": b"PK\x03\x04", "evidencias.zip": b"PK\x03\x04"}


@asynccontextmanager
async def poor_files(town: Town, dice: Random) -> AsyncIterator[None]:
    """Truncate the PDFs of enlaces, and send noise after the magic bytes of each kind of file."""
    sender = _at_the_implan(town)
    for person in town.people:
        person.sends_poor_files = True
    for name, kind in NAMES.items():
        since = town.world.next_message_id()
        file = town.world.files.add("document", _content(name, dice), name, kind)
        deeds.sends_file(town.world, IRIS, file)
        sender.deeds += 1
        await town.world.bells.of(IRIS).wait_until(partial(_has_answer, town, since), PATIENCE)
    yield
    for person in town.people:
        person.sends_poor_files = False


def _content(name: str, dice: Random) -> bytes:
    return BEGINNINGS.get(name, b"") + dice.randbytes(dice.randrange(1, 50_000))


def _at_the_implan(town: Town) -> Reader:
    """Return the reader who sends IMPLAN's messages."""
    if not town.city.readers:
        town.city.readers.append(Reader(town.world, []))
    return town.city.readers[0]


def _has_answer(town: Town, since: int) -> bool:
    heard = (each for each in town.world.messages.values() if each.chat_id == IRIS and each.is_from_bot)
    return any(each.message_id > since for each in heard)
