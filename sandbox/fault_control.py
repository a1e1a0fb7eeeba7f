"""Control calls that inject faults, and those that show their effects."""

import random
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.bodies import read_body
from sandbox.errors import NoSuchThing
from sandbox.faults import Fault, FaultKind
from sandbox.json_post import is_on_this_machine
from sandbox.outage import OutageKind
from sandbox.routing import Json, route
from sandbox.world import World

MAX_UPDATE_ID = 2**31 - 2**20
_DETAILS: dict[str, type[Any]] = {
    "method": str,
    "times": int,
    "retry_after": int,
    "status": int,
    "chat_id": int,
    "seconds": float,
    "migrate_to_chat_id": int,
    "reason": str,
    "probability": float,
    "seed": int,
}


class FaultControl:
    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        return [
            route("POST", "/_sandbox/faults", self.plan_fault),
            route("DELETE", "/_sandbox/faults", self.clear_faults),
            route("POST", "/_sandbox/outage", self.begin_outage),
            route("DELETE", "/_sandbox/outage", self.end_outage),
            route("POST", "/_sandbox/updates", self.inject_update),
            route("POST", "/_sandbox/updates/invent", self.invent_update),
            route("POST", "/_sandbox/updates/repeat", self.repeat_updates),
            route("POST", "/_sandbox/updates/mix", self.mix_updates),
            route("POST", "/_sandbox/updates/renumber", self.renumber_updates),
            route("POST", "/_sandbox/webhook/balance", self.balance),
            route("GET", "/_sandbox/counts", self.counts),
            route("DELETE", "/_sandbox/counts", self.clear_counts),
        ]

    async def plan_fault(self, request: Request) -> Json:
        body = await read_body(request)
        self._world.faults.plan(Fault(body.word("kind", FaultKind), **body.details(_DETAILS, "kind")))
        return {}

    async def clear_faults(self, request: Request) -> Json:
        del request
        self._world.faults.clear()
        return {}

    async def begin_outage(self, request: Request) -> Json:
        self._world.go_down((await read_body(request)).word("kind", OutageKind))
        return {}

    async def end_outage(self, request: Request) -> Json:
        del request
        self._world.outage.end()
        return {}

    async def inject_update(self, request: Request) -> Json:
        self._world.updates.inject((await read_body(request)).fields)
        return {}

    async def invent_update(self, request: Request) -> Json:
        body = await read_body(request)
        kind, payload = body.need("kind", str), body.need("payload", dict)
        return {"update_id": self._world.updates.invent(kind, payload)}

    async def repeat_updates(self, request: Request) -> Json:
        self._world.updates.repeat((await read_body(request)).need("times", int))
        return {}

    async def mix_updates(self, request: Request) -> Json:
        self._world.updates.mix((await read_body(request)).get("seed", int, None))
        return {}

    async def renumber_updates(self, request: Request) -> Json:
        """Renumber updates from `next_id`, or from a seeded random number."""
        body = await read_body(request)
        dice = random.Random(body.get("seed", int, 0))  # noqa: S311 - must be repeatable
        next_id = body.get("next_id", int, dice.randrange(1, MAX_UPDATE_ID))
        self._world.updates.renumber(next_id)
        return {"next_id": next_id}

    async def balance(self, request: Request) -> Json:
        urls = (await read_body(request)).texts("urls")
        if not all(map(is_on_this_machine, urls)):
            raise NoSuchThing("Las réplicas deben estar en esta máquina.")
        self._world.webhook_sender.balance(urls)
        return {}

    async def counts(self, request: Request) -> Json:
        del request
        return self._world.counts.as_json()

    async def clear_counts(self, request: Request) -> Json:
        del request
        self._world.counts.clear()
        return {}
