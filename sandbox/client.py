"""A person in front of a phone, for tests and the demo: writes, taps, reads and waits."""

import asyncio
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx

from sandbox.chat import Answer, ChatMessage, answer_from, message_from, pick_button

Json = dict[str, Any]
Wanted = str | Callable[[ChatMessage], object]


class SandboxError(Exception):
    """The sandbox refused what a person tried to do."""


class NothingArrived(AssertionError):
    """What was waited for did not come in time; the text lists what did come."""


class SandboxClient:
    """Use it as `async with`, or close it with `aclose()`."""

    def __init__(self, url: str) -> None:
        # Everything is plain HTTP on this machine: an empty context saves reading the certificates.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._http = httpx.AsyncClient(base_url=f"{url}/_sandbox", timeout=60, trust_env=False, verify=bare)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    async def person(
        self,
        user_id: int,
        name: str,
        *,
        role: str = "",
        starts: tuple[str, ...] = (),
        has_started: bool = False,
    ) -> "PersonClient":
        """Create the person, or meet one who exists already."""
        body = {
            "user_id": user_id,
            "name": name,
            "role": role,
            "starts": list(starts),
            "has_started": has_started,
        }
        known = await self.post("/people", body)
        return PersonClient(self, user_id, name, known["seq"])

    async def acts(self, name: str) -> str:
        """Run an action of the host; return the note it left."""
        return str((await self.post(f"/actions/{name}"))["note"])

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
        await self.post("/faults", fault)

    async def stops_failing(self) -> None:
        await self.request("DELETE", "/faults")

    async def injects(self, update: Json) -> None:
        """Hand the bot an update as it is, however malformed."""
        await self.post("/updates", update)

    async def expires_taps(self) -> None:
        await self.post("/expire-taps")

    async def answers(self, chat_id: int | None = None) -> list[Answer]:
        """Return what the bot answered to taps, oldest first."""
        params = {} if chat_id is None else {"chat_id": chat_id}
        found = await self.request("GET", "/answers", params=params)
        return [answer_from(each) for each in found["answers"]]

    async def post(self, path: str, body: Json | None = None) -> Json:
        return await self.request("POST", path, json=body)

    async def request(self, verb: str, path: str, **how: Any) -> Json:
        response = await self._http.request(verb, path, **how)
        if response.is_error:
            raise SandboxError(_reason(response))
        found: Json = response.json()
        return found

    async def content(self, message: ChatMessage) -> bytes:
        """Return the bytes of the file that came with a message."""
        if message.file is None:
            raise SandboxError("el mensaje no trae archivo")
        response = await self._http.get(f"/files/{message.file.file_id}")
        return response.raise_for_status().content


class PersonClient:
    """One person's phone; `acted_at` is the sequence number of what they did last."""

    def __init__(self, sandbox: SandboxClient, user_id: int, name: str, acted_at: int) -> None:
        self.sandbox = sandbox
        self.user_id = user_id
        self.name = name
        self.acted_at = acted_at

    async def says(self, text: str, *, reply_to: int | None = None) -> ChatMessage:
        return await self._sends("/says", json={"text": text, "reply_to": reply_to})

    async def taps(self, label: str) -> None:
        """Tap the newest button with that label, or else the newest whose label starts with it."""
        message, data = pick_button(await self.messages(), label)
        await self.taps_data(message.message_id, data)

    async def taps_data(self, message_id: int, data: str) -> None:
        """Tap by data, whether or not the message still shows such a button."""
        await self._does("/taps", json={"message_id": message_id, "data": data})

    async def sends_file(
        self,
        name: str,
        content: bytes,
        mime: str,
        caption: str | None = None,
        *,
        as_photo: bool = False,
        media_group_id: str | None = None,
    ) -> ChatMessage:
        """Send a file; an album is several files with the same media_group_id."""
        fields = {
            "caption": caption or "",
            "as_photo": str(as_photo).lower(),
            "media_group_id": media_group_id or "",
        }
        return await self._sends("/files", data=fields, files={"file": (name, content, mime)})

    async def edits(self, message_id: int, text: str) -> ChatMessage:
        return await self._sends("/edits", json={"message_id": message_id, "text": text})

    async def blocks_bot(self) -> None:
        await self._does("/blocks", json={"blocked": True})

    async def unblocks_bot(self) -> None:
        await self._does("/blocks", json={"blocked": False})

    async def messages(self, after: int = 0) -> list[ChatMessage]:
        """Return the live messages changed since a sequence number, in the order of the chat."""
        found, _ = await self._changes(after, 0)
        return sorted(found, key=lambda message: message.message_id)

    async def commands(self) -> list[str]:
        found = await self.sandbox.request("GET", f"/people/{self.user_id}/commands")
        return [str(each["command"]) for each in found["commands"]]

    async def waits_for(
        self,
        wanted: Wanted,
        timeout: float = 5.0,  # noqa: ASYNC109 - it ends in an error that says what did arrive
        *,
        after: int | None = None,
    ) -> ChatMessage:
        """Return the first message of the bot that fits, new or edited since the person's last deed.

        A text is searched in what the person reads; `after` begins elsewhere than at the last deed.
        """
        fits = wanted if callable(wanted) else lambda message: wanted in message.text
        found, seen = await self._watches(fits, timeout, self.acted_at if after is None else after)
        if found is None:
            raise NothingArrived(_disappointment(self.name, wanted, seen))
        return found

    async def stays_silent(self, seconds: float) -> None:
        """Fail where the bot writes to this person within some seconds, or has since their last deed."""
        found, _ = await self._watches(lambda _: True, seconds, self.acted_at)
        if found:
            raise AssertionError(f"{self.name} recibió: {found.text}")

    async def _watches(
        self, fits: Callable[[ChatMessage], object], seconds: float, after: int
    ) -> tuple[ChatMessage | None, list[ChatMessage]]:
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        seen: list[ChatMessage] = []
        while True:
            news, after = await self._changes(after, max(deadline - clock(), 0))
            for message in news:
                if message.from_bot:
                    seen.append(message)
                    if fits(message):
                        return message, seen
            if clock() >= deadline:
                return None, seen

    async def _changes(self, after: int, wait: float) -> tuple[list[ChatMessage], int]:
        params = {"after": after, "timeout": wait, "chat_id": self.user_id}
        found = await self.sandbox.request("GET", "/changes", params=params)
        return [message_from(each) for each in found["messages"] if not each["deleted"]], found["seq"]

    async def _sends(self, path: str, **how: Any) -> ChatMessage:
        return message_from(await self._does(path, **how))

    async def _does(self, path: str, **how: Any) -> Json:
        done = await self.sandbox.request("POST", f"/people/{self.user_id}{path}", **how)
        self.acted_at = int(done["seq"])
        return done


def _reason(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"])
    except (ValueError, KeyError):
        return f"HTTP {response.status_code}"


def _disappointment(name: str, wanted: Wanted, seen: list[ChatMessage]) -> str:
    hoped = f"«{wanted}»" if isinstance(wanted, str) else "lo que esperaba"
    arrived = "\n".join(f"- {message.text}" for message in seen) or "nada"
    return f"{name} no recibió {hoped}; llegó:\n{arrived}"
