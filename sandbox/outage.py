"""An outage of Telegram: every call fails until it ends."""

import asyncio
from enum import StrEnum

from sandbox.errors import ConnectionDropped, WebPage


class OutageKind(StrEnum):
    DROP = "drop"
    """The connection is closed without an answer."""
    UNAVAILABLE = "unavailable"
    """503, with the page of the web server in front."""


class SimulatedOutage:
    def __init__(self) -> None:
        self._kind: OutageKind | None = None
        self._is_over = asyncio.Event()
        self._is_over.set()

    def begin(self, kind: OutageKind) -> None:
        self._kind = kind
        self._is_over.clear()

    def end(self) -> None:
        self._kind = None
        self._is_over.set()

    def check(self) -> None:
        """Raise the error of a call during an outage."""
        if self._kind is OutageKind.DROP:
            raise ConnectionDropped
        if self._kind is OutageKind.UNAVAILABLE:
            raise WebPage(503, "Service Temporarily Unavailable")

    async def ends(self) -> None:
        await self._is_over.wait()
