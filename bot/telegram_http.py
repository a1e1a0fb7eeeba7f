"""The line to Telegram: python-telegram-bot's requests, carried by aiohttp at a quarter of the cost."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.multipart import Upload
from bot.refusals import described

JSON = {"Content-Type": "application/json"}
IDLE_SECONDS = 15.0
"""How long an unused line stays open: well under what servers and firewalls on the way grant."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Telegram hands out files of up to 20 MB; whoever sends more than this is not Telegram."""
NO_LINE_FREE = "Pool timeout: every line is busy. Request was *not* sent to Telegram."


@dataclass(frozen=True)
class Patience:
    """Seconds for each step of a call, None for ever; those of PTB's own HTTPXRequest."""

    read: float | None = 5.0
    write: float | None = 5.0
    connect: float | None = 5.0
    pool: float | None = 1.0
    upload: float | None = 20.0
    """For a piece of a file, instead of `write`."""


class TelegramHttp(BaseRequest):
    """Calls Telegram over at most `lines` lines, which open with the first call and stay open.

    A call is never repeated here: whether a lost one may be is the sender's to say.
    """

    def __init__(self, lines: int, *, proxy: str | None = None, patience: Patience | None = None) -> None:
        self._lines = asyncio.Semaphore(lines)
        self._proxy = proxy
        self._patience = patience or Patience()
        self._session: aiohttp.ClientSession | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float | None:
        return self._patience.read

    async def initialize(self) -> None:
        self._is_shut = False

    async def shutdown(self) -> None:
        """Close the lines; calls are refused until the next `initialize`."""
        self._is_shut = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - as PTB calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        usual = self._patience
        body, headers = _body(request_data, write_timeout, usual)
        waits = _waits(_given(connect_timeout, usual.connect), _given(read_timeout, usual.read))
        session = self._opened()
        try:
            async with (
                self._line(_given(pool_timeout, usual.pool)),
                session.request(
                    method,
                    url,
                    data=body,
                    headers=headers,
                    timeout=waits,
                    ssl=self._trust_for(url),
                    allow_redirects=False,
                ) as answer,
            ):
                return answer.status, await _content(answer)
        except TimeoutError as error:
            raise TimedOut(_told(error)) from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{described(error)}") from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._is_shut:
            raise RuntimeError("this line to Telegram is shut")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # The lines are counted here, so that waiting for one has a limit of its own.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                # A call without parameters has no body, and so no type.
                skip_auto_headers=("Content-Type",),
                proxy=self._proxy,
            )
        return self._session

    @asynccontextmanager
    async def _line(self, pool: float | None) -> AsyncIterator[None]:
        if self._lines.locked():
            try:
                async with asyncio.timeout(pool):
                    await self._lines.acquire()
            except TimeoutError as late:
                raise aiohttp.ConnectionTimeoutError(NO_LINE_FREE) from late
        else:
            await self._lines.acquire()
        try:
            yield
        finally:
            self._lines.release()

    def _trust_for(self, url: str) -> ssl.SSLContext | bool:
        is_secret = url.startswith("https:") or (self._proxy or "").startswith("https:")
        return self._trust if is_secret else True

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whom httpx trusts: certifi, or what SSL_CERT_FILE and SSL_CERT_DIR name."""
        context = httpx.create_ssl_context()
        context.set_alpn_protocols(["http/1.1"])
        return context


def _body(
    data: RequestData | None, write_timeout: object, usual: Patience
) -> tuple[Upload | bytes | None, dict[str, str]]:
    """Return what a call carries: JSON, which costs both sides least, or the parts of an upload."""
    if data is None:
        return None, {}
    if data.contains_files:
        upload = Upload(data.json_parameters, data.multipart_data, _given(write_timeout, usual.upload))
        return upload, {"Content-Type": upload.content_type}
    if not (parameters := data.parameters):
        return None, {}
    return json.dumps(parameters).encode(), JSON


def _given(timeout: object, otherwise: float | None) -> float | None:
    """Return a timeout of this call, or the usual one where PTB says that none was given."""
    return timeout if timeout is None or isinstance(timeout, int | float) else otherwise


@lru_cache
def _waits(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    pieces, size = [], 0
    async for piece in answer.content.iter_any():
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise aiohttp.ClientPayloadError(f"the answer has more than {LARGEST_ANSWER} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _told(error: TimeoutError) -> str:
    return NO_LINE_FREE if NO_LINE_FREE in str(error) else f"Timed out: {described(error)}"
