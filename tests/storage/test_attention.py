"""The register of attention on both databases: questions are answered once, and found by time."""

from datetime import timedelta

import pytest

from domain.people.attention import Attention, AttentionKind
from storage.engine import Database
from tests.facts import NOW, Office

ASKED = Attention(NOW.now, AttentionKind.QUESTION, "402", "Enlace 402", "¿Qué oficio uso?")
LATER = NOW.now + timedelta(hours=2)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def test_a_question_is_answered_once(office: Office) -> None:
    asked = await office.do(lambda uow: uow.attention.add(ASKED))

    first = await office.do(lambda uow: uow.attention.answer(asked, "El 112.", by="IMPLAN", at=LATER))
    second = await office.do(lambda uow: uow.attention.answer(asked, "Otro.", by="Otra", at=LATER))

    kept = await office.do(lambda uow: uow.attention.get(asked))
    assert (first, second) == (True, False)
    assert kept is not None
    assert (kept.answer, kept.answered_by, kept.answered_at) == ("El 112.", "IMPLAN", LATER)


async def test_what_is_not_there_is_none(office: Office) -> None:
    assert await office.do(lambda uow: uow.attention.get(9)) is None
    assert not await office.do(lambda uow: uow.attention.answer(9, "x", by="IMPLAN", at=LATER))


async def test_the_end_of_a_span_does_not_belong_to_it(office: Office) -> None:
    first = await office.do(lambda uow: uow.attention.add(ASKED))
    await office.do(lambda uow: uow.attention.add(Attention(LATER, AttentionKind.CALL, "", "Ana", "Dudas")))

    found = await office.do(lambda uow: uow.attention.between(NOW.now, LATER))

    assert [each.id for each in found] == [first]
