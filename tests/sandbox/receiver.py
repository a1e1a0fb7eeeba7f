"""A bot's webhook: records what is posted and answers as configured."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.hanging import HANGS

Json = dict[str, Any]


@dataclass
class Receiver:
    """`answers` holds the next status codes, after them 200; 0 hangs up. `gate` delays every answer."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    posted: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    open: int = 0
    _lines: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, is_true: Callable[[], object]) -> None:
        async with asyncio.timeout(HANGS), self._changed:
            await self._changed.wait_for(is_true)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.posted]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self._lines[asyncio.current_task()] = writer
        try:
            while await self._answer(reader, writer):
                continue
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def hangs_up(self) -> None:
        self.gate.set()
        for writer in self._lines.values():
            writer.close()
        await asyncio.gather(*[line for line in self._lines if line])

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head)}
        update = json.loads(await reader.readexactly(int(headers["content-length"])))
        status = self.answers.pop(0) if self.answers else 200
        async with self._changed:
            self.posted.append(update)
            self.secrets.append(headers.get("x-telegram-bot-api-secret-token"))
            self._changed.notify_all()
        await self.gate.wait()
        if status:
            writer.write(f"HTTP/1.1 {status} So\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
        return bool(status)


@asynccontextmanager
async def receiving(*answers: int) -> AsyncIterator[Receiver]:
    receiver = Receiver(answers=list(answers))
    receiver.gate.set()
    server = await asyncio.start_server(receiver.handle, "127.0.0.1")
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield receiver
    finally:
        server.close()
        await receiver.hangs_up()
