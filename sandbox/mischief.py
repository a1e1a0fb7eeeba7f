"""The control calls with which the sandbox is made to misbehave, and those that show what came of it."""

import random

from starlette.requests import Request
from starlette.routing import Route

from sandbox.errors import NoSuchThing
from sandbox.faults import Fault, FaultKind
from sandbox.outage import OutageKind
from sandbox.postman import is_on_this_machine
from sandbox.routing import Json, route
from sandbox.world import World

MAX_UPDATE_ID = 2**31 - 2**20


class Mischief:
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
        body = await request.json()
        self._world.faults.plan(Fault(**(body | {"kind": FaultKind(body["kind"])})))
        return {}

    async def clear_faults(self, request: Request) -> Json:
        del request
        self._world.faults.clear()
        return {}

    async def begin_outage(self, request: Request) -> Json:
        self._world.go_down(OutageKind((await request.json())["kind"]))
        return {}

    async def end_outage(self, request: Request) -> Json:
        del request
        self._world.outage.end()
        return {}

    async def inject_update(self, request: Request) -> Json:
        self._world.updates.inject(await request.json())
        return {}

    async def invent_update(self, request: Request) -> Json:
        body = await request.json()
        return {"update_id": self._world.updates.invent(str(body["kind"]), body["payload"])}

    async def repeat_updates(self, request: Request) -> Json:
        self._world.updates.repeat(int((await request.json())["times"]))
        return {}

    async def mix_updates(self, request: Request) -> Json:
        seed = (await request.json())["seed"]
        self._world.updates.mix(None if seed is None else int(seed))
        return {}

    async def renumber_updates(self, request: Request) -> Json:
        """Go on from `next_id`, or from a number that the seed decides."""
        body = await request.json()
        chance = random.Random(body["seed"]).randrange(1, MAX_UPDATE_ID)  # noqa: S311 - must be repeatable
        next_id = chance if body["next_id"] is None else int(body["next_id"])
        self._world.updates.renumber(next_id)
        return {"next_id": next_id}

    async def balance(self, request: Request) -> Json:
        urls = [str(url) for url in (await request.json())["urls"]]
        if not all(map(is_on_this_machine, urls)):
            raise NoSuchThing("las réplicas deben estar en esta máquina")
        self._world.courier.balance(urls)
        return {}

    async def counts(self, request: Request) -> Json:
        del request
        return self._world.counts.as_json()

    async def clear_counts(self, request: Request) -> Json:
        del request
        self._world.counts.clear()
        return {}
