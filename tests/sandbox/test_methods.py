"""The remaining methods, and the encodings of a call."""

import json

import httpx
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox
from tests.sandbox.helpers import ANA_ID, TOKEN, a_keyboard


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()

    assert (me.username, me.first_name, me.is_bot) == ("puntual_bot", "Puntual", True)


async def test_a_chat_is_the_person_in_it(bot: Bot, ana: PersonClient) -> None:
    chat = await bot.get_chat(ANA_ID)

    assert (chat.id, chat.type, chat.first_name) == (ANA_ID, "private", "Ana")


async def test_commands_are_kept_by_scope_and_the_narrowest_is_shown(bot: Bot, ana: PersonClient) -> None:
    await bot.set_my_commands([BotCommand("ayuda", "Ayuda")])
    await bot.set_my_commands([BotCommand("inicio", "Inicio")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("estado", "Estado")], scope=BotCommandScopeChat(ANA_ID))

    assert await ana.commands() == ["estado"]
    assert await bot.get_my_commands() == (BotCommand("ayuda", "Ayuda"),)
    await bot.delete_my_commands(scope=BotCommandScopeChat(ANA_ID))
    assert await ana.commands() == ["inicio"]


async def test_answers_to_taps_are_kept(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Sí"))
    await ana.taps("Sí")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None

    await update.callback_query.answer("Guardado.", show_alert=True)

    (answer,) = await client.answers(ANA_ID)
    assert (answer.message_id, answer.data, answer.text, answer.is_alert) == (
        sent.message_id,
        "Sí",
        "Guardado.",
        True,
    )
    assert await client.answers(504) == []


async def test_logging_out_and_closing_are_agreed_to(bot: Bot) -> None:
    assert await bot.log_out()
    assert await bot.close()


MESSAGE = {"chat_id": ANA_ID, "text": "hola"}
MARKUP = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}


@pytest.mark.parametrize("path", ["sendMessage", "sendmessage", "SENDMESSAGE"])
@pytest.mark.parametrize("how", ["query", "form", "multipart", "json"])
async def test_a_call_may_arrive_in_any_form(
    sandbox: Sandbox, ana: PersonClient, how: str, path: str
) -> None:
    text_fields = {"chat_id": str(ANA_ID), "text": "hola", "reply_markup": json.dumps(MARKUP)}
    url = f"{sandbox.url}/bot{TOKEN}/{path}"

    async with httpx.AsyncClient() as http:
        answer = await {
            "query": lambda: http.get(url, params=text_fields),
            "form": lambda: http.post(url, data=text_fields),
            "multipart": lambda: http.post(url, data=text_fields, files={"extra": b"x"}),
            "json": lambda: http.post(url, json=MESSAGE | {"reply_markup": MARKUP}),
        }[how]()

    assert answer.json()["result"]["reply_markup"] == MARKUP


async def test_a_download_of_nothing_is_not_found(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}/file/bot{TOKEN}/documents/none.pdf")

    assert answer.status_code == 404
