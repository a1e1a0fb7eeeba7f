"""A sent reminder is edited to its present gaps; an unsent one needs no edit."""

from datetime import date

import pytest

from bot.switchboard.renderer import Renderer
from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.kit.access import Grant, Role
from domain.kit.drafts import Choice, Chosen, Typed
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.people.welcome_messages import Help
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Reminder, ReminderChanged
from domain.reminders.rungs import RungItem
from tests.facts import AN_OFICIO, ANA, BETO, OAXACA, T3, Office, a_document, a_row, an_avance, local
from tests.read_back import set_due_date
from tests.usecases.deliveries import send_all
from tests.usecases.speakers import Speaker, a_speaker
from tests.workers.inside import INSIDE
from texts.kit.rendering import Edit
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator, take_answer
from usecases.kit.refresh_reminders import change_reminder, refresh_reminders
from usecases.kit.say import answer
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.reassign import begin_reassignment
from usecases.reminders.snooze import put_off
from usecases.review.move_entrega import MadeMove, make_move

THURSDAY = date(2025, 9, 25)


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Speaker:
    """Somebody who was reminded and has not answered yet; nothing has left."""
    assert ids
    speaker = await a_speaker(office, ANA)
    await plans(office)
    return speaker


async def plans(office: Office) -> None:
    await office.do(lambda uow: write_reminders(uow, office.moment))


async def refreshes(office: Office) -> None:
    await office.do(lambda uow: refresh_reminders(uow, "402", T3, office.moment))


async def edits(office: Office, chat_id: int = ANA) -> list[OutboxRow]:
    return [row for row in await office.rows(chat_id) if row.kind == "reminder_changed"]


async def worded(office: Office, chat_id: int = ANA) -> Edit | None:
    """Word the last edit as it would leave now."""
    renderer = Renderer(office.database, lambda: office.moment.now, OAXACA, works=INSIDE)
    rendered = await renderer((await edits(office, chat_id))[-1])
    assert rendered is None or isinstance(rendered, Edit)
    return rendered


async def captures(ana: Speaker, indicator_id: int) -> None:
    """Save an indicator on its goal, from the first tap to the last."""
    office = ana.office
    await ana.asks(open_indicator, IndicatorWanted(indicator_id, T3, met=True))
    for given in (Typed("Oficio SP/112/2025 del 24 de septiembre de 2025"), Chosen(Choice.SAVE)):
        now = office.moment
        await office.do(lambda uow, g=given, n=now: take_answer(uow, ana.person, g, n, said=""))  # type: ignore[misc]


async def test_one_that_has_not_left_is_not_edited(office: Office, ana: Speaker, ids: dict[str, int]) -> None:
    await captures(ana, ids["Componente 7"])

    assert await edits(office) == []


async def test_the_one_before_is_edited_while_the_last_one_waits(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)
    sent, *_ = await office.rows(ANA)
    office.moment = local(date(2025, 9, 29), 10)
    await plans(office)

    await captures(ana, ids["Componente 7"])

    assert [row.data["outbox_id"] for row in await edits(office)] == [sent.id]


async def test_the_one_before_is_edited_where_the_last_one_was_withdrawn(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)
    sent, *_ = await office.rows(ANA)
    office.moment = local(date(2025, 9, 29), 10)
    await plans(office)
    await office.do(lambda uow: uow.outbox.cancel("reminder:2025-09-29:1", "overtaken"))

    await captures(ana, ids["Componente 7"])

    assert [row.data["outbox_id"] for row in await edits(office)] == [sent.id]


async def test_what_is_saved_is_no_longer_asked_for(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)

    await captures(ana, ids["Componente 7"])

    edit = await worded(office)
    assert edit is not None
    assert edit.html is not None
    assert "Falta 1 indicador." in edit.html
    assert "Componente 7" not in edit.html
    labels = [button.label for row in edit.keyboard for button in row]
    assert labels[0] == "Actividad 7.1: cumplimos la meta (25 %)"


async def test_the_reminders_of_everybody_about_it_are_edited(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    beto = await a_speaker(office, BETO)
    office.moment = local(THURSDAY, 13)
    await plans(office)
    await send_all(office)

    await captures(ana, ids["Componente 7"])

    assert [len(await edits(office, chat)) for chat in (ANA, beto.person.chat_id)] == [1, 1]


async def test_edits_that_wait_are_one(office: Office, ana: Speaker, ids: dict[str, int]) -> None:
    await send_all(office)

    for indicator_id in ids.values():
        await office.save(indicator_id, an_avance(evidence=(AN_OFICIO,)))
        await refreshes(office)

    assert len(await edits(office)) == 1
    assert ana.id == 1


async def test_one_whose_answer_was_lost_gets_another_edit(office: Office, ana: Speaker) -> None:
    await send_all(office)
    await refreshes(office)
    await send_all(office)

    await refreshes(office)

    assert [row.state for row in await edits(office)] == [OutboxState.SENT, OutboxState.PENDING]
    assert ana.id == 1


async def test_once_all_is_saved_only_the_sending_is_asked_for(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)

    for indicator_id in ids.values():
        await captures(ana, indicator_id)

    edit = await worded(office)
    assert edit is not None
    assert "falta enviarlo" in (edit.html or "")
    assert edit.keyboard[0][0].label == "Enviar entrega"


async def test_once_it_is_sent_the_reminder_says_that_nothing_is_missing(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)
    for indicator_id in ids.values():
        await captures(ana, indicator_id)
    moment, opened = office.moment, Entrega("402", T3)

    await office.do(lambda uow: make_move(uow, ana.person, opened, MadeMove(Move.SEND), moment))

    edit = await worded(office)
    assert edit is not None
    assert (edit.html, edit.keyboard) == ("✓ Contestado: no falta nada de 402 en el 3T2025.", ())


async def test_what_is_not_ones_own_leaves_the_reminder(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)

    for indicator_id in ids.values():
        await ana.asks(begin_reassignment, indicator_id, T3)
        await ana.says("Lo mide la Dirección de Vinculación")

    edit = await worded(office)
    assert edit is not None
    assert edit.html == "✓ Contestado: no falta nada de 402 en el 3T2025."


async def test_what_was_tapped_is_said_and_the_buttons_are_gone(office: Office, ana: Speaker) -> None:
    await send_all(office)
    (reminder,) = [row for row in await office.rows(ANA) if row.kind == "reminder"]
    await ana.asks(put_off, None)

    await office.do(lambda uow: change_reminder(uow, reminder, office.moment, chosen="Posponer a mañana"))

    edit = await worded(office)
    assert edit is not None
    assert (edit.html or "").endswith("✓ Posponer a mañana")
    assert edit.keyboard == ()


async def test_a_reminder_that_was_put_off_is_still_edited(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await send_all(office)
    await ana.asks(put_off, local(date(2025, 9, 26), 9).local)
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))

    await refreshes(office)

    edit = await worded(office)
    assert edit is not None
    assert "Falta 1 indicador." in (edit.html or "")


async def test_after_the_next_rung_has_come_it_still_says_what_is_missing(
    office: Office, ana: Speaker
) -> None:
    await send_all(office)
    office.moment = local(date(2025, 9, 29), 8)

    await refreshes(office)

    edit = await worded(office)
    assert edit is not None
    assert "Faltan 2 indicadores." in (edit.html or "")
    assert "(1 día hábil)." in (edit.html or "")
    assert ana.id == 1


@pytest.mark.parametrize("muted", [False, True], ids=["owed", "not theirs"])
async def test_on_a_day_off_it_says_what_is_missing_as_well(
    office: Office, ana: Speaker, ids: dict[str, int], *, muted: bool
) -> None:
    await send_all(office)
    office.moment = local(date(2025, 9, 27), 12)
    if muted:
        for indicator_id in ids.values():
            await ana.asks(begin_reassignment, indicator_id, T3)
            await ana.says("Lo mide la Dirección de Vinculación")

    await refreshes(office)

    edit = await worded(office)
    assert edit is not None
    words = "✓ Contestado" if muted else "Faltan 2 indicadores."
    assert words in (edit.html or "")


async def test_who_is_no_enlace_any_more_only_loses_the_buttons(office: Office, ana: Speaker) -> None:
    await send_all(office)
    await office.do(lambda uow: uow.people.take(ana.id, ana.person.actor.grants[0]))

    await refreshes(office)

    edit = await worded(office)
    assert edit is not None
    assert (edit.html, edit.keyboard) == (None, ())


async def test_what_is_no_longer_asked_for_is_not_said_to_be_settled(office: Office, ana: Speaker) -> None:
    await send_all(office)
    await office.do(lambda uow: set_due_date(uow, T3, date(2025, 10, 3), "Oficio 1"))

    await refreshes(office)

    edit = await worded(office)
    assert edit is not None
    assert (edit.html, edit.keyboard) == (None, ())
    assert ana.id == 1


async def test_a_message_that_was_pruned_is_not_edited(office: Office, ana: Speaker) -> None:
    item = RungItem("402", "08", T3, Recipient.ENLACE, date(2025, 9, 30), 9)
    await office.do(lambda uow: uow.rungs.give(ana.id, [item], office.moment, outbox_id=999))

    await refreshes(office)

    assert await edits(office) == []


async def test_there_is_nothing_to_edit_where_no_reminder_was_sent(office: Office, ana: Speaker) -> None:
    row_id = await office.do(lambda uow: answer(uow, ANA, Help(()), office.moment))
    for outbox_id in (row_id or 0, 999):
        said = ReminderChanged(outbox_id)
        await office.do(lambda uow, s=said: answer(uow, ANA, s, office.moment))  # type: ignore[misc]

        assert await worded(office) is None
    assert ana.id == 1


async def test_a_titular_sees_the_line_change_as_well(office: Office, ids: dict[str, int]) -> None:
    office.moment = local(date(2025, 9, 29), 12)
    titular = await a_speaker(office, BETO, Role.TITULAR)
    await a_speaker(office, ANA)
    await plans(office)
    await send_all(office)
    assert [said for said in await office.said(BETO) if isinstance(said, Reminder)]
    sent = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=office.moment.now))

    await refreshes(office)

    edit = await worded(office, titular.person.chat_id)
    assert edit is not None
    assert edit.html == "✓ Contestado: no falta nada de 402 en el 3T2025."
    assert ids


@pytest.mark.parametrize("role", [Role.ENLACE, Role.TITULAR], ids=["suplente", "titular"])
async def test_who_was_told_for_want_of_an_answer_is_told_that_there_is_one(
    office: Office, ids: dict[str, int], role: Role
) -> None:
    office.moment = local(date(2025, 9, 29), 12)
    ana, other = await a_speaker(office, ANA), await a_speaker(office, BETO, role)
    if role is Role.ENLACE:
        await office.do(lambda uow: uow.people.give(other.id, Grant(role, "402", is_suplente=True)))
    await plans(office)
    await send_all(office)

    await captures(ana, ids["Componente 7"])

    edit = await worded(office, BETO)
    assert edit is not None
    assert edit.html == "✓ Ya hay respuesta de 402 sobre el 3T2025. Para ver lo que falta: /pendientes 3T2025"
