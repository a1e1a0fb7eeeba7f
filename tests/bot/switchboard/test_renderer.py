"""Rendering outbox rows: present facts, and questions with their answers."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.switchboard.renderer import Renderer
from domain.capture.messages import Answered
from domain.delivery.outcomes import Delivered, NewMessage, NotNow, OutboxRow, OutboxState
from domain.evidence.messages import Amended
from domain.kit.access import Role
from domain.kit.drafts import Step
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.said import Said
from domain.papers.kinds import PaperKind, PaperOrder
from domain.papers.messages import PaperFile
from domain.people.welcome_messages import Help
from domain.reminders.hours import WorkingHours
from domain.reminders.messages import Reminder
from domain.summary.messages import Summary
from storage.engine import Database
from storage.paper_files import PaperStore
from storage.queues.pace import outbox
from tests.clocks import ManualClock
from tests.deliveries import UNPACED, Desk
from tests.facts import AN_OFICIO, ANA, NOW, OAXACA, T3, Office, a_document, an_avance, local
from tests.messages import a_question
from tests.workers.inside import INSIDE
from texts.kit.rendering import Edit, Message
from usecases.kit.outgoing import encode
from usecases.kit.say import announce, answer, close_question
from usecases.papers.order_paper import cancel_paper, order_paper
from usecases.switchboard.messages import NotUnderstood

CHAT = ANA


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.fixture
def renderer(memory_database: Database) -> Renderer:
    return Renderer(memory_database, lambda: NOW.now, OAXACA, works=INSIDE)


async def test_a_reminder_is_worded_with_the_facts_of_the_moment(office: Office, renderer: Renderer) -> None:
    await office.register(a_document())
    person = await office.lets_in()
    row = await _announced(office, Reminder(person.actor.person_id, T3, -3))

    rendered = await renderer(row)

    assert isinstance(rendered, Message)
    assert (
        'Falta 1 indicador. Límite: <tg-time unix="1759298399">mar 30 sep</tg-time> (3 días' in rendered.html
    )


async def test_a_reminder_is_not_for_the_evening(office: Office) -> None:
    await office.register(a_document())
    person = await office.lets_in()
    row = await _announced(office, Reminder(person.actor.person_id, T3, -3))
    at_six, at_five = (time(hour) for hour in (18, 17))
    evening = local(NOW.today, 17)

    late = Renderer(
        office.database, lambda: evening.now, OAXACA, WorkingHours.between(end=at_five), works=INSIDE
    )
    in_time = Renderer(
        office.database, lambda: evening.now, OAXACA, WorkingHours.between(end=at_six), works=INSIDE
    )

    assert await late(row) == NotNow(local(date(2025, 9, 26), 9).now)
    assert isinstance(await in_time(row), Message)


async def test_a_reminder_of_what_was_handed_in_meanwhile_is_not_sent(
    office: Office, renderer: Renderer
) -> None:
    ids = await office.register(a_document())
    person = await office.lets_in()
    row = await _announced(office, Reminder(person.actor.person_id, T3, -3))
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))
    sent = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=NOW.now))

    assert await renderer(row) is None


async def test_the_summary_is_counted_when_it_is_sent(office: Office, renderer: Renderer) -> None:
    await office.register(a_document())
    await office.lets_in(ANA, Role.IMPLAN, None)
    row = await _announced(office, Summary(date(2025, 9, 25)))

    rendered = await renderer(row)

    assert isinstance(rendered, Message)
    assert "1 sin iniciar (1 UR)" in rendered.html


async def test_an_answered_question_repeats_itself_with_the_answer_escaped(
    office: Office, renderer: Renderer, memory_database: Database
) -> None:
    asked = await _sent(memory_database, await _answered(office, a_question()))
    row = await _answered(office, Answered(asked.id, "un <b>valor</b> & más " * 9))

    rendered = await renderer(row)

    assert isinstance(rendered, Edit)
    assert rendered.message_id == asked.message_id
    assert rendered.keyboard == ()
    assert rendered.html is not None
    assert rendered.html.startswith("<b>Componente 7</b> · 402")
    assert "\n\n✓ un &lt;b&gt;valor&lt;/b&gt; &amp; más" in rendered.html
    assert rendered.html.endswith("…")


@pytest.mark.parametrize("said", ["25", ""], ids=["answered", "left"])
async def test_an_edit_that_brings_its_question_along_is_worded_without_a_look_at_the_database(
    office: Office, renderer: Renderer, said: str
) -> None:
    asked = await _sent(office.database, await _answered(office, a_question()))
    row = await _answered(office, Answered(asked.id, said))
    nowhere = Renderer(Database("sqlite://"), lambda: NOW.now, OAXACA, works=INSIDE)

    rendered = await nowhere(replace(row, about=asked))

    assert isinstance(rendered, Edit)
    assert rendered == await renderer(row)


async def test_an_edit_of_what_is_looked_up_is_looked_up(office: Office, renderer: Renderer) -> None:
    asked = await _sent(office.database, await _announced(office, Reminder(99, T3, -3)))
    row = await _answered(office, Answered(asked.id, "Capturar"))

    assert await renderer(replace(row, about=asked)) == Edit(asked.message_id or 0)


async def test_a_question_that_says_more_now_keeps_its_buttons(office: Office, renderer: Renderer) -> None:
    asked = await _sent(office.database, await _answered(office, a_question(Step.REVIEW, "25")))
    more = a_question(Step.REVIEW, "25", evidence=(AN_OFICIO,))
    assert not await office.do(lambda uow: uow.outbox.reword(asked.id, encode(more)))

    edit = await renderer(await _answered(office, Amended(asked.id)))

    assert isinstance(edit, Edit)
    assert edit.message_id == asked.message_id
    assert edit.html is not None
    assert "Oficio SP/112/2025".lower() in edit.html.lower()
    assert [button.label for row in edit.keyboard for button in row] == ["Guardar", "Corregir", "Cancelar"]


async def test_a_question_that_was_answered_meanwhile_is_not_asked_again(
    office: Office, renderer: Renderer
) -> None:
    asked = await _sent(office.database, await _answered(office, a_question(Step.REVIEW, "25")))
    amended = await _answered(office, Amended(asked.id))
    await office.do(lambda uow: close_question(uow, CHAT, asked.id, "Guardado", NOW))

    assert await renderer(amended) is None


async def test_there_is_nothing_to_amend_where_no_message_was_sent(
    office: Office, renderer: Renderer
) -> None:
    asked = await _answered(office, a_question(Step.REVIEW, "25"))

    assert await renderer(await _answered(office, Amended(asked.id))) is None
    assert await renderer(await _answered(office, Amended(999))) is None


async def test_a_question_that_was_not_answered_only_loses_its_buttons(
    office: Office, renderer: Renderer, memory_database: Database
) -> None:
    asked = await _sent(memory_database, await _answered(office, a_question()))
    row = await _answered(office, Answered(asked.id, ""))

    assert await renderer(row) == Edit(asked.message_id or 0)


async def test_a_reminder_whose_facts_are_gone_only_loses_its_buttons(
    office: Office, renderer: Renderer, memory_database: Database
) -> None:
    asked = await _sent(memory_database, await _announced(office, Reminder(99, T3, -3)))
    row = await _answered(office, Answered(asked.id, "Capturar"))

    assert await renderer(row) == Edit(asked.message_id or 0)


@pytest.mark.parametrize("exists", [True, False], ids=["not sent yet", "not there"])
async def test_there_is_nothing_to_edit_where_no_message_was_sent(
    office: Office, renderer: Renderer, exists: bool
) -> None:
    asked = await _answered(office, Help(()))
    row = await _answered(office, Answered(asked.id if exists else 999, "25"))

    assert await renderer(row) is None


async def _answered(office: Office, said: Said) -> OutboxRow:
    await office.do(lambda uow: answer(uow, CHAT, said, NOW))
    return (await office.rows())[-1]


async def _announced(office: Office, said: Said) -> OutboxRow:
    await office.do(lambda uow: announce(uow, CHAT, said, NOW, key="once", person_id=1))
    return (await office.rows())[-1]


async def _sent(database: Database, row: OutboxRow) -> OutboxRow:
    desk = Desk(database, ManualClock(NOW.now), UNPACED)
    await desk.send(Delivered(700 + row.id))
    return await desk.row(row.id)


async def test_a_document_is_sent_with_its_kept_content_to_who_may_still_have_it(
    office: Office, memory_database: Database, tmp_path: Path
) -> None:
    await office.register(a_document())
    person = await office.lets_in()
    store = PaperStore(tmp_path)
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
    order_id = await office.do(
        lambda uow: uow.papers.add(person.actor.person_id, person.chat_id, order, NOW.now)
    )
    row = await _announced(office, PaperFile(order_id, "informe.pdf", store.put(b"%PDF")))
    renderer = Renderer(memory_database, lambda: NOW.now, OAXACA, papers=store, works=INSIDE)

    rendered = await renderer(row)

    assert isinstance(rendered, Message)
    assert rendered.attachment is not None
    assert (rendered.attachment.filename, rendered.attachment.content) == ("informe.pdf", b"%PDF")
    await office.do(lambda uow: uow.people.revoke(person.actor.person_id, NOW.now))
    assert await renderer(row) is None


async def test_a_document_that_was_deleted_is_not_sent_empty(
    office: Office, memory_database: Database, tmp_path: Path
) -> None:
    person = await office.lets_in()
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
    order_id = await office.do(
        lambda uow: uow.papers.add(person.actor.person_id, person.chat_id, order, NOW.now)
    )
    row = await _announced(office, PaperFile(order_id, "informe.pdf", "ab" * 32))

    for papers in (PaperStore(tmp_path), None):
        assert (
            await Renderer(memory_database, lambda: NOW.now, OAXACA, papers=papers, works=INSIDE)(row) is None
        )


async def test_an_edit_of_an_order_says_how_far_it_is_now(office: Office, renderer: Renderer) -> None:
    await office.register(a_document())
    person = await office.lets_in()
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
    await office.do(lambda uow: order_paper(uow, person, order, NOW))
    (row,) = await office.rows()
    await office.do(lambda uow: uow.session.execute(outbox.update().values(message_id=77)))

    await office.do(lambda uow: cancel_paper(uow, person, 1, NOW))
    *_, edit = await office.rows()
    rendered = await renderer(edit)

    assert rendered == Edit(
        77, "<b>Informe Trimestral · 402 · 3T2025 · PDF</b>\nCancelado. No se envió nada."
    )
    assert row.kind == "paper_progress"


@pytest.mark.parametrize(
    ("kind", "data"),
    [("horoscope", {"sign": "aries"}), ("refused", {"problem": "of_tomorrow", "said": "25"})],
    ids=["kind", "value"],
)
async def test_what_a_later_version_stored_is_put_back_for_a_day_and_holds_up_nobody(
    office: Office, kind: str, data: dict[str, str]
) -> None:
    clock = ManualClock(NOW.now)
    desk = Desk(office.database, clock)
    renderer = Renderer(office.database, clock, OAXACA, works=INSIDE)
    await desk.add(NewMessage(CHAT, kind, data))
    await desk.add(NewMessage(CHAT, "cancelled", {"level": "Componente 7"}))
    claim = await desk.claim()

    put_back = await renderer(claim.row)

    assert put_back == NotNow(NOW.now + timedelta(seconds=30))
    await desk.finish(claim, put_back)
    row = await desk.row(claim.row.id)
    assert (row.state, row.attempts, row.unrendered) == (OutboxState.PENDING, 0, 0)
    assert (await desk.claim()).row.kind == "cancelled"
    clock.advance(days=1, seconds=1)
    with pytest.raises(NotUnderstood):
        await renderer(row)
