"""Acuses and pending workbooks are stored unchanged, on both databases."""

import pytest
from sqlalchemy.exc import IntegrityError

from domain.kit.entregas import Entrega, EntregaState
from domain.kit.periods import Period
from storage.acuses import StoredAcuse
from storage.engine import Database
from storage.pending_templates import PendingTemplate
from storage.uow import UnitOfWork
from tests.facts import ANA, NOW, T2, T3, Office, a_document

FACTS = {"folio": "A-402-3T2025-0001", "unit": "Niños «y» jóvenes", "values": ["25", None]}
PENDING = PendingTemplate("402", T3, "ab" * 32, {"lines": [{"text": "Ñandú"}], "versions": {"7": 1}})


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_document())
    return office


def an_acuse(entrega_id: int, number: int = 1) -> StoredAcuse:
    return StoredAcuse(
        code=f"{number:010}",
        folio=f"A-402-3T2025-{number:04}",
        entrega_id=entrega_id,
        kind="sent",
        round=number,
        issued_at=NOW.now,
        facts=FACTS,
        sha256="cd" * 32,
    )


async def _entrega(uow: UnitOfWork, period: Period = T3) -> int:
    sent = Entrega("402", period, EntregaState.SENT, 1, 1, sent_at=NOW.now, sent_by=None, since_at=NOW.now)
    saved = await uow.entregas.save(sent, read=0, at=NOW.now)
    assert saved.id is not None
    return saved.id


async def test_an_acuse_comes_back_as_it_was_issued(office: Office) -> None:
    entrega_id = await office.do(_entrega)
    first, second = an_acuse(entrega_id), an_acuse(entrega_id, 2)
    for each in (first, second):
        await office.do(lambda uow, each=each: uow.acuses.add(each))  # type: ignore[misc]

    assert await office.do(lambda uow: uow.acuses.get(first.code)) == first
    assert await office.do(lambda uow: uow.acuses.get("9" * 10)) is None
    assert await office.do(lambda uow: uow.acuses.count(entrega_id)) == 2
    assert await office.do(lambda uow: uow.acuses.latest(entrega_id)) == second
    assert await office.do(lambda uow: uow.acuses.latest(entrega_id + 1)) is None


async def test_a_folio_is_given_once(office: Office) -> None:
    entrega_id = await office.do(_entrega)
    other = await office.do(lambda uow: _entrega(uow, T2))
    issued = an_acuse(entrega_id)
    await office.do(lambda uow: uow.acuses.add(issued))

    with pytest.raises(IntegrityError):
        await office.do(
            lambda uow: uow.acuses.add(StoredAcuse(**{**vars(issued), "code": "1" * 10, "entrega_id": other}))
        )


async def test_a_pending_workbook_takes_the_place_of_the_one_before(office: Office) -> None:
    ana = (await office.lets_in(ANA)).actor.person_id
    later = PendingTemplate("402", T2, "cd" * 32, {"lines": []})
    for each in (PENDING, later):
        await office.do(lambda uow, each=each: uow.pending_templates.put(ana, each, token="1", at=NOW.now))  # type: ignore[misc]

        assert await office.do(lambda uow: uow.pending_templates.get(ana)) == each

    await office.do(lambda uow: uow.pending_templates.remove(ana))
    assert await office.do(lambda uow: uow.pending_templates.get(ana)) is None
