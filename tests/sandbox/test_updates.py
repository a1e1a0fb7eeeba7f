"""What the bot receives: acknowledgement, long polls, and each kind of update."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot
from telegram.error import Conflict

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from tests.hanging import HANGS
from tests.sandbox.helpers import ANA_ID, TOKEN, a_keyboard, bot_of


async def test_an_update_is_kept_until_an_offset_passes_it(bot: Bot, ana: PersonClient) -> None:
    await ana.says("uno")
    await ana.says("dos")

    first, second = await bot.get_updates()
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first.update_id + 1)
    none = await bot.get_updates(offset=second.update_id + 1)

    assert [update.update_id for update in again] == [first.update_id, second.update_id]
    assert rest == (second,)
    assert none == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_keeps_only_the_last_updates(bot: Bot, ana: PersonClient) -> None:
    for text in ("uno", "dos", "tres"):
        await ana.says(text)

    last = await bot.get_updates(offset=-1)

    assert [update.message.text for update in last if update.message] == ["tres"]
    assert await bot.get_updates() == last


async def test_a_limit_is_honoured(bot: Bot, ana: PersonClient) -> None:
    await ana.says("uno")
    await ana.says("dos")

    assert len(await bot.get_updates(limit=1)) == 1


async def test_a_long_poll_wakes_up_on_a_new_update(bot: Bot, ana: PersonClient) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.01)

    await ana.says("hola")

    (update,) = await asyncio.wait_for(poll, HANGS)
    assert update.message is not None
    assert update.message.text == "hola"


async def test_a_second_poller_ends_the_first_with_a_conflict(sandbox: Sandbox, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.01)

    async with bot_of(sandbox, TOKEN) as other:
        assert await other.get_updates(timeout=0) == ()

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_polling_beside_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://example.invalid/hook")

    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()

    assert (await bot.get_webhook_info()).url == "https://example.invalid/hook"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_deleting_the_webhook_can_drop_what_waits(bot: Bot, ana: PersonClient) -> None:
    await ana.says("hola")
    assert (await bot.get_webhook_info()).pending_update_count == 1

    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()


async def test_a_command_carries_its_entity(bot: Bot, ana: PersonClient) -> None:
    await ana.says("/start CODIGO")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    assert update.message.entities[0].type == "bot_command"
    assert update.message.chat.type == "private"
    assert update.message.from_user is not None
    assert update.message.from_user.first_name == "Ana"


async def test_a_tap_arrives_with_the_message_it_was_on(bot: Bot, ana: PersonClient) -> None:
    sent = await bot.send_message(ANA_ID, "¿Guardar?", reply_markup=a_keyboard("Guardar", "Cancelar"))

    await ana.taps("Guardar")

    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "Guardar"
    assert update.callback_query.from_user.id == ANA_ID
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == sent.message_id


async def test_an_edit_of_an_own_message_arrives_as_edited(bot: Bot, ana: PersonClient) -> None:
    mine = await ana.says("25 %")

    await ana.edits(mine.message_id, "26 %")

    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "26 %"
    assert update.edited_message.edit_date is not None


async def test_a_document_arrives_and_can_be_downloaded(bot: Bot, ana: PersonClient) -> None:
    await ana.sends_file("oficio.pdf", b"%PDF-1.7 ...", "application/pdf", caption="Oficio 112")

    (update,) = await bot.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type) == ("oficio.pdf", "application/pdf")
    assert document.file_size == 12
    assert update.message.caption == "Oficio 112"
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 ..."


async def test_only_the_largest_size_of_a_photo_is_whole(bot: Bot, ana: PersonClient) -> None:
    content = bytes(range(256))
    await ana.sends_file("foto.jpg", content, "image/jpeg", as_photo=True)

    (update,) = await bot.get_updates()
    assert update.message is not None
    sizes = update.message.photo
    assert len(sizes) == 3
    downloads = [bytes(await (await bot.get_file(size.file_id)).download_as_bytearray()) for size in sizes]
    assert downloads[-1] == content
    assert all(len(small) < len(content) for small in downloads[:-1])
    assert max(sizes, key=lambda size: size.width) == sizes[-1]


async def test_an_album_arrives_as_one_update_for_each_file(bot: Bot, ana: PersonClient) -> None:
    await ana.sends_file("1.jpg", b"1", "image/jpeg", as_photo=True, media_group_id="album")
    await ana.sends_file("2.jpg", b"2", "image/jpeg", as_photo=True, media_group_id="album")

    updates = await bot.get_updates()

    assert [update.message.media_group_id for update in updates if update.message] == ["album", "album"]


async def test_blocking_and_writing_again_arrive_as_changes_of_membership(
    bot: Bot, ana: PersonClient
) -> None:
    await ana.blocks_bot()
    await ana.says("ya volví")

    blocked, unblocked, message = await bot.get_updates()

    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member is not None
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert message.message is not None


async def test_a_tap_lasts_as_long_as_the_machine_says_not_the_clock_of_the_host() -> None:
    now = datetime(2025, 9, 25, 16, tzinfo=UTC)
    async with (
        running_sandbox(clock=lambda: now) as sandbox,
        SandboxClient(sandbox.url) as client,
        bot_of(sandbox) as bot,
    ):
        ana = await client.person(ANA_ID, "Ana", has_started=True)
        await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Sí"))
        await ana.taps("Sí")
        now += timedelta(days=1)

        (update,) = await bot.get_updates()

        assert update.callback_query is not None
        assert await update.callback_query.answer()


async def test_an_injected_update_arrives_as_it_is(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.injects({"update_id": 5, "novelty": {}})

    (update,) = await bot.get_updates()

    assert update.update_id == 5
    assert update.message is None
