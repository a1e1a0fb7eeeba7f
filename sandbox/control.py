"""The control API: the page and the tests act as people through it."""

from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import changes, deeds
from sandbox.actions import PageAction
from sandbox.bodies import Body, asked_id, asked_number, read_body, read_json
from sandbox.errors import NoSuchThing
from sandbox.model import SandboxPerson
from sandbox.routing import Json, route
from sandbox.uploads import read_sent_file
from sandbox.world import World

MAX_WAIT_SECONDS = 50.0


class Control:
    def __init__(self, world: World, actions: Sequence[PageAction], timezone: str) -> None:
        self._world = world
        self._actions = {action.name: action for action in actions}
        self._timezone = timezone

    def routes(self) -> list[Route]:
        person = "/_sandbox/people/{user_id:int}"
        return [
            route("GET", "/_sandbox/state", self.state),
            route("GET", "/_sandbox/changes", self.changes),
            route("GET", "/_sandbox/answers", self.answers),
            route("GET", "/_sandbox/calls", self.calls),
            route("POST", "/_sandbox/people", self.welcome),
            route("POST", f"{person}/says", self.says),
            route("POST", f"{person}/taps", self.taps),
            route("POST", f"{person}/files", self.sends_file),
            route("POST", f"{person}/edits", self.edits),
            route("POST", f"{person}/blocks", self.blocks),
            route("GET", f"{person}/commands", self.commands),
            route("GET", "/_sandbox/actions", self.actions),
            route("POST", "/_sandbox/actions/{name}", self.act),
            route("POST", "/_sandbox/expire-taps", self.expire_taps),
            route("GET", "/_sandbox/files/{file_id}", self.file),
        ]

    async def state(self, request: Request) -> Json:
        del request
        return changes.state(self._world) | {
            "timezone": self._timezone,
            "actions": await self._listed_actions(),
        }

    async def changes(self, request: Request) -> Json:
        """Answer at once if something is newer than `after`; else wait up to `timeout` seconds."""
        after, only = int(asked_number(request, "after")), asked_id(request, "chat_id")
        seconds = min(asked_number(request, "timeout"), MAX_WAIT_SECONDS)
        await self._world.bells.of(only).wait_until(lambda: self._world.newest(only) > after, seconds)
        return changes.since(self._world, after, only)

    async def answers(self, request: Request) -> Json:
        taps = self._world.changed_taps(0, asked_id(request, "chat_id"))
        return {"answers": [changes.answer(tap) for tap in taps if tap.is_answered]}

    async def calls(self, request: Request) -> Json:
        del request
        return {
            "calls": [
                {"method": call.method, "chat_id": call.chat_id, "at": call.at} for call in self._world.calls
            ]
        }

    async def welcome(self, request: Request) -> Json:
        """Create a person, or a list of people."""
        found = await read_json(request)
        if isinstance(found, list):
            self._world.welcome_all([_person(Body.of(each)) for each in found])
            return {"seq": self._world.seq}
        return changes.person(self._world.welcome(_person(Body.of(found)))) | {"seq": self._world.seq}

    async def says(self, request: Request) -> Json:
        body = await read_body(request)
        message = deeds.says(
            self._world,
            _user_id(request),
            body.need("text", str),
            body.get("reply_to", int, None),
            forwarded_from=body.get("forwarded_from", str, None),
        )
        return changes.message(message)

    async def taps(self, request: Request) -> Json:
        body = await read_body(request)
        which = body.need("message_id", int), body.need("data", str)
        tap = deeds.taps(self._world, _user_id(request), *which)
        return {"query_id": tap.query_id, "seq": tap.seq}

    async def sends_file(self, request: Request) -> Json:
        sent = await read_sent_file(request)
        kind = "photo" if sent.is_photo else "document"
        attachment = self._world.files.add(kind, sent.content, sent.name, sent.mime)
        message = deeds.sends_file(
            self._world,
            _user_id(request),
            attachment,
            sent.caption,
            sent.album,
            forwarded_from=sent.forwarded_from,
        )
        return changes.message(message)

    async def edits(self, request: Request) -> Json:
        body = await read_body(request)
        which = body.need("message_id", int), body.need("text", str)
        return changes.message(deeds.edits(self._world, _user_id(request), *which))

    async def blocks(self, request: Request) -> Json:
        has_blocked = (await read_body(request)).need("blocked", bool)
        person = deeds.blocks(self._world, _user_id(request), has_blocked=has_blocked)
        return changes.person(person) | {"seq": self._world.seq}

    async def commands(self, request: Request) -> Json:
        return {"commands": self._world.menus.seen_by(_user_id(request))}

    async def actions(self, request: Request) -> Json:
        del request
        return {"actions": await self._listed_actions()}

    async def act(self, request: Request) -> Json:
        action = self._actions.get(request.path_params["name"])
        if action is None:
            raise NoSuchThing("Aquí no hay esa acción. Elija una de la lista.")
        note = await action.run()
        self._world.note("action", note)
        return {"note": note, "seq": self._world.seq}

    async def expire_taps(self, request: Request) -> Json:
        del request
        self._world.expire_taps()
        return {}

    async def file(self, request: Request) -> Response:
        found = self._world.files.get(request.path_params["file_id"])
        if found is None:
            raise NoSuchThing("Aquí no hay ese archivo.")
        # Only images open in the page: a document must never run as a page of ours.
        place = "inline" if found.mime in ("image/png", "image/jpeg", "image/webp") else "attachment"
        headers = {
            "Content-Disposition": f"{place}; filename*=utf-8''{quote(found.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(found.content, media_type=found.mime, headers=headers)

    async def _listed_actions(self) -> list[Json]:
        return [
            {
                "name": action.name,
                "label": action.label,
                "leads_to": await action.leads_to() if action.leads_to else "",
            }
            for action in self._actions.values()
        ]


def _person(body: Body) -> SandboxPerson:
    return SandboxPerson(
        user_id=body.need("user_id", int),
        name=body.need("name", str),
        role=body.get("role", str, ""),
        starts=tuple(body.texts("starts")),
        has_started=body.get("has_started", bool, False),
    )


def _user_id(request: Request) -> int:
    return int(request.path_params["user_id"])
