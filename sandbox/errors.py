"""Errors: those of the Bot API in Telegram's words, those of control calls in Spanish."""

from typing import Any

EMPTY_FILE = "file must be non-empty"
EMPTY_TEXT = "message text is empty"
LONG_TEXT = "message is too long"
LONG_CAPTION = "message caption is too long"


class ApiError(Exception):
    """A call that Telegram answers with `ok: false`; parameters carry retry_after and its like."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def payload(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class WebPage(Exception):
    """A call answered by a proxy's HTML page instead of JSON."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.html = (
            f"<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n"
            f"<center><h1>{status} {title}</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n"
            "</body>\r\n</html>\r\n"
        )


class OddResult(Exception):
    """A call answered with well-formed JSON but an impossible result."""


class ConnectionDropped(Exception):
    """The connection drops: no status, no body."""


class ControlRefused(Exception):
    """A control call that fails, with a Spanish sentence."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class NoSuchThing(ControlRefused):
    """A control call about a person, message, file or action that does not exist."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, 404)


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


def polled_elsewhere() -> ApiError:
    return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_found() -> ApiError:
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")
