"""Logs: no token whoever writes it, no address of the Bot API, one line for each event."""

import logging
import re

import pytest

from app.logs import configure_logs

SECRET = "7000000001:secret-of_nobody"


def written(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_line_says_when_how_grave_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    logging.getLogger("bot.sender").info("delivery %s outbox=%s", "sent", 7)

    line = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO bot\.sender delivery sent outbox=7\n"
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
    assert "ValueError: " in text
    assert "/bot<token>/getMe" in text
    assert "secret" not in text


@pytest.mark.parametrize("library", ["httpx", "httpcore", "apscheduler.scheduler", "aiosqlite", "alembic"])
def test_a_library_that_tells_too_much_is_silent(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")

    logging.getLogger(library).info("HTTP Request: POST https://api.telegram.org")
    logging.getLogger(library).warning("something is wrong")

    assert re.fullmatch(r"\S+ \S+ WARNING \S+ something is wrong\n", written(capsys))


def test_below_the_level_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("ERROR")

    logging.getLogger("bot.sender").warning("outbox not read")

    assert written(capsys) == ""


def test_configuring_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    configure_logs("INFO")

    logging.getLogger("bot.sender").info("delivery sent")

    assert written(capsys).count("delivery sent") == 1
