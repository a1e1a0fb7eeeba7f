"""What the bot writes: messages, files, edits and deletions."""

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    ReplyParameters,
)
from telegram.constants import ParseMode

from sandbox.client import PersonClient, SandboxClient
from tests.sandbox.helpers import ANA_ID, a_keyboard


async def test_html_arrives_as_text_and_entities(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(
        ANA_ID, '<b>3T</b> &lt;25 % <tg-time unix="1759276740">30 sep</tg-time>', parse_mode=ParseMode.HTML
    )

    assert sent.text == "3T <25 % 30 sep"
    assert sent.text_html == '<b>3T</b> &lt;25 % <tg-time unix="1759276740">30 sep</tg-time>'
    (message,) = await ana.messages()
    assert message.text == sent.text
    assert message.html.startswith("<b>3T</b>")
    assert message.from_bot


async def test_message_ids_grow_over_all_chats(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    await client.person(504, "Jorge", has_started=True)

    ids = [(await bot.send_message(chat, "hola")).message_id for chat in (ANA_ID, 504, ANA_ID)]

    assert ids == [1, 2, 3]


async def test_a_reply_quotes_the_message_it_answers(bot: Bot, ana: PersonClient) -> None:
    asked = await ana.says("¿cómo voy?")

    sent = await bot.send_message(ANA_ID, "bien", reply_parameters=ReplyParameters(asked.message_id))

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "¿cómo voy?"


async def test_a_reply_to_nothing_can_be_sent_as_a_message(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(
        ANA_ID, "bien", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True)
    )

    assert sent.reply_to_message is None


async def test_buttons_keep_their_rows_styles_and_kinds(bot: Bot, ana: PersonClient) -> None:
    rows = [
        [InlineKeyboardButton("Guardar", callback_data="g", style="success")],
        [
            InlineKeyboardButton("Folio", copy_text=CopyTextButton("SP/112")),
            InlineKeyboardButton("Ver", url="https://x.mx"),
        ],
    ]

    sent = await bot.send_message(ANA_ID, "¿?", reply_markup=InlineKeyboardMarkup(rows))

    assert sent.reply_markup == InlineKeyboardMarkup(rows)
    (message,) = await ana.messages()
    assert message.labels == ["Guardar", "Folio", "Ver"]
    assert [len(row) for row in message.buttons] == [1, 2]
    assert (message.buttons[0][0].data, message.buttons[0][0].style) == ("g", "success")
    assert message.buttons[1][0].copies == "SP/112"
    assert message.buttons[1][1].url == "https://x.mx"


async def test_a_protected_message_says_so(bot: Bot, ana: PersonClient) -> None:
    assert (await bot.send_message(ANA_ID, "borrador", protect_content=True)).has_protected_content


async def test_an_edit_changes_the_text_and_drops_the_keyboard(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿25 %?", reply_markup=a_keyboard("Guardar"))

    edited = await bot.edit_message_text("Guardado.", ANA_ID, sent.message_id)

    assert getattr(edited, "text", None) == "Guardado."
    (message,) = await ana.messages()
    assert (message.text, message.labels, message.is_edited) == ("Guardado.", [], True)


async def test_a_keyboard_can_be_changed_alone(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿25 %?", reply_markup=a_keyboard("Guardar"))

    await bot.edit_message_reply_markup(ANA_ID, sent.message_id, reply_markup=a_keyboard("Corregir"))

    (message,) = await ana.messages()
    assert (message.text, message.labels) == ("¿25 %?", ["Corregir"])


async def test_a_deleted_message_is_gone(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "hola")

    assert await bot.delete_message(ANA_ID, sent.message_id)

    assert await ana.messages() == []


async def test_a_document_is_sent_with_caption_and_buttons(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    sent = await bot.send_document(
        ANA_ID,
        b"%PDF",
        filename="acuse.pdf",
        caption="<b>Acuse</b>",
        parse_mode=ParseMode.HTML,
        reply_markup=a_keyboard("Ver"),
    )

    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("acuse.pdf", "application/pdf")
    assert sent.caption_html == "<b>Acuse</b>"
    (message,) = await ana.messages()
    assert message.file is not None
    assert (message.file.name, message.file.size, message.text) == ("acuse.pdf", 4, "Acuse")
    assert await client.content(message) == b"%PDF"


async def test_a_file_is_sent_again_by_its_id(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    first = await bot.send_document(ANA_ID, InputFile(b"%PDF", "acuse.pdf", attach=True))
    assert first.document is not None

    second = await bot.send_document(ANA_ID, first.document.file_id)

    assert second.document is not None
    assert second.document.file_unique_id == first.document.file_unique_id
    assert await client.content((await ana.messages())[-1]) == b"%PDF"


async def test_a_caption_can_be_edited(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_document(ANA_ID, b"x", filename="a.pdf", caption="uno")

    await bot.edit_message_caption(ANA_ID, sent.message_id, caption="dos")

    (message,) = await ana.messages()
    assert (message.text, message.is_edited) == ("dos", True)


async def test_a_photo_is_sent_in_its_sizes(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_photo(ANA_ID, b"\x89PNG....", caption="Sello")

    assert [size.width for size in sent.photo] == [90, 320, 1280]
    (message,) = await ana.messages()
    assert message.file is not None
    assert message.file.kind == "photo"


async def test_a_chat_action_is_agreed_to(bot: Bot, ana: PersonClient) -> None:
    assert await bot.send_chat_action(ANA_ID, "typing")
