"""What Telegram refuses, in its own words."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import ANA_ID, TOKEN, a_keyboard, bot_of

Call = Callable[[Bot], Awaitable[object]]
NOBODY = 999


def _keyboard(**button: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", **button)]])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        pytest.param(lambda bot: bot.send_message(ANA_ID, ""), "Message text is empty", id="empty"),
        pytest.param(lambda bot: bot.send_message(ANA_ID, " \n "), "Message text is empty", id="blank"),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "<b></b>", "HTML"), "Message text is empty", id="only markup"
        ),
        pytest.param(lambda bot: bot.send_message(ANA_ID, "x" * 4097), "Message is too long", id="too long"),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "🟢" * 2049), "Message is too long", id="UTF-16 units count"
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "<p>x</p>", "HTML"),
            'Can\'t parse entities: unsupported start tag "p" at byte offset 0',
            id="unknown tag",
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "*x*", "MarkdownV2"), "Unsupported parse_mode", id="markdown"
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "x", reply_markup=_keyboard(callback_data="á" * 33)),
            "Button_data_invalid",
            id="data of 66 bytes",
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "x", reply_markup=_keyboard(callback_data="")),
            "Button_data_invalid",
            id="empty data",
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "x", reply_markup=_keyboard()),
            "Text buttons are unallowed",
            id="button that does nothing",
        ),
        pytest.param(
            lambda bot: bot.send_message(
                ANA_ID, "x", reply_markup=_keyboard(callback_data="x", style="pink")
            ),
            "invalid button style",
            id="unknown style",
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "x", reply_markup=a_keyboard(*map(str, range(101)))),
            "Reply markup is too long",
            id="101 buttons",
        ),
        pytest.param(
            lambda bot: bot.send_message(ANA_ID, "x", reply_parameters=ReplyParameters(99)),
            "Message to be replied not found",
            id="reply to nothing",
        ),
        pytest.param(lambda bot: bot.send_message(NOBODY, "x"), "Chat not found", id="unknown chat"),
        pytest.param(lambda bot: bot.send_message("@canal", "x"), "Chat not found", id="channel"),
        pytest.param(lambda bot: bot.get_chat(NOBODY), "Chat not found", id="get an unknown chat"),
        pytest.param(
            lambda bot: bot.edit_message_text("x", ANA_ID, 99), "Message to edit not found", id="edit nothing"
        ),
        pytest.param(
            lambda bot: bot.delete_message(ANA_ID, 99), "Message to delete not found", id="delete nothing"
        ),
        pytest.param(
            lambda bot: bot.send_document(ANA_ID, b"x", caption="x" * 1025),
            "Message caption is too long",
            id="caption",
        ),
        pytest.param(
            lambda bot: bot.send_document(ANA_ID, "no-such-id"), "Wrong file identifier", id="unknown file"
        ),
        pytest.param(lambda bot: bot.send_document(ANA_ID, b""), "File must be non-empty", id="empty file"),
        pytest.param(lambda bot: bot.get_file("no-such-id"), "Invalid file_id", id="get an unknown file"),
        pytest.param(lambda bot: bot.answer_callback_query("1"), "Query is too old", id="unknown tap"),
        pytest.param(
            lambda bot: bot.set_my_commands([BotCommand("Estado", "x")]), "Bot_command_invalid", id="command"
        ),
        pytest.param(
            lambda bot: bot.set_my_commands([BotCommand("estado", "x" * 257)]),
            "Bot_command_description_invalid",
            id="command description",
        ),
        pytest.param(
            lambda bot: bot.set_my_commands([BotCommand(f"c{n}", "x") for n in range(101)]),
            "Bot_commands_too_much",
            id="101 commands",
        ),
    ],
)
async def test_a_bad_request_is_refused(bot: Bot, ana: PersonClient, call: Call, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await call(bot)


async def test_the_longest_text_is_accepted(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "<b>" + "🟢" * 2048 + "</b>", "HTML")

    assert sent.text == "🟢" * 2048


async def test_the_longest_data_is_accepted(bot: Bot, ana: PersonClient) -> None:
    assert await bot.send_message(ANA_ID, "x", reply_markup=_keyboard(callback_data="á" * 32))


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "<b>x</b>", "HTML", reply_markup=a_keyboard("Sí"))

    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(
            "<strong>x</strong>", ANA_ID, sent.message_id, parse_mode="HTML", reply_markup=a_keyboard("Sí")
        )
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ANA_ID, sent.message_id, reply_markup=a_keyboard("Sí"))


async def test_a_message_of_the_person_cannot_be_edited_by_the_bot(bot: Bot, ana: PersonClient) -> None:
    mine = await ana.says("hola")

    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", ANA_ID, mine.message_id)


async def test_text_and_caption_are_edited_by_their_own_methods(bot: Bot, ana: PersonClient) -> None:
    text = await bot.send_message(ANA_ID, "x")
    file = await bot.send_document(ANA_ID, b"x")

    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("y", ANA_ID, file.message_id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ANA_ID, text.message_id, caption="y")


async def test_a_document_is_not_sent_as_a_photo_by_its_id(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_document(ANA_ID, b"x")
    assert sent.document is not None

    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(ANA_ID, sent.document.file_id)


async def test_a_file_of_more_than_20_mb_is_not_downloaded(bot: Bot, ana: PersonClient) -> None:
    sent = await ana.sends_file("grande.pdf", b"x" * (20 * 1024 * 1024 + 1), "application/pdf")
    assert sent.file is not None

    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(sent.file.file_id)


async def test_who_never_wrote_cannot_be_written_to(bot: Bot, client: SandboxClient) -> None:
    await client.person(504, "Jorge")

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(504, "hola")


async def test_who_blocked_the_bot_is_out_of_reach_until_unblocking(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "hola")
    await ana.blocks_bot()

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ANA_ID, "hola")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.edit_message_text("adiós", ANA_ID, sent.message_id)

    await ana.unblocks_bot()
    assert await bot.send_message(ANA_ID, "hola")


async def test_an_answer_to_a_tap_has_at_most_200_characters(bot: Bot, ana: PersonClient) -> None:
    tap_id = await _tap(bot, ana)

    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(tap_id, "x" * 201)

    assert await bot.answer_callback_query(tap_id, "x" * 200)


async def test_an_old_tap_cannot_be_answered(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    tap_id = await _tap(bot, ana)
    await client.expires_taps()

    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await bot.answer_callback_query(tap_id)


async def test_a_message_older_than_two_days_is_not_deleted() -> None:
    now = datetime(2025, 9, 25, 16, tzinfo=UTC)
    async with running_sandbox(clock=lambda: now) as sandbox, SandboxClient(sandbox.url) as client:
        await client.person(ANA_ID, "Ana", has_started=True)
        async with bot_of(sandbox) as bot:
            sent = await bot.send_message(ANA_ID, "hola")
            assert sent.date == now
            now += timedelta(days=3)

            with pytest.raises(BadRequest, match="Message can't be deleted"):
                await bot.delete_message(ANA_ID, sent.message_id)


async def test_another_token_is_unauthorized() -> None:
    async with running_sandbox(token=TOKEN) as sandbox:
        async with bot_of(sandbox) as bot:
            assert bot.username == "puntual_bot"
        async with httpx.AsyncClient() as http:
            answer = await http.get(f"{sandbox.url}/bot1:wrong/getMe")

        assert answer.status_code == 401
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        with pytest.raises(InvalidToken):
            async with bot_of(sandbox, "1:wrong"):
                pass


async def test_an_unknown_method_is_not_found(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{sandbox.url}/bot{TOKEN}/sendTelegram")

    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_upload_of_more_than_50_mb_is_refused(bot: Bot, ana: PersonClient) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(ANA_ID, b"x" * (50 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "Bad Request: can't parse request body JSON object"),
        (b"[]", "Bad Request: object expected as request body"),
        (
            b'{"chat_id": 402, "text": "x", "reply_markup": "{"}',
            "Bad Request: can't parse reply markup JSON object",
        ),
        (
            b'{"chat_id": 402, "text": "x", "reply_markup": [1]}',
            "Bad Request: object expected as reply markup",
        ),
    ],
)
async def test_broken_json_is_a_bad_request(
    sandbox: Sandbox, ana: PersonClient, content: bytes, reason: str
) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            f"{sandbox.url}/bot{TOKEN}/sendMessage",
            content=content,
            headers={"Content-Type": "application/json"},
        )

    assert (answer.status_code, answer.json()["description"]) == (400, reason)


async def _tap(bot: Bot, ana: PersonClient) -> str:
    await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Sí"))
    await ana.taps("Sí")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    return update.callback_query.id
