"""The Bot API over HTTP: one route for every method and one for downloads."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.errors import ApiError, ConnectionDropped, OddResult, WebPage, not_found, unauthorized
from sandbox.faults import DOWNLOAD
from sandbox.limits import SENDS
from sandbox.methods import METHODS, Method
from sandbox.model import ApiCall
from sandbox.params import Params, read_params
from sandbox.world import World

Drop = Callable[[Any], None]
RequestHandler = Callable[[Request], Awaitable[Response]]


class BotApi:
    """`drop` cuts the connection of a client; without a token any token is accepted."""

    def __init__(self, world: World, *, token: str | None, drop: Drop) -> None:
        self._world = world
        self._token = token
        self._drop = drop

    def routes(self) -> list[Route]:
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        """Answer as Telegram does, with the date of its clock."""
        response = await self._unless_down(request, self._answer)
        response.headers["Date"] = format_datetime(self._world.clock().astimezone(UTC), usegmt=True)
        return response

    async def download(self, request: Request) -> Response:
        return await self._unless_down(request, self._file)

    async def _unless_down(self, request: Request, answer: RequestHandler) -> Response:
        try:
            self._world.outage.check()
            response = await answer(request)
            # An outage also loses the answers that were still being sent.
            self._world.outage.check()
        except WebPage as page:
            return HTMLResponse(page.html, status_code=page.status)
        except ConnectionDropped:
            return await self._hang_up(request)
        return response

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        try:
            return JSONResponse({"ok": True, "result": await self._result(request, name)})
        except OddResult:
            return JSONResponse({"ok": True, "result": None})
        except ApiError as refusal:
            self._world.counts.refuse(name, refusal.status)
            return JSONResponse(refusal.payload(), status_code=refusal.status)

    async def _file(self, request: Request) -> Response:
        self._world.faults.before(DOWNLOAD, None)
        found = self._world.files.at(request.path_params["path"])
        if found is None or not self._is_welcome(request):
            return JSONResponse(not_found().payload(), status_code=404)
        return Response(found.content, media_type="application/octet-stream")

    async def _result(self, request: Request, name: str) -> Any:
        if not self._is_welcome(request):
            raise unauthorized()
        method = METHODS.get(name.lower())
        if method is None:
            raise not_found()
        params = await read_params(request)
        chat_id = params.chat_id
        self._world.record(ApiCall(name, chat_id, self._now(), params.values))
        self._world.faults.before(name, chat_id)
        result = await self._accepted(name, method, params)
        self._world.counts.accept(name, self._now())
        await self._world.faults.after(name, chat_id)
        return result

    async def _accepted(self, name: str, method: Method, params: Params) -> Any:
        is_send = name.lower() in SENDS
        if is_send:
            self._world.throttle.check(params.chat_id, self._now())
        result = method(self._world, params)
        if is_send:
            self._world.throttle.accept(params.chat_id, self._now())
        return await result if inspect.isawaitable(result) else result

    def _is_welcome(self, request: Request) -> bool:
        return self._token in (None, request.path_params["token"])

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def _hang_up(self, request: Request) -> Response:
        self._drop(request.client)
        while (await request.receive())["type"] != "http.disconnect":
            continue
        # The client is gone; the framework still needs a response.
        return PlainTextResponse("")
