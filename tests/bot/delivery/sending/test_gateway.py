"""The way out: what arrives on the phone, and what each error of the Bot API means for the message."""

import ssl
from datetime import UTC, datetime, timedelta
from io import BytesIO

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy
from PIL import Image
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from yarl import URL

from bot.delivery.connection.refusals import TokenRefused, is_method_unknown, outcome_of
from bot.delivery.connection.telegram_http import TelegramHttp
from bot.delivery.sending.gateway import Gateway, visible_units
from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    Migrated,
    NothingToDo,
    NotSent,
    Outcome,
    PermanentlyRefused,
    RefusedForNow,
)
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from tests.bot.conftest import bot_of
from tests.deliveries import ANA
from tests.offline import NoConnection
from texts.kit.rendering import Attachment, Button, Edit, Menu, Message, Rendered

KEYBOARD = ((Button("Guardar", "save"), Button("Corregir", "correct")), (Button("Cancelar", "cancel"),))


@pytest.fixture
def gateway(bot: Bot) -> Gateway:
    return Gateway(bot)


async def sent(gateway: Gateway, message: Message) -> int:
    outcome = await gateway.send(ANA, message)
    assert isinstance(outcome, Delivered)
    assert outcome.message_id is not None
    return outcome.message_id


def lack(sandbox: Sandbox, method: str, times: int | None = None) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.UNKNOWN_METHOD, method, times=times))


A_FILE = Message("Aquí está.", (), Attachment("a.pdf", b"%PDF-1.7"))


@pytest.mark.parametrize(
    ("method", "rendered"),
    [("editMessageText", Edit(1, "Hola")), ("setMyCommands", Menu((("ayuda", "Ayuda"),)))],
)
async def test_a_menu_or_an_edit_is_given_up_where_the_server_lacks_it(
    gateway: Gateway, sandbox: Sandbox, method: str, rendered: Rendered
) -> None:
    lack(sandbox, method)

    assert isinstance(await gateway.send(ANA, rendered), NothingToDo)


@pytest.mark.parametrize(("method", "rendered"), [("sendMessage", Message("Hola")), ("sendDocument", A_FILE)])
async def test_one_404_costs_nothing(
    gateway: Gateway, sandbox: Sandbox, method: str, rendered: Rendered
) -> None:
    lack(sandbox, method, times=1)

    assert isinstance(await gateway.send(ANA, rendered), Delivered)


async def test_a_picture_goes_as_a_document_where_pictures_cannot(gateway: Gateway, sandbox: Sandbox) -> None:
    lack(sandbox, "sendPhoto")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")

    message_id = await sent(gateway, Message("", (), Attachment("a.png", picture.getvalue(), is_photo=True)))

    file = sandbox.world.messages[message_id].attachment
    assert file is not None
    assert file.kind == "document"


@pytest.mark.parametrize(
    ("method", "rendered", "wait"),
    [("sendMessage", Message("Hola"), None), ("sendDocument", A_FILE, timedelta(hours=1))],
)
async def test_what_cannot_be_sent_there_is_tried_later(
    gateway: Gateway, sandbox: Sandbox, method: str, rendered: Rendered, wait: timedelta | None
) -> None:
    lack(sandbox, method)

    outcome = await gateway.send(ANA, rendered)

    assert isinstance(outcome, NotSent)
    assert outcome.wait == wait


async def test_after_a_404_another_refusal_means_what_it_says(gateway: Gateway, sandbox: Sandbox) -> None:
    lack(sandbox, "sendMessage", times=1)
    sandbox.world.faults.plan(Fault(FaultKind.FORBIDDEN, "sendMessage"))

    assert isinstance(await gateway.send(ANA, Message("Hola")), PermanentlyRefused)


async def test_a_message_arrives_with_its_buttons_and_without_preview(
    gateway: Gateway, sandbox: Sandbox
) -> None:
    message_id = await sent(gateway, Message("<b>25 %</b> de 25", KEYBOARD))

    arrived = sandbox.world.messages[message_id]
    call = sandbox.world.calls[-1]
    assert (arrived.text, arrived.entities[0]["type"]) == ("25 % de 25", "bold")
    assert [[button["text"] for button in row] for row in arrived.keyboard or []] == [
        ["Guardar", "Corregir"],
        ["Cancelar"],
    ]
    assert "is_disabled" in str(call.params)


async def test_a_document_carries_the_text_as_its_caption(gateway: Gateway, sandbox: Sandbox) -> None:
    attachment = Attachment("brechas.xlsx", b"cells")

    message_id = await sent(gateway, Message("Brechas", KEYBOARD, attachment))

    arrived = sandbox.world.messages[message_id]
    assert arrived.attachment is not None
    assert (arrived.text, arrived.attachment.best.name) == ("Brechas", "brechas.xlsx")


async def test_a_picture_is_sent_as_a_photo(gateway: Gateway, sandbox: Sandbox) -> None:
    drawn = BytesIO()
    Image.new("RGB", (30, 20), "white").save(drawn, "PNG")

    message_id = await sent(
        gateway, Message("Avance", (), Attachment("a.png", drawn.getvalue(), is_photo=True))
    )

    arrived = sandbox.world.messages[message_id]
    assert arrived.attachment is not None
    assert (arrived.text, arrived.attachment.kind) == ("Avance", "photo")


async def test_an_answered_message_is_edited_and_loses_its_buttons(
    gateway: Gateway, sandbox: Sandbox
) -> None:
    message_id = await sent(gateway, Message("¿Cuánto?", KEYBOARD))

    assert await gateway.send(ANA, Edit(message_id, "Contestó: 25 %")) == Delivered(message_id)

    arrived = sandbox.world.messages[message_id]
    assert arrived.text == "Contestó: 25 %"
    assert not arrived.keyboard


async def test_the_caption_of_a_document_is_edited_like_a_text(gateway: Gateway, sandbox: Sandbox) -> None:
    attachment = Attachment("brechas.xlsx", b"cells")
    message_id = await sent(gateway, Message("Brechas", KEYBOARD, attachment))

    assert await gateway.send(ANA, Edit(message_id, "Brechas de ayer")) == Delivered(message_id)

    assert sandbox.world.messages[message_id].text == "Brechas de ayer"


async def test_a_keyboard_alone_can_be_changed(gateway: Gateway, sandbox: Sandbox) -> None:
    message_id = await sent(gateway, Message("¿Cuánto?", KEYBOARD))

    await gateway.send(ANA, Edit(message_id, None, KEYBOARD[1:]))

    arrived = sandbox.world.messages[message_id]
    assert (arrived.text, len(arrived.keyboard or [])) == ("¿Cuánto?", 1)


async def test_an_edit_that_changes_nothing_is_done(gateway: Gateway) -> None:
    message_id = await sent(gateway, Message("Guardado."))

    assert await gateway.send(ANA, Edit(message_id, "Guardado.")) == Delivered(message_id)


async def test_an_edit_of_a_message_that_is_gone_has_nothing_to_do(gateway: Gateway) -> None:
    assert isinstance(await gateway.send(ANA, Edit(999, "Guardado.")), NothingToDo)


async def test_a_menu_is_set_and_removed_for_one_chat(gateway: Gateway, sandbox: Sandbox) -> None:
    assert await gateway.send(ANA, Menu((("pendientes", "Lo que falta"),))) == Delivered(None)
    assert [each["command"] for each in sandbox.world.menus.seen_by(ANA)] == ["pendientes"]

    await gateway.send(ANA, Menu(()))

    assert sandbox.world.menus.seen_by(ANA) == []


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(Message("ñ" * 4097), id="text"),
        pytest.param(Message("🔴" * 2049), id="text of two units a sign"),
        pytest.param(Message("ñ" * 1025, (), Attachment("a.pdf", b"")), id="caption"),
    ],
)
async def test_what_is_too_long_is_refused_before_any_call(
    gateway: Gateway, sandbox: Sandbox, message: Message
) -> None:
    before = len(sandbox.world.calls)

    outcome = await gateway.send(ANA, message)

    assert isinstance(outcome, PermanentlyRefused)
    assert "units" in outcome.reason
    assert len(sandbox.world.calls) == before


async def test_the_limit_counts_what_is_seen(gateway: Gateway) -> None:
    html = f"<b>{'ñ' * 4093}</b>&amp;🔴"

    assert visible_units(html) == 4096
    await sent(gateway, Message(html))


@given(
    st.text()
    | st.lists(st.sampled_from(("<b>", "</b>", "&amp;", "&lt", "&#x1F534;", "&nGt;", "ñ", "🔴"))).map("".join)
)
def test_no_text_has_more_units_than_twice_its_signs(html: str) -> None:
    """So a short text needs no counting before it is sent."""
    assert visible_units(html) <= 2 * len(html)


async def test_a_blocked_bot_means_an_unreachable_person(gateway: Gateway, sandbox: Sandbox) -> None:
    sandbox.world.people[ANA].has_blocked = True

    outcome = await gateway.send(ANA, Message("Recordatorio"))

    assert isinstance(outcome, PermanentlyRefused)
    assert outcome.unreachable


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FaultKind.TOO_MANY_REQUESTS, RefusedForNow(timedelta(seconds=10_072))),
        (FaultKind.SERVER_ERROR, Ambiguous("NetworkError: Internal Server Error")),
        (FaultKind.CHAT_MIGRATED, Migrated(-1005)),
        (
            FaultKind.FORBIDDEN,
            PermanentlyRefused("Forbidden: Forbidden: user is deactivated", unreachable=True),
        ),
    ],
)
async def test_a_fault_of_the_server_is_classified(
    gateway: Gateway, sandbox: Sandbox, kind: FaultKind, expected: Outcome
) -> None:
    sandbox.world.faults.plan(
        Fault(
            kind,
            "sendMessage",
            retry_after=10_072,
            migrate_to_chat_id=-1005,
            reason="user is deactivated",
        )
    )

    assert await gateway.send(ANA, Message("Hola")) == expected


async def test_the_page_of_a_gateway_leaves_a_doubt(gateway: Gateway, sandbox: Sandbox) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.BAD_GATEWAY, "sendMessage"))

    assert isinstance(await gateway.send(ANA, Message("Hola")), Ambiguous)


@pytest.mark.parametrize(
    "rendered",
    [Message("Hola"), Edit(1, "Hola"), Edit(1, None), Message("", (), Attachment("a.zip", b"x")), Menu(())],
    ids=["text", "edit", "keyboard", "file", "menu"],
)
async def test_a_token_revoked_meanwhile_is_no_fault_of_the_message(
    gateway: Gateway, sandbox: Sandbox, rendered: Rendered
) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.UNAUTHORIZED))

    with pytest.raises(TokenRefused):
        await gateway.send(ANA, rendered)


@pytest.mark.parametrize(("kind", "copies"), [(FaultKind.DROP_BEFORE, 0), (FaultKind.DROP_AFTER, 1)])
async def test_a_line_that_dies_leaves_a_doubt_whatever_arrived(
    gateway: Gateway, sandbox: Sandbox, kind: FaultKind, copies: int
) -> None:
    sandbox.world.faults.plan(Fault(kind, "sendMessage"))

    outcome = await gateway.send(ANA, Message("Hola"))

    assert isinstance(outcome, Ambiguous)
    assert len(sandbox.world.messages) == copies


async def test_nobody_listening_means_not_sent(unused_tcp_port: int) -> None:
    async with TelegramHttp(connections=1) as request:
        bot = Bot(
            "1:a",
            base_url=f"http://127.0.0.1:{unused_tcp_port}/bot",
            request=request,
            get_updates_request=NoConnection(),
        )

        assert isinstance(await Gateway(bot).send(ANA, Message("Hola")), NotSent)


async def test_a_refused_token_is_no_fault_of_the_message(sandbox: Sandbox) -> None:
    bot = bot_of(sandbox, token="7000000001:revoked")

    with pytest.raises(TokenRefused):
        await Gateway(bot).send(ANA, Message("Hola"))

    await bot.request.shutdown()


SOMEWHERE = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)
ASKED = aiohttp.RequestInfo(URL("http://x/"), "POST", CIMultiDictProxy(CIMultiDict()))


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(TimedOut("Pool timeout"), aiohttp.ConnectionTimeoutError()), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientConnectorError(SOMEWHERE, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientConnectorDNSError(SOMEWHERE, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientProxyConnectionError(SOMEWHERE, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientConnectorSSLError(SOMEWHERE, ssl.SSLError())), NotSent),
        (
            caused(
                NetworkError("x"),
                aiohttp.ClientConnectorCertificateError(SOMEWHERE, ssl.CertificateError()),
            ),
            NotSent,
        ),
        (caused(NetworkError("x"), aiohttp.ClientHttpProxyError(ASKED, ())), NotSent),
        (caused(NetworkError("x"), aiohttp.InvalidURL("x")), NotSent),
        (caused(NetworkError("x"), aiohttp.NonHttpUrlClientError("x")), NotSent),
        (caused(TimedOut(), aiohttp.SocketTimeoutError()), Ambiguous),
        (caused(TimedOut(), TimeoutError()), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ClientOSError(104, "reset")), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ClientConnectionResetError()), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ClientConnectionError()), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ClientPayloadError()), Ambiguous),
        (caused(NetworkError("x"), aiohttp.ClientResponseError(ASKED, ())), Ambiguous),
        (caused(NetworkError("x"), RuntimeError()), Ambiguous),
        (NetworkError("Bad Gateway"), Ambiguous),
        (TelegramError("Invalid server response"), Ambiguous),
        (NetworkError("Too Many Requests"), RefusedForNow),
        (NetworkError("Request Entity Too Large"), PermanentlyRefused),
        (BadRequest("Bad Request: can't parse entities"), PermanentlyRefused),
        (BadRequest("Bad Request: message is not modified"), PermanentlyRefused),
        (Forbidden("Forbidden: not enough rights"), PermanentlyRefused),
    ],
    ids=lambda value: f"{type(value.__cause__).__name__} {value}" if isinstance(value, Exception) else None,
)
def test_an_error_is_classified_by_what_caused_it(error: TelegramError, expected: type) -> None:
    assert isinstance(outcome_of(error), expected)


@pytest.mark.parametrize(
    ("error", "is_unreachable"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), True),
        (Forbidden("Forbidden: user is deactivated"), True),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), True),
        (BadRequest("Bad Request: chat not found"), True),
        (Forbidden("Forbidden: not enough rights to send text messages to the chat"), False),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), False),
    ],
    ids=str,
)
def test_a_person_is_unreachable_only_for_reasons_of_their_own(
    error: TelegramError, is_unreachable: bool
) -> None:
    outcome = outcome_of(error)

    assert isinstance(outcome, PermanentlyRefused)
    assert outcome.unreachable is is_unreachable


def test_a_migrated_group_says_where_to() -> None:
    assert outcome_of(ChatMigrated(-1005)) == Migrated(-1005)


@pytest.mark.parametrize("error", [InvalidToken(), EndPointNotFound("no such method")], ids=str)
def test_an_unknown_token_stops_the_sending(error: TelegramError) -> None:
    with pytest.raises(TokenRefused):
        outcome_of(error)


@pytest.mark.parametrize("wait", [3, timedelta(seconds=3)], ids=str)
def test_flood_control_is_read_in_both_ways_of_ptb(
    wait: int | timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(wait, timedelta):
        monkeypatch.setenv("PTB_TIMEDELTA", "true")

    assert outcome_of(RetryAfter(wait)) == RefusedForNow(timedelta(seconds=3))


def test_an_error_is_stored_without_the_token() -> None:
    error = NetworkError("GET https://api.telegram.org/bot7000000001:" + "secret-of-the-bot/sendMessage")

    outcome = outcome_of(error)

    assert isinstance(outcome, Ambiguous)
    assert outcome.reason.endswith("bot<token>/sendMessage")


async def test_it_tells_when_telegram_took_a_message(bot: Bot, sandbox: Sandbox) -> None:
    noon, told = datetime(2025, 9, 25, 18, tzinfo=UTC), list[datetime]()
    sandbox.world.clock = lambda: noon
    gateway = Gateway(bot, sent_at=told.append)

    await sent(gateway, Message("25 %"))
    await sent(gateway, Message("Brechas", (), Attachment("brechas.xlsx", b"cells")))

    assert told == [noon, noon]


async def test_a_message_without_a_date_tells_nothing(bot: Bot, sandbox: Sandbox) -> None:
    told = list[datetime]()
    sandbox.world.clock = lambda: datetime(1970, 1, 1, tzinfo=UTC)

    await sent(Gateway(bot, sent_at=told.append), Message("25 %"))

    assert told == []


@pytest.mark.parametrize("told", ["chat not found", "message to edit not found"])
def test_a_chat_or_message_that_is_not_found_is_no_missing_method(told: str) -> None:
    assert not is_method_unknown(BadRequest(f"Bad Request: {told}"))
