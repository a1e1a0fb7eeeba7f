"""Whether an answer is Telegram's, or of something on the way that answered instead (decision 22)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError

from bot.delivery.connection.refusals import NotTelegrams

Json = dict[str, Any]
Status = int

SPOKE_INSTEAD = range(300, 500)
"""Redirects and refusals: whatever answers so did not pass the call on, or hides that Telegram refused it."""
GAVE_UP_WAITING = (408, 425, 499)
"""Says nothing of how far the call had come."""
LOG_IN_FIRST = 511
TOO_LARGE = 413
UNTIL_A_LARGE_ONE = timedelta(days=1)
"""Only a person changes a limit on the way; until then each try would upload the whole file again."""
LONGEST_FLOOD = 366 * 86_400
"""Seconds; hours and days are real, more than a year is not."""
INT32 = 2**31
LATEST = 2**37
"""An instant of Telegram is at most some thousand years from now."""


def judged(url: str, status: Status, body: bytes) -> tuple[Status, bytes]:
    """Return the status of an answer of Telegram, by its words; raise for anybody else's.

    The content of a file has no words: its size is promised elsewhere.
    """
    method = method_of(url)
    if "/file/bot" in url and 200 <= status < 300:
        return status, body
    answer = _read(body)
    if answer is None:
        raise _not_telegrams(f"{status} without an answer of the Bot API", status)
    if answer["ok"] is False:
        return _refusal(answer, status), body
    if not 200 <= status < 300:
        raise _not_telegrams(f"{status} with a result", status)
    if not RESULTS.get(method, _is_something)(answer.get("result")):
        raise _in_doubt(f"an impossible result of {method}")
    return status, body if method != "getme" else _complete(answer)


def promised(content: bytes, size: int | None) -> bytes:
    """Return a file as it came; raise where it has not the size that Telegram promised."""
    if size is not None and len(content) != size:
        raise _in_doubt(f"{len(content)} bytes of a file that has {size}")
    return content


def method_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2].lower()


def _read(body: bytes) -> Json | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else None


def _refusal(answer: Json, status: Status) -> Status:
    """Return the code of a refusal; raise for one that Telegram would not word so."""
    code = answer.get("error_code", status)
    if type(code) is not int or not 400 <= code < 600:
        raise _not_telegrams(f"{status} with a refusal without a code", status)
    if not isinstance(answer.get("description"), str) or not _are_parameters(answer.get("parameters", {})):
        raise _not_telegrams(f"{status} with a refusal without words", status)
    return code


def _are_parameters(found: object) -> bool:
    if not isinstance(found, dict):
        return False
    wait, group = found.get("retry_after", 0), found.get("migrate_to_chat_id", 0)
    return type(wait) is int and 0 <= wait <= LONGEST_FLOOD and type(group) is int and abs(group) < 2**63


def _not_telegrams(what: str, status: Status) -> NetworkError:
    is_on_the_way = status in SPOKE_INSTEAD or status == LOG_IN_FIRST
    if not is_on_the_way or status in GAVE_UP_WAITING:
        return _in_doubt(what)
    wait = UNTIL_A_LARGE_ONE if status == TOO_LARGE else None
    return _raised(NotTelegrams(what, may_have_arrived=False, wait=wait))


def _in_doubt(what: str) -> NetworkError:
    return _raised(NotTelegrams(what, may_have_arrived=True))


def _raised(cause: NotTelegrams) -> NetworkError:
    error = NetworkError(f"not an answer of Telegram: {cause}")
    error.__cause__ = cause
    return error


def _complete(answer: Json) -> bytes:
    """Add to getMe the fields the library needs; leave out a name that is none."""
    person = answer["result"]
    person["is_bot"] = True
    if not isinstance(person.get("first_name"), str):
        person["first_name"] = ""
    for name in ("username", "last_name", "language_code"):
        if not (isinstance(person.get(name), str) and person[name]):
            person.pop(name, None)
    return json.dumps(answer).encode()


def _is_something(result: object) -> bool:
    return result is not None


def _is_done(result: object) -> bool:
    return result is True


def _is_user(result: object) -> bool:
    return isinstance(result, dict) and type(result.get("id")) is int and 0 < result["id"] < 2**63


def _is_message(result: object) -> bool:
    if not isinstance(result, dict):
        return False
    number = result.get("message_id")
    return type(number) is int and 0 <= number < INT32


def _is_batch(result: object) -> bool:
    """One that is malformed among others is left out; where none can be an update, Telegram did not speak."""
    if not isinstance(result, list):
        return False
    return not result or any(isinstance(each, dict) and type(each.get("update_id")) is int for each in result)


def _is_file(result: object) -> bool:
    if not isinstance(result, dict):
        return False
    names = (result.get("file_id"), result.get("file_unique_id"), result.get("file_path"))
    size = result.get("file_size", 0)
    return all(isinstance(name, str) for name in names) and type(size) is int and size >= 0


def _is_webhook(result: object) -> bool:
    if not isinstance(result, dict) or not isinstance(result.get("url"), str):
        return False
    numbers = (result.get("pending_update_count", 0), result.get("last_error_date", 0))
    are_numbers = all(type(each) is int and 0 <= each < LATEST for each in numbers)
    return are_numbers and isinstance(result.get("last_error_message", ""), str)


SENDS = ("sendmessage", "sendphoto", "senddocument")
EDITS = ("editmessagetext", "editmessagecaption", "editmessagereplymarkup")
SETTERS = ("setmycommands", "deletemycommands", "setwebhook", "deletewebhook")
ANSWERS = ("answercallbackquery", "answerinlinequery")
RESULTS: dict[str, Callable[[object], bool]] = {
    "getupdates": _is_batch,
    "getme": _is_user,
    "getfile": _is_file,
    "getwebhookinfo": _is_webhook,
    **dict.fromkeys((*SENDS, *EDITS), _is_message),
    **dict.fromkeys((*SETTERS, *ANSWERS), _is_done),
}
"""What a method can answer; of any other, anything but nothing."""
