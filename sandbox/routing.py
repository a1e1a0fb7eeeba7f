"""The routes of the control API: JSON answers, and errors in Spanish."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.errors import ApiError, ControlRefused
from sandbox.spanish import NOT_HERE, OTHER_METHOD, OTHER_SITE, UNREADABLE, WENT_WRONG, in_spanish

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Any]]

ROOT = "/_sandbox"
BOT_API = ("/bot", "/file/bot")


def route(method: str, path: str, handler: Handler) -> Route:
    async def answer(request: Request) -> Response:
        # A page of another origin must not make control calls.
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _refusal(OTHER_SITE, 403)
        try:
            result = await handler(request)
        except ControlRefused as refused:
            return _refusal(refused.sentence, refused.status)
        except ApiError as refused:
            return _refusal(in_spanish(refused), refused.status)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, answer, methods=[method])


async def not_served(request: Request, error: Exception) -> Response:
    """Answer unknown routes and malformed requests; those of the Bot API as Telegram does."""
    assert isinstance(error, HTTPException)
    path = request.url.path
    if path.startswith(BOT_API):
        return JSONResponse(ApiError(error.status_code, error.detail).payload(), error.status_code)
    sentences = {404: NOT_HERE.format(path=path), 405: OTHER_METHOD.format(path=path)}
    sentence = sentences.get(error.status_code, UNREADABLE)
    if path.startswith(ROOT):
        return _refusal(sentence, error.status_code)
    return PlainTextResponse(sentence, error.status_code)


async def failed(request: Request, error: Exception) -> Response:
    """Answer when our own code failed; the framework raises the error again for the log."""
    del error
    if request.url.path.startswith(BOT_API):
        return JSONResponse(ApiError(500, "Internal Server Error").payload(), 500)
    return _refusal(WENT_WRONG, 500)


def _refusal(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
