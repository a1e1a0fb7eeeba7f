"""One person's phone: their actions in the chat, and waiting for the bot."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from sandbox.chat import ChatMessage, InlineSeen, inline_from, message_from, pick_button
from sandbox.line import Json, Line

Wanted = str | Callable[[ChatMessage], object]


class NothingArrived(AssertionError):
    """The awaited message did not arrive in time; the text lists what did."""


class PersonClient:
    """One person's phone; `acted_at` is the sequence number of their last action."""

    def __init__(self, line: Line, user_id: int, name: str, acted_at: int) -> None:
        self._line = line
        self.user_id = user_id
        self.name = name
        self.acted_at = acted_at

    async def says(
        self, text: str, *, reply_to: int | None = None, forwarded_from: str | None = None
    ) -> ChatMessage:
        body = {"text": text, "reply_to": reply_to, "forwarded_from": forwarded_from}
        return await self._sends("/says", json=body)

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
        forwarded_from: str | None = None,
    ) -> ChatMessage:
        """Send a file; an album is several files with the same media_group_id."""
        fields = {
            "caption": caption or "",
            "as_photo": str(as_photo).lower(),
            "media_group_id": media_group_id or "",
            "forwarded_from": forwarded_from or "",
        }
        return await self._sends("/files", data=fields, files={"file": (name, content, mime)})

    async def sends_album(self, photos: Sequence[bytes], caption: str = "", *, album: str = "album") -> None:
        """Send photos as one album: a message for each, the caption on the first, as the app does."""
        for place, content in enumerate(photos):
            said = caption if place == 0 else ""
            await self.sends_file(
                "foto.jpg", content, "image/jpeg", said, as_photo=True, media_group_id=album
            )

    async def edits(self, message_id: int, text: str) -> ChatMessage:
        return await self._sends("/edits", json={"message_id": message_id, "text": text})

    async def asks_inline(
        self,
        text: str,
        *,
        offset: str = "",
        timeout: float = 60.0,  # noqa: ASYNC109 - unanswered is an answer, too
        chat_type: str = "sender",
    ) -> InlineSeen:
        """Send an inline query in some chat, and return the results shown."""
        body = {"query": text, "offset": offset, "timeout": timeout, "chat_type": chat_type}
        return inline_from(await self._line.post(f"/people/{self.user_id}/inline", body))

    async def picks(self, seen: InlineSeen, result_id: str) -> ChatMessage:
        """Post a result in the chat with the bot."""
        return await self._sends("/results", json={"query_id": seen.query_id, "result_id": result_id})

    async def blocks_bot(self) -> None:
        await self._does("/blocks", json={"blocked": True})

    async def unblocks_bot(self) -> None:
        await self._does("/blocks", json={"blocked": False})

    async def messages(self, after: int = 0) -> list[ChatMessage]:
        """Return the current messages changed since a sequence number, in chat order."""
        found, _ = await self._changes(after, 0)
        return sorted(found, key=lambda message: message.message_id)

    async def commands(self) -> list[str]:
        found = await self._line.get(f"/people/{self.user_id}/commands")
        return [str(each["command"]) for each in found["commands"]]

    async def waits_for(
        self,
        wanted: Wanted,
        timeout: float = 60.0,  # noqa: ASYNC109 - it ends in an error that says what did arrive
        *,
        after: int | None = None,
    ) -> ChatMessage:
        """Return the first matching message of the bot, new or edited since the person's last action.

        A text is searched in the visible text; `after` is another start than the last action.
        """
        fits = wanted if callable(wanted) else lambda message: wanted in message.text
        found, seen = await self._watches(fits, timeout, self.acted_at if after is None else after)
        if found is None:
            raise NothingArrived(_disappointment(self.name, wanted, seen))
        return found

    async def stays_silent(self, seconds: float) -> None:
        """Fail if the bot writes to this person within some seconds, or has since their last action."""
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
        found = await self._line.get("/changes", after=after, timeout=wait, chat_id=self.user_id)
        return [message_from(each) for each in found["messages"] if not each["deleted"]], found["seq"]

    async def _sends(self, path: str, **how: Any) -> ChatMessage:
        return message_from(await self._does(path, **how))

    async def _does(self, path: str, **how: Any) -> Json:
        done = await self._line.request("POST", f"/people/{self.user_id}{path}", **how)
        self.acted_at = int(done["seq"])
        return done


def _disappointment(name: str, wanted: Wanted, seen: list[ChatMessage]) -> str:
    hoped = f"«{wanted}»" if isinstance(wanted, str) else "lo que esperaba"
    arrived = "\n".join(f"- {message.text}" for message in seen) or "nada"
    return f"{name} no recibió {hoped}; llegó:\n{arrived}"
