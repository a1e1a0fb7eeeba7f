"""People in front of their phones, for tests and the demo, over the control API."""

from types import TracebackType
from typing import Self

from sandbox.chat import Answer, ChatMessage, answer_from
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
        """Create the person, or meet one who exists already."""
        body = {
            "user_id": user_id,
            "name": name,
            "role": role,
            "starts": list(starts),
            "has_started": has_started,
        }
        known = await self._line.post("/people", body)
        return PersonClient(self._line, user_id, name, known["seq"])

    async def acts(self, name: str) -> str:
        """Run an action of the host; return the note it left."""
        return str((await self._line.post(f"/actions/{name}"))["note"])

    async def fails(
        self,
        kind: str,
        method: str = "*",
        *,
        times: int = 1,
        retry_after: int = 1,
        status: int = 500,
        chat_id: int | None = None,
    ) -> None:
        """Let the next calls of a method fail; the kinds are those of `sandbox.faults.FaultKind`."""
        fault = {
            "kind": kind,
            "method": method,
            "times": times,
            "retry_after": retry_after,
            "status": status,
            "chat_id": chat_id,
        }
        await self._line.post("/faults", fault)

    async def stops_failing(self) -> None:
        await self._line.request("DELETE", "/faults")

    async def injects(self, update: Json) -> None:
        """Hand the bot an update as it is, however malformed."""
        await self._line.post("/updates", update)

    async def expires_taps(self) -> None:
        await self._line.post("/expire-taps")

    async def answers(self, chat_id: int | None = None) -> list[Answer]:
        """Return what the bot answered to taps, oldest first."""
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
