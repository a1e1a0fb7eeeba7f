"""A server on this machine that answers as no Telegram would: what to say is written out in each test."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Visit:
    """One connection of a client."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    received: list[bytes]

    async def head(self) -> bytes:
        return await self.reader.readuntil(b"\r\n\r\n")

    async def request(self) -> bytes:
        """Read a request to its end; note it and return it."""
        head = await self.head()
        length = re.search(rb"(?i)content-length: (\d+)", head)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        self.received.append(head + body)
        return head + body

    async def say(self, words: bytes) -> None:
        self.writer.write(words)
        await self.writer.drain()


Talk = Callable[[Visit], Awaitable[None]]


@dataclass
class Rough:
    url: str
    received: list[bytes] = field(default_factory=list)
    """Requests that came in whole."""


@asynccontextmanager
async def rough_server(talk: Talk) -> AsyncIterator[Rough]:
    """Serve with one talk for each connection, which is closed at its end."""
    rough, open_visits = Rough(""), set[asyncio.Task[None]]()

    async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_visits.add(task)
        try:
            await talk(Visit(reader, writer, rough.received))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            writer.close()
            open_visits.discard(task)

    server = await asyncio.start_server(welcome, "127.0.0.1", 0)
    rough.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield rough
    finally:
        server.close()
        for visit in list(open_visits):
            visit.cancel()
        await asyncio.gather(*open_visits, return_exceptions=True)
        await server.wait_closed()


def reply(
    body: bytes = b'{"ok":true,"result":{"message_id":7}}', *, status: str = "200 OK", **headers: str
) -> bytes:
    """Return an answer; a header is named with underscores."""
    named = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*head, "", ""]).encode() + body


async def never_answers(visit: Visit) -> None:
    await visit.request()
    await asyncio.Event().wait()


async def answers(visit: Visit) -> None:
    while True:
        await visit.request()
        await visit.say(reply())
