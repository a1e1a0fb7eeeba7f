"""Documents are sent as files, made in the order of their requests."""

import pytest

from bot.switchboard.renderer import Renderer
from domain.delivery.outcomes import OutboxRow
from domain.evidence.acuses import AcuseKind
from domain.kit.entregas import Move
from domain.papers.template_messages import TemplateIssued
from storage.engine import Database
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import ANA, OAXACA, T3, Office, a_document
from tests.workers.inside import INSIDE, content_of
from texts.kit.rendering import Attachment, Message
from usecases.evidence.issue_acuse import issue_acuse
from usecases.kit.say import answer
from usecases.review.move_entrega import MadeMove, make_move


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


async def test_an_acuse_leaves_as_a_pdf(office: Office) -> None:
    await office.register(a_document())
    ana = await office.lets_in(ANA)
    await office.do(lambda uow: _sends(uow, ana, office))

    document = await _document(office, "acuse_issued")

    assert document.filename == "acuse-A-402-3T2025-0001.pdf"
    assert content_of(document).startswith(b"%PDF")


async def test_a_workbook_leaves_as_xlsx(office: Office) -> None:
    await office.register(a_document())
    await office.do(lambda uow: answer(uow, ANA, TemplateIssued("402", T3), office.moment))

    document = await _document(office, "template_issued")

    assert document.filename == "informe-402-3T2025.xlsx"
    assert content_of(document).startswith(b"PK")


async def _sends(uow: UnitOfWork, person: Person, office: Office) -> None:
    read = await uow.entregas.get("402", T3)
    moved = await make_move(uow, person, read, MadeMove(Move.SEND, "Falta el oficio"), office.moment)
    await issue_acuse(uow, moved, AcuseKind.SENT, person, office.moment)


async def _document(office: Office, kind: str) -> Attachment:
    row: OutboxRow = next(row for row in await office.rows(ANA) if row.kind == kind)
    rendered = await Renderer(office.database, lambda: office.moment.now, OAXACA, works=INSIDE)(row)
    assert isinstance(rendered, Message)
    assert rendered.attachment is not None
    return rendered.attachment
