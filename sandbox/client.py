"""Client of the control API: plays people with phones, for tests and the demo."""

from types import TracebackType
from typing import Self

from sandbox.chat import ChatMessage, TapAnswer, answer_from
from sandbox.line import Json, Line, SandboxError
from sandbox.phone import NothingArrived, PersonClient

__all__ = ["NothingArrived", "PersonClient", "SandboxClient", "SandboxError"]


class SandboxClient:
    """Use it as `async with`, or close it with `aclose()`."""

    def __init__(self, url: str) -> None:
        self._line = Line(url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._line.aclose()

    async def person(
        self,
        user_id: int,
        name: str,
        *,
        role: str = "",
        starts: tuple[str, ...] = (),
        has_started: bool = False,
    ) -> PersonClient:
        """Create the person, or return an existing one."""
        body = {
            "user_id": user_id,
            "name": name,
            "role": role,
            "starts": list(starts),
            "has_started": has_started,
        }
        known = await self._line.post("/people", body)
        return PersonClient(self._line, user_id, name, known["seq"])

    async def crowd(self, size: int, *, first_id: int = 1000, name: str = "Persona") -> list[PersonClient]:
        """Create many people who have started the bot, in one call."""
        names = {first_id + n: f"{name} {n + 1}" for n in range(size)}
        body = [{"user_id": each, "name": called, "has_started": True} for each, called in names.items()]
        known = await self._line.post("/people", body)
        return [PersonClient(self._line, each, called, known["seq"]) for each, called in names.items()]

    async def acts(self, name: str) -> str:
        """Run an action of the host; return its note."""
        return str((await self._line.post(f"/actions/{name}"))["note"])

    async def fails(
        self,
        kind: str,
        method: str = "*",
        *,
        times: int | None = 1,
        retry_after: int = 1,
        status: int = 500,
        chat_id: int | None = None,
        **details: str | float,
    ) -> None:
        """Let the next calls of a method fail, or all until `stops_failing` where `times` is None.

        The kinds are those of `sandbox.faults.FaultKind`; the details are the other fields of
        `Fault`: seconds, migrate_to_chat_id, reason, probability, seed.
        """
        fault = {
            "kind": kind,
            "method": method,
            "times": times,
            "retry_after": retry_after,
            "status": status,
            "chat_id": chat_id,
        }
        await self._line.post("/faults", fault | details)

    async def stops_failing(self) -> None:
        await self._line.request("DELETE", "/faults")

    async def goes_down(self, kind: str = "drop") -> None:
        """Fail every call until `comes_back`: "drop" closes the connection, "unavailable" is a 503."""
        await self._line.post("/outage", {"kind": kind})

    async def comes_back(self) -> None:
        await self._line.request("DELETE", "/outage")

    async def injects(self, update: Json) -> None:
        """Deliver an update unchanged, even a malformed one."""
        await self._line.post("/updates", update)

    async def invents(self, kind: str = "novelty", payload: Json | None = None) -> int:
        """Deliver an update of an unknown kind; return its number."""
        done = await self._line.post("/updates/invent", {"kind": kind, "payload": payload or {}})
        return int(done["update_id"])

    async def repeats_updates(self, times: int) -> None:
        """Deliver each of the next updates again after it was acknowledged."""
        await self._line.post("/updates/repeat", {"times": times})

    async def mixes_updates(self, seed: int | None = 0) -> None:
        """Shuffle the chats in each answer, keeping the order within one; None ends it."""
        await self._line.post("/updates/mix", {"seed": seed})

    async def renumbers_updates(self, next_id: int | None = None, *, seed: int = 0) -> int:
        """Number the next updates from elsewhere, as after a silent week; return from where."""
        done = await self._line.post("/updates/renumber", {"next_id": next_id, "seed": seed})
        return int(done["next_id"])

    async def balances(self, *urls: str) -> None:
        """Deliver to these URLs in turn, as a load balancer would."""
        await self._line.post("/webhook/balance", {"urls": list(urls)})

    async def counts(self) -> Json:
        """Return the counts of accepted and refused calls: `sandbox.counts.Counts` as JSON."""
        return await self._line.get("/counts")

    async def clears_counts(self) -> None:
        await self._line.request("DELETE", "/counts")

    async def expires_taps(self) -> None:
        await self._line.post("/expire-taps")

    async def expires_inline(self) -> None:
        """Expire every inline query and every cached answer."""
        await self._line.post("/expire-inline")

    async def answers(self, chat_id: int | None = None) -> list[TapAnswer]:
        """Return the bot's answers to taps, oldest first."""
        params = {} if chat_id is None else {"chat_id": chat_id}
        found = await self._line.get("/answers", **params)
        return [answer_from(each) for each in found["answers"]]

    async def request(self, verb: str, path: str) -> Json:
        """Make any other control call."""
        return await self._line.request(verb, path)

    async def content(self, message: ChatMessage) -> bytes:
        """Return the bytes of the file that came with a message."""
        if message.file is None:
            raise SandboxError("el mensaje no trae archivo")
        return await self._line.content(message.file.file_id)
