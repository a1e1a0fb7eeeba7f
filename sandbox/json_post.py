"""Posts JSON over plain HTTP on this machine; a general client costs five times as much per update."""

import asyncio
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit


class NotDelivered(Exception):
    """The text says why, as Telegram would."""


@dataclass(frozen=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, host: str, port: int) -> Self:
        return cls(*await asyncio.open_connection(host, port))

    async def ask(self, request: bytes) -> tuple[str, bool]:
        """Return the status, as in "200 OK", and whether the connection may be reused."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        parts = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in parts}
        length = headers.get("content-length", "")
        if length.isdecimal():
            await self.reader.readexactly(int(length))
        # A body of unknown length is not read: the connection is closed.
        may_stay = length.isdecimal() and headers.get("connection", "").lower() != "close"
        return first.partition(" ")[2], may_stay


class JsonPost:
    """Keeps its connections open; every update carries the secret."""

    def __init__(self, secret_token: str, seconds: float) -> None:
        self._seconds = seconds
        self._headers = "Content-Type: application/json\r\nUser-Agent: sandbox\r\n"
        if secret_token:
            self._headers += f"X-Telegram-Bot-Api-Secret-Token: {secret_token}\r\n"
        self._idle: dict[tuple[str, int], list[_Line]] = {}

    def close(self) -> None:
        for lines in self._idle.values():
            for line in lines:
                line.writer.close()
        self._idle.clear()

    async def post(self, url: str, body: bytes) -> None:
        """Return when the answer is 2xx; else raise NotDelivered."""
        if not is_on_this_machine(url):
            raise NotDelivered("Failed to resolve host: the sandbox delivers on this machine only")
        try:
            async with asyncio.timeout(self._seconds):
                status = await self._post(url, body)
        except TimeoutError:
            raise NotDelivered("Read timeout expired") from None
        except ConnectionRefusedError:
            raise NotDelivered("Connection refused") from None
        except (OSError, EOFError, asyncio.LimitOverrunError):
            raise NotDelivered("Connection reset by peer") from None
        if not status.startswith("2"):
            raise NotDelivered(f"Wrong response from the webhook: {status}")

    async def _post(self, url: str, body: bytes) -> str:
        parts = urlsplit(url)
        place = parts.hostname or "", parts.port or 80
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{self._headers}Content-Length: {len(body)}\r\n"
        )
        line = self._taken(place) or await _Line.open(*place)
        may_stay = False
        try:
            status, may_stay = await line.ask(f"{head}\r\n".encode() + body)
        finally:
            # A cancelled or failed request closes its connection.
            if may_stay:
                self._idle.setdefault(place, []).append(line)
            else:
                line.writer.close()
        return status

    def _taken(self, place: tuple[str, int]) -> _Line | None:
        """Return an idle connection that the server has not closed."""
        lines = self._idle.get(place, [])
        while lines:
            line = lines.pop()
            if not line.reader.at_eof():
                return line
            line.writer.close()
        return None


def is_on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False
