"""The Bot API over HTTP: one route for every method and one for downloads."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.errors import ApiError, ConnectionDropped, not_found, unauthorized
from sandbox.methods import METHODS
from sandbox.model import ApiCall
from sandbox.params import Params, read_params
from sandbox.world import World

Drop = Callable[[Any], None]


class BotApi:
    """`drop` cuts the connection of a client; without a token any token is good."""

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
        try:
            return JSONResponse({"ok": True, "result": await self._result(request)})
        except ApiError as refusal:
            return JSONResponse(refusal.payload(), status_code=refusal.status)
        except ConnectionDropped:
            return await self._hang_up(request)

    async def download(self, request: Request) -> Response:
        found = self._world.files.at(request.path_params["path"])
        if found is None or not self._is_welcome(request):
            return JSONResponse(not_found().payload(), status_code=404)
        return Response(found.content, media_type="application/octet-stream")

    async def _result(self, request: Request) -> Any:
        if not self._is_welcome(request):
            raise unauthorized()
        name = request.path_params["method"]
        method = METHODS.get(name.lower())
        if method is None:
            raise not_found()
        params = await read_params(request)
        self._record(name, params)
        self._world.faults.before(name, params.chat_id)
        result = method(self._world, params)
        if inspect.isawaitable(result):
            result = await result
        self._world.faults.after(name, params.chat_id)
        return result

    def _is_welcome(self, request: Request) -> bool:
        return self._token in (None, request.path_params["token"])

    def _record(self, name: str, params: Params) -> None:
        at = asyncio.get_running_loop().time()
        self._world.calls.append(ApiCall(name, params.chat_id, at, params.values))

    async def _hang_up(self, request: Request) -> Response:
        self._drop(request.client)
        while (await request.receive())["type"] != "http.disconnect":
            continue
        # Nobody is left to read it; the framework wants one all the same.
        return PlainTextResponse("")
