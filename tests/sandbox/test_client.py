"""The simulated person: taps, waits and clear errors."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.chat import NoSuchButton
from sandbox.client import NothingArrived, PersonClient, SandboxClient, SandboxError
from tests.sandbox.helpers import ANA_ID, a_keyboard


async def test_the_newest_message_with_the_button_is_tapped(bot: Bot, ana: PersonClient) -> None:
    await bot.send_message(ANA_ID, "uno", reply_markup=a_keyboard("Guardar"))
    newest = await bot.send_message(ANA_ID, "dos", reply_markup=a_keyboard("Guardar"))
    await bot.send_message(ANA_ID, "tres", reply_markup=a_keyboard("Corregir"))

    await ana.taps("Guardar")

    assert await _tapped(bot) == (newest.message_id, "Guardar")


async def test_the_whole_label_wins_over_its_beginning(bot: Bot, ana: PersonClient) -> None:
    await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("25 % de nuevo", "25 %"))

    await ana.taps("25 %")

    assert (await _tapped(bot))[1] == "25 %"


async def test_the_beginning_of_a_label_is_enough(bot: Bot, ana: PersonClient) -> None:
    await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Componente 7: otro valor"))

    await ana.taps("Componente 7")

    assert (await _tapped(bot))[1] == "Componente 7: otro valor"


async def test_a_missing_button_is_answered_with_those_in_sight(bot: Bot, ana: PersonClient) -> None:
    await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Guardar", "Corregir"))

    with pytest.raises(NoSuchButton, match=r"«Enviar».*«Guardar» \(1\), «Corregir» \(1\)"):
        await ana.taps("Enviar")


async def test_a_chat_without_buttons_says_so(ana: PersonClient) -> None:
    with pytest.raises(NoSuchButton, match="ninguno"):
        await ana.taps("Enviar")


async def test_a_link_is_not_tapped(bot: Bot, ana: PersonClient) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Ver", url="https://x.mx")]])
    await bot.send_message(ANA_ID, "¿?", reply_markup=link)

    with pytest.raises(NoSuchButton):
        await ana.taps("Ver")


async def test_a_button_that_is_gone_can_still_be_tapped_by_data(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Guardar"))
    data = (await ana.messages())[0].data_of("Guardar")
    await bot.edit_message_reply_markup(ANA_ID, sent.message_id)

    await ana.taps_data(sent.message_id, data)

    assert await _tapped(bot) == (sent.message_id, "Guardar")


async def test_waiting_returns_what_arrives_later(bot: Bot, ana: PersonClient) -> None:
    await ana.says("hola")
    waiting = asyncio.create_task(ana.waits_for("Buenos días"))
    await asyncio.sleep(0.01)

    await bot.send_message(ANA_ID, "Un momento.")
    await bot.send_message(ANA_ID, "Buenos días, Ana.")

    assert (await waiting).text == "Buenos días, Ana."


async def test_waiting_returns_what_has_arrived_since_the_last_deed(bot: Bot, ana: PersonClient) -> None:
    await ana.says("hola")
    await bot.send_message(ANA_ID, "Buenos días.")

    assert (await ana.waits_for("Buenos")).from_bot


async def test_waiting_overlooks_what_came_before_the_last_deed(bot: Bot, ana: PersonClient) -> None:
    await bot.send_message(ANA_ID, "Buenos días.")
    await ana.says("hola")

    with pytest.raises(NothingArrived, match="Ana no recibió «Buenos»; llegó:\nnada"):
        await ana.waits_for("Buenos", timeout=0.01)

    assert await ana.waits_for("Buenos", after=0)


async def test_waiting_notices_an_edit(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿Guardar?")
    await ana.says("sí")
    await bot.edit_message_text("Guardado.", ANA_ID, sent.message_id)

    found = await ana.waits_for(lambda message: message.is_edited)

    assert found.message_id == sent.message_id


async def test_waiting_in_vain_lists_what_did_arrive(bot: Bot, ana: PersonClient) -> None:
    await ana.says("hola")
    await bot.send_message(ANA_ID, "Otra cosa.")

    with pytest.raises(NothingArrived, match=r"- Otra cosa\."):
        await ana.waits_for("Buenos", timeout=0.01)


async def test_the_messages_of_others_do_not_end_a_wait(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.person(504, "Jorge", has_started=True)
    waiting = asyncio.create_task(ana.waits_for(lambda _: True, timeout=0.05))
    await asyncio.sleep(0.01)

    await bot.send_message(504, "para Jorge")

    with pytest.raises(NothingArrived):
        await waiting


async def test_silence_is_checked(bot: Bot, ana: PersonClient) -> None:
    await ana.says("hola")
    await ana.stays_silent(0.01)

    await bot.send_message(ANA_ID, "Buenos días.")

    with pytest.raises(AssertionError, match="Ana recibió: Buenos días"):
        await ana.stays_silent(0.01)


async def test_messages_since_a_number_are_the_new_and_the_changed(bot: Bot, ana: PersonClient) -> None:
    first = await bot.send_message(ANA_ID, "uno")
    await bot.send_message(ANA_ID, "dos")
    seen = (await ana.messages())[-1].seq

    await bot.edit_message_text("uno bis", ANA_ID, first.message_id)
    await bot.send_message(ANA_ID, "tres")

    assert [message.text for message in await ana.messages(after=seen)] == ["uno bis", "tres"]


async def test_deeds_on_what_does_not_exist_are_explained(bot: Bot, ana: PersonClient) -> None:
    theirs = await bot.send_message(ANA_ID, "hola")

    with pytest.raises(SandboxError, match="no hay un mensaje 99"):
        await ana.edits(99, "x")
    with pytest.raises(SandboxError, match="solo se editan los mensajes propios"):
        await ana.edits(theirs.message_id, "x")
    with pytest.raises(SandboxError, match="no hay un mensaje 99"):
        await ana.taps_data(99, "x")
    with pytest.raises(SandboxError, match="El mensaje está vacío"):
        await ana.says("  ")


async def _tapped(bot: Bot) -> tuple[int, str | None]:
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.message is not None
    return query.message.message_id, query.data
