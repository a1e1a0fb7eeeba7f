"""The control calls of inline mode: ask with the bot's name, wait for the answer, pick a result."""

from starlette.requests import Request
from starlette.routing import Route

from sandbox import changes, deeds
from sandbox.bodies import read_body
from sandbox.inline import InlineQuery
from sandbox.routing import Json, route
from sandbox.world import World

MAX_WAIT_SECONDS = 50.0


class InlineControl:
    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        person = "/_sandbox/people/{user_id:int}"
        return [
            route("POST", f"{person}/inline", self.asks),
            route("POST", f"{person}/results", self.picks),
            route("POST", "/_sandbox/expire-inline", self.expire),
        ]

    async def asks(self, request: Request) -> Json:
        """Ask, and wait up to `timeout` seconds for the bot."""
        body = await read_body(request)
        query = deeds.asks_inline(
            self._world,
            int(request.path_params["user_id"]),
            body.need("query", str),
            body.get("offset", str, ""),
            chat_type=body.get("chat_type", str, "sender"),
        )
        seconds = min(body.get("timeout", float, 0), MAX_WAIT_SECONDS)
        await self._world.inline.bell.wait_until(lambda: query.answer is not None, seconds)
        return _shown(query)

    async def picks(self, request: Request) -> Json:
        body = await read_body(request)
        user_id = int(request.path_params["user_id"])
        which = body.need("query_id", str), body.need("result_id", str)
        message = deeds.picks_result(self._world, user_id, *which)
        return changes.message(message)

    async def expire(self, request: Request) -> Json:
        del request
        self._world.inline.expire()
        return {}


def _shown(query: InlineQuery) -> Json:
    answer = query.answer
    return {
        "query_id": query.query_id,
        "is_answered": answer is not None,
        "is_from_cache": query.is_from_cache,
        "results": [
            {"id": each.id, "title": each.title, "description": each.description, "text": each.text}
            for each in (answer.results if answer else ())
        ],
        "button": answer.button if answer else None,
        "next_offset": answer.next_offset if answer else "",
    }
