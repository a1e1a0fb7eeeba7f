"""Limits of the HTTP server: the number of open connections, and the duration of a request.

uvicorn 0.54 has no timeout for the head and the body of a request, and answers 503 to everybody once its
limit of connections is reached: a client with many idle connections would keep Telegram out.
"""

import asyncio
import logging
import resource
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)

LARGEST_HEAD = 16 * 1024
"""Bytes of the request line and the headers."""
SLICE = LARGEST_HEAD // 4
"""h11 checks the size of a head only while it waits for more, so data is passed on in slices."""
FEWEST, MOST = 8, 128
SHARE = 8
"""The share of a process's descriptors that connections may use."""
IS_KNOWN = "is_known"
"""Key in a request's state: the caller has sent the secret."""

AsgiMessage = MutableMapping[str, Any]
Send = Callable[[AsgiMessage], Awaitable[None]]
Receive = Callable[[], Awaitable[AsgiMessage]]
Application = Callable[[AsgiMessage, Receive, Send], Awaitable[None]]


def room() -> int:
    """Return how many connections may be open; the other descriptors are for files and outgoing calls."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if allowed == resource.RLIM_INFINITY else max(FEWEST, min(MOST, allowed // SHARE))


@dataclass(frozen=True)
class ConnectionLimits:
    """The number of open connections; timeouts in seconds for head, body, answer and idle time."""

    most: int = field(default_factory=room)
    head: float = 10.0
    body: float = 20.0
    answer: float = 30.0
    idle: float = 5.0


class ConnectionStage(IntEnum):
    """The stage of a connection: idle or sending a head, sending a body, or awaiting its answer."""

    HEAD = 0
    BODY = 1
    ANSWER = 2


@dataclass
class OpenConnections:
    """The open connections, in order of arrival."""

    limits: ConnectionLimits = field(default_factory=ConnectionLimits)
    open: "dict[LimitedConnection, None]" = field(default_factory=dict)

    def protocol(self) -> Callable[..., "LimitedConnection"]:
        """Return the protocol that uvicorn creates for each connection."""

        def made(*given: Any, **named: Any) -> LimitedConnection:
            return LimitedConnection(self, *given, **named)

        return made

    def accept(self, new: "LimitedConnection") -> None:
        """Accept a connection; over the limit, close the least useful unknown one, oldest first."""
        if len(self.open) >= self.limits.most:
            log.warning("connection closed reason=%s", "crowded")
            least = min(self.open, key=lambda each: each.use)
            if least.is_known:
                new.end()
                return
            least.end()
        self.open[new] = None


class LimitedConnection(H11Protocol):
    """A connection with timeouts for receiving a request and for sending its answer."""

    def __init__(self, connections: OpenConnections, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._all = connections
        self._timer: asyncio.TimerHandle | None = None
        self._timed: ConnectionStage | None = None
        self._state: dict[str, Any] = {}
        self.app = self._answered(self.app)

    @property
    def is_known(self) -> bool:
        """Tell whether its last request carried the secret."""
        return bool(self._state.get(IS_KNOWN))

    @property
    def use(self) -> tuple[bool, bool]:
        """Return its rank: unknown and sending, unknown and being answered, known."""
        return self.is_known, self._stage is ConnectionStage.ANSWER

    @property
    def _stage(self) -> ConnectionStage:
        """Return its stage; a closing connection counts too, since the client may not read the answer."""
        if self.transport.is_closing():
            return ConnectionStage.ANSWER
        if self.conn.their_state is h11.IDLE:
            return ConnectionStage.HEAD
        return ConnectionStage.BODY if self.conn.their_state is h11.SEND_BODY else ConnectionStage.ANSWER

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_timer()
        self._all.accept(self)

    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), SLICE):
            if not self.transport.is_closing():
                super().data_received(data[start : start + SLICE])
        self._start_timer()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._stop_timer()
        if self._stage is not ConnectionStage.HEAD:
            self._start_timer()  # between two requests uvicorn's own timeout applies

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def end(self) -> None:
        self._forget()
        self.transport.abort()

    def _forget(self) -> None:
        self._stop_timer()
        self._all.open.pop(self, None)

    def _answered(self, app: Application) -> Application:
        """Record whether a request carried the secret; close the connection after a refusal."""

        async def answered(scope: AsgiMessage, receive: Receive, send: Send) -> None:
            self._state = scope["state"]

            async def sent(message: AsgiMessage) -> None:
                if message.get("status", 0) >= 400:
                    message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
                await send(message)

            await app(scope, receive, sent)

        return answered

    def _start_timer(self) -> None:
        """Start the timeout of this stage; receiving bytes does not extend it."""
        if self._timed is self._stage:
            return
        self._stop_timer()
        limits, self._timed = self._all.limits, self._stage
        seconds = (limits.head, limits.body, limits.answer)[self._stage]
        self._timer = self.loop.call_later(seconds, self._is_too_slow)

    def _stop_timer(self) -> None:
        self._timed = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _is_too_slow(self) -> None:
        log.warning("connection closed reason=%s", "slow")
        self.end()
