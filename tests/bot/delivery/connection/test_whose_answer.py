"""Only Telegram speaks for Telegram: pages, portals and impossible results are of the network."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, NetworkError

from bot.delivery.connection.refusals import outcome_of
from bot.delivery.connection.whose_answer import judged, promised
from domain.delivery.outcomes import Ambiguous, NotSent, OutboxState, Outcome, decide
from domain.delivery.retries import RetryPolicy
from tests.clocks import NOON
from tests.deliveries import a_row

BASE = "https://telegram.invalid/bot7000000001:secret-of-the-bot/"
PAGE = b"<html><body>Acceso restringido</body></html>"


def meaning(status: int, words: bytes, method: str = "sendMessage") -> Outcome:
    with pytest.raises(NetworkError, match="not an answer of Telegram") as raised:
        judged(BASE + method, status, words)
    assert not isinstance(raised.value, BadRequest)
    return outcome_of(raised.value)


@pytest.mark.parametrize("status", [302, 307, 400, 401, 403, 404, 407, 409, 413, 418, 429, 451, 511])
@pytest.mark.parametrize("words", [PAGE, b"", b"{}", b'{"error":"blocked"}', b'{"ok":false}', b"[1]"])
def test_whoever_refuses_on_the_way_did_not_pass_it_on(status: int, words: bytes) -> None:
    assert isinstance(meaning(status, words), NotSent)


@pytest.mark.parametrize("status", [200, 201, 204, 408, 499, 500, 502, 503, 504, 520])
def test_what_may_have_been_passed_on_is_in_doubt(status: int) -> None:
    assert isinstance(meaning(status, PAGE), Ambiguous)


@pytest.mark.parametrize("status", [200, 403])
def test_a_refusal_has_the_code_of_its_words(status: int) -> None:
    words = b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'

    assert judged(BASE + "sendMessage", status, words) == (400, words)


@pytest.mark.parametrize(
    "parameters", [[], "x", {"retry_after": "7"}, {"retry_after": -1}, {"retry_after": 10**12}, None]
)
def test_a_refusal_with_impossible_parameters_is_of_the_network(parameters: object) -> None:
    words = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": parameters}

    assert isinstance(meaning(429, json.dumps(words).encode()), NotSent)


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("getUpdates", None),
        ("getUpdates", {}),
        ("getUpdates", True),
        ("getUpdates", [None]),
        ("getUpdates", [{}, {"update_id": "7"}]),
        ("getMe", None),
        ("getMe", {"id": "7"}),
        ("getMe", {}),
        ("getFile", {"file_id": "x"}),
        ("getFile", {"file_id": "x", "file_unique_id": "y"}),
        ("getFile", {"file_id": "x", "file_unique_id": "y", "file_path": "a", "file_size": "7"}),
        ("getWebhookInfo", []),
        ("getWebhookInfo", {"url": None}),
        ("getWebhookInfo", {"url": "", "pending_update_count": "3"}),
        ("getWebhookInfo", {"url": "", "last_error_date": 10**15}),
        ("getWebhookInfo", {"url": "", "last_error_message": 5}),
        ("sendMessage", True),
        ("sendMessage", {}),
        ("sendDocument", {"message_id": "7"}),
        ("editMessageText", False),
        ("setMyCommands", {}),
        ("setWebhook", False),
        ("deleteWebhook", None),
        ("answerCallbackQuery", "true"),
        ("anything", None),
    ],
)
def test_an_impossible_result_is_of_the_network(method: str, result: object) -> None:
    words = json.dumps({"ok": True, "result": result}).encode()

    assert isinstance(meaning(200, words, method), Ambiguous)


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("getUpdates", []),
        ("getUpdates", [{}, {"update_id": 7}]),
        ("getFile", {"file_id": "x", "file_unique_id": "y", "file_path": "a/b"}),
        ("getWebhookInfo", {"url": ""}),
        ("sendMessage", {"message_id": 7}),
        ("setMyCommands", True),
        ("anything", 5),
    ],
)
def test_a_possible_result_passes_as_it_is(method: str, result: object) -> None:
    words = json.dumps({"ok": True, "result": result}).encode()

    assert judged(BASE + method, 200, words) == (200, words)


@pytest.mark.parametrize(("content", "size"), [(b"", 0), (b"%PDF", 4), (PAGE, None)])
def test_a_file_is_what_telegram_promised(content: bytes, size: int | None) -> None:
    assert promised(content, size) == content


@pytest.mark.parametrize(("content", "size"), [(b"", 4), (b"%PD", 4), (PAGE, 4)])
def test_what_has_another_size_is_no_file_of_telegrams(content: bytes, size: int) -> None:
    with pytest.raises(NetworkError, match="not an answer of Telegram"):
        promised(content, size)


def test_the_bot_is_known_by_its_number_alone() -> None:
    said = {"ok": True, "result": {"id": 7, "username": ["x"]}}

    _, words = judged(BASE + "getMe", 200, json.dumps(said).encode())

    assert json.loads(words)["result"] == {"id": 7, "is_bot": True, "first_name": ""}


def test_a_large_file_refused_on_the_way_is_not_asked_for_a_day_and_then_once_more() -> None:
    refused = meaning(413, PAGE, "sendDocument")

    first = decide(a_row(), refused, RetryPolicy(), NOON)
    second = decide(a_row(attempts=first.attempts), refused, RetryPolicy(), NOON)

    assert (first.state, first.retry_at) == (OutboxState.PENDING, NOON + timedelta(days=1))
    assert second.state is OutboxState.DEAD


@given(st.integers(100, 599), st.binary(max_size=60) | st.from_regex(r"\{.{0,40}\}").map(str.encode))
def test_no_rubbish_is_taken_for_an_answer(status: int, words: bytes) -> None:
    assert isinstance(meaning(status, words), Ambiguous | NotSent)
