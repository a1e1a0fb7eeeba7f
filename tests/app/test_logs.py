"""Logs: no token from any library, no URL of the Bot API, one line for each event."""

import asyncio
import gc
import logging
import re

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import IntegrityError, OperationalError
from telegram.error import TelegramError

from app.logs import configure_logs
from app.offline import CommandFailed
from app.settings import SettingWrong, load_settings
from app.starting import BROKE_DOWN, breaking_down
from app.telegram_connection import opened_bot
from bot.delivery.connection.telegram_http import TelegramHttp
from sandbox.server import Sandbox
from tests.facts import ANA

SECRET = "7000000001:secret-of_nobody"
TYPED = "oficio 114 de Ana"
A_LOCK = LockNotAvailable()


def written(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_line_says_when_how_grave_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    logging.getLogger("bot.delivery.sending.sender").info("delivery %s outbox=%s", "sent", 7)

    line = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO [a-z.]+\.sender delivery sent outbox=7\n"
    assert re.fullmatch(line, written(capsys))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((f"https://api.telegram.org/bot{SECRET}/getMe",), id="in an address"),
        pytest.param(("token=%s", SECRET), id="in an argument"),
        pytest.param((f"'{SECRET}'",), id="in quotes"),
    ],
)
def test_a_token_never_reaches_the_log(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    logging.getLogger("somebody").warning(*words)

    text = written(capsys)
    assert "<token>" in text
    assert "secret" not in text


def test_a_token_in_a_traceback_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    try:
        int(f"/bot{SECRET}/getMe")
    except ValueError:
        logging.getLogger("somebody").exception("call failed")

    text = written(capsys)
    assert text.endswith("ValueError\n")
    assert "secret" not in text


def test_an_error_is_told_by_its_way_and_never_in_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")

    try:
        try:
            float(TYPED)
        except ValueError as error:
            raise KeyError(TYPED) from error
    except KeyError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    text = written(capsys)
    assert "Exception in ASGI application" in text
    assert "float(TYPED)" in text
    assert "KeyError\n" in text
    assert text.endswith("ValueError\n")
    assert TYPED not in text


@pytest.mark.parametrize("fault", [ValueError(TYPED), IntegrityError("INSERT", None, ValueError(TYPED))])
def test_a_bot_that_breaks_down_says_where_and_not_what_was_typed(
    fault: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("INFO")

    with pytest.raises(CommandFailed) as told, breaking_down():
        raise fault

    assert str(told.value) == BROKE_DOWN
    text = written(capsys)
    assert "ERROR app.starting bot crashed\n" in text
    assert f"{type(fault).__name__}\n" in text
    assert TYPED not in text


@pytest.mark.parametrize(
    "known", [SettingWrong("Falta."), CommandFailed("Falta."), OperationalError("x", None, A_LOCK)]
)
def test_what_has_a_sentence_of_its_own_is_no_breakdown(
    known: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("INFO")

    with pytest.raises(type(known)) as told, breaking_down():
        raise known

    assert told.value is known
    assert written(capsys) == ""


async def test_what_asyncio_says_of_a_lost_error_shows_no_object(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("DEBUG")

    async def fails() -> None:
        raise ValueError(TYPED)

    lost = asyncio.create_task(fails())
    await asyncio.wait({lost})
    asyncio.get_running_loop().call_soon(int, TYPED)
    await asyncio.sleep(0)
    del lost
    gc.collect()

    text = written(capsys)
    assert "ERROR asyncio Task exception was never retrieved\n" in text
    assert "ERROR asyncio Exception in callback int\n" in text
    assert TYPED not in text


def test_an_answer_that_telegram_breaks_off_is_not_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    """The library logs all of it at ERROR; we get it as an exception of the call."""
    configure_logs("ERROR")

    with pytest.raises(TelegramError):
        TelegramHttp.parse_json_payload(f'{{"ok": true, "result": [{{"text": "{TYPED}"'.encode())

    assert written(capsys) == ""


async def test_a_call_is_not_quoted_at_debug(telegram: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")

    async with opened_bot(load_settings()) as bot:
        await bot.send_message(ANA, TYPED)

    assert [call.method for call in telegram.world.calls] == ["sendMessage"]
    assert written(capsys) == ""


@pytest.mark.parametrize(
    "library",
    [
        *("httpx", "httpcore", "aiohttp.client", "apscheduler.scheduler", "aiosqlite", "alembic"),
        *("asyncio", "psycopg", "sqlalchemy.engine.Engine", "uvicorn.error", "one.we.shall.use"),
    ],
)
def test_a_library_that_tells_too_much_is_silent(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")

    logging.getLogger(library).info("HTTP Request: POST https://api.telegram.org")
    logging.getLogger(library).warning("something is wrong")

    assert re.fullmatch(r"\S+ \S+ WARNING \S+ something is wrong\n", written(capsys))


def test_below_the_level_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("ERROR")

    logging.getLogger("bot.delivery.sending.sender").warning("outbox not read")

    assert written(capsys) == ""


def test_configuring_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    configure_logs("INFO")

    logging.getLogger("bot.delivery.sending.sender").info("delivery sent")

    assert written(capsys).count("delivery sent") == 1
