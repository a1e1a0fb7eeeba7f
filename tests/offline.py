"""Bots of tests that call nobody, or only a stand-in without TLS.

PTB's own client reads all certificates of the machine for each bot, forty milliseconds of processor.
"""

from typing import Any

from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, HTTPXRequest


class NoConnection(BaseRequest):
    """Reach nobody."""

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        raise NetworkError(f"a test without a line called {url.rsplit('/', 1)[1]}")


def bot_without_line(token: str) -> Bot:
    return Bot(token, request=NoConnection(), get_updates_request=NoConnection())


def plain_http() -> HTTPXRequest:
    """Return PTB's own client, as anybody would use it, for addresses without TLS."""
    return HTTPXRequest(httpx_kwargs={"verify": False})
