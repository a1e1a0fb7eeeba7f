"""What Telegram holds already is sent by its id; what it forgot, or never had, is uploaded."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.delivery.connection.refusals import is_file_unknown
from bot.delivery.sending.gateway import Gateway, NoFiles
from bot.delivery.sending.held_files import HeldFiles
from domain.delivery.outcomes import Delivered, PermanentlyRefused
from sandbox.server import Sandbox
from storage.engine import Database
from tests.deliveries import ANA
from tests.facts import NOW, Office
from texts.kit.rendering import Attachment, Message

SHA256 = "ab" * 32
PDF = b"%PDF-1.7"


@dataclass
class Held:
    """Keeps the names as the database would, and what it was told."""

    names: dict[str, str] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)

    async def remember(self, sha256: str, file_id: str, size: int) -> None:
        self.names[sha256] = file_id
        self.sizes.append(size)

    async def forget(self, sha256: str) -> None:
        self.names.pop(sha256)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def send(bot: Bot, held: Held) -> Callable[[Attachment], Awaitable[object]]:
    gateway = Gateway(bot, held)
    return lambda attachment: gateway.send(ANA, Message("Informe", attachment=attachment))


def uploads(sandbox: Sandbox) -> int:
    return len(sandbox.world.files._by_id)


async def test_a_kept_file_is_uploaded_once_and_then_sent_by_its_id(
    send: Callable[[Attachment], Awaitable[object]], held: Held, sandbox: Sandbox
) -> None:
    assert isinstance(await send(Attachment("a.pdf", PDF, sha256=SHA256)), Delivered)
    assert held.sizes == [len(PDF)]

    again = await send(Attachment("a.pdf", PDF, sha256=SHA256, file_id=held.names[SHA256]))

    assert isinstance(again, Delivered)
    assert uploads(sandbox) == 1
    arrived = sandbox.world.messages[again.message_id or 0]
    assert arrived.attachment is not None
    assert arrived.attachment.best.content == PDF


async def test_an_id_that_telegram_forgot_falls_back_to_the_upload(
    send: Callable[[Attachment], Awaitable[object]], held: Held, sandbox: Sandbox
) -> None:
    held.names[SHA256] = "BQAC-gone"

    outcome = await send(Attachment("a.pdf", PDF, sha256=SHA256, file_id="BQAC-gone"))

    assert isinstance(outcome, Delivered)
    assert uploads(sandbox) == 1
    assert held.names[SHA256] not in ("", "BQAC-gone")


async def test_another_refusal_of_a_file_sent_by_its_id_is_a_refusal(
    bot: Bot, held: Held, sandbox: Sandbox
) -> None:
    gateway = Gateway(bot, held)
    await gateway.send(ANA, Message("x", attachment=Attachment("a.pdf", PDF, sha256=SHA256)))

    attachment = Attachment("a.pdf", PDF, sha256=SHA256, file_id=held.names[SHA256])
    outcome = await gateway.send(4040, Message("x", attachment=attachment))

    assert isinstance(outcome, PermanentlyRefused)
    assert SHA256 in held.names


async def test_a_file_that_is_not_kept_leaves_no_name(bot: Bot, held: Held) -> None:
    await Gateway(bot, held).send(ANA, Message("x", attachment=Attachment("a.xlsx", b"cells")))

    assert held.names == {}


async def test_without_a_keeper_every_file_is_uploaded(bot: Bot, sandbox: Sandbox) -> None:
    gateway = Gateway(bot)
    for file_id in ("", "BQAC-gone"):
        attachment = Attachment("a.pdf", PDF, sha256=SHA256, file_id=file_id)
        assert isinstance(await gateway.send(ANA, Message("x", attachment=attachment)), Delivered)

    assert uploads(sandbox) == 2
    await NoFiles().forget(SHA256)


async def test_the_name_is_kept_in_the_database(memory_database: Database) -> None:
    office, files = Office(memory_database), HeldFiles(memory_database, lambda: NOW.now)

    await files.remember(SHA256, "BQAC", 9)
    assert await office.do(lambda uow: uow.sent_files.file_id(SHA256)) == "BQAC"
    await files.forget(SHA256)

    assert await office.do(lambda uow: uow.sent_files.file_id(SHA256)) is None


async def test_a_database_that_fails_does_not_undo_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    # In memory, without any table.
    empty = Database("sqlite://")

    await HeldFiles(empty, lambda: NOW.now).remember(SHA256, "BQAC", 9)
    await empty.dispose()

    assert "file id not kept" in caplog.text


@pytest.mark.parametrize(
    ("message", "is_unknown"),
    [
        ("Wrong file identifier/HTTP URL specified", True),
        ("wrong remote file identifier specified: wrong string length", True),
        ("wrong file_id or the file is temporarily unavailable", True),
        ("FILE_REFERENCE_EXPIRED", True),
        ("chat not found", False),
    ],
)
def test_a_refusal_by_its_id_is_told_from_the_others(message: str, is_unknown: bool) -> None:
    assert is_file_unknown(BadRequest(message)) is is_unknown
