"""The HTTP server of a running bot: health, readiness, metrics and the optional webhook."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.descriptors import are_nearly_out, open_descriptors, tell_of_shortage
from app.http_connections import LARGEST_HEAD, ConnectionLimits, OpenConnections
from app.listening import open_listener, why_not, written
from app.metrics import Metrics
from app.pulse import Pulse
from app.settings import SettingWrong
from domain.kit.clocks import is_apart, off_by, written_length
from storage.engine import Database, DatabaseFailed
from storage.queues.queue_figures import queue_figures

log = logging.getLogger(__name__)

SILENT_CLOCK = timedelta(minutes=3)
"""Three ticks missing: the scheduler has stopped."""
PATIENCE = 3.0
"""Seconds to wait for the database: less than the timeout of a health check."""

RequestHandler = Callable[[Request], Awaitable[Response]]


class Health:
    """`now` is the product clock, `pulse` the last tick on the monotonic one.

    `is_ready` says whether Telegram has answered since the start, `apart` how far the machine's clock is
    ahead of Telegram's if too much; `troubles` and `notes` are lines about Telegram.
    """

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        *,
        now: Callable[[], datetime],
        pulse: Pulse,
        is_ready: Callable[[], bool],
        troubles: Callable[[], Sequence[str]] = tuple,
        notes: Callable[[], Sequence[str]] = tuple,
        apart: Callable[[], timedelta | None] = lambda: None,
        patience: float = PATIENCE,
        descriptors: Callable[[], tuple[int, int]] = open_descriptors,
    ) -> None:
        self._database = database
        self._metrics = metrics
        self._now = now
        self._pulse = pulse
        self._is_ready = is_ready
        self._troubles = troubles
        self._notes = notes
        self._apart = apart
        self._patience = patience
        self._descriptors = descriptors

    def routes(self) -> list[BaseRoute]:
        answers = {"/healthz": self.healthz, "/readyz": self.readyz, "/metrics": self.metrics}
        return [Route(path, self._patiently(answer)) for path, answer in answers.items()]

    async def healthz(self, _: Request) -> Response:
        """Answer 503 when anything keeps the bot from working; one line for each trouble and note."""
        used, most = self._descriptors()
        if are_nearly_out(used, most):
            return PlainTextResponse(f"descriptors: {used} of {most} in use\n", status_code=503)
        troubles = [*self._troubles_of_clock(await self._last_tick()), *self._troubles()]
        lines = [*(troubles or ["ok"]), *self._notes()]
        told = "".join(f"{line}\n" for line in lines)
        return PlainTextResponse(told, status_code=503 if troubles else 200)

    def _troubles_of_clock(self, last_tick: datetime | None) -> list[str]:
        found = []
        if self._pulse.silence > SILENT_CLOCK:
            found.append("clock: silent")
        if (apart := self._apart()) is not None:
            found.append(f"clock: {off_by(apart)}")
        elif last_tick is not None and is_apart(ahead := last_tick - self._now()) and ahead > timedelta(0):
            found.append(f"clock: the last tick is {written_length(ahead)} in the future")
        return found

    async def readyz(self, _: Request) -> Response:
        """Answer 503 until Telegram has answered, and while the database fails: no update could be stored."""
        if not self._is_ready():
            return PlainTextResponse("telegram: not reached yet\n", status_code=503)
        await self._last_tick()
        return PlainTextResponse("ok\n")

    async def metrics(self, _: Request) -> Response:
        async with self._database.read() as uow:
            figures = await queue_figures(uow)
        body = self._metrics.render(figures, self._pulse.silence, self._apart(), self._now())
        return Response(body, media_type="text/plain; version=0.0.4")

    async def _last_tick(self) -> datetime | None:
        async with self._database.read() as uow:
            return await uow.meta.get_instant("last_tick_at")

    def _patiently(self, answer: RequestHandler) -> RequestHandler:
        """Answer 503 to any request while the database fails or times out."""

        async def answered(request: Request) -> Response:
            try:
                async with asyncio.timeout(self._patience):
                    return await answer(request)
            except (DatabaseFailed, TimeoutError):
                return PlainTextResponse("database: no answer\n", status_code=503)

        return answered


@asynccontextmanager
async def serving(
    address: tuple[str, int], routes: Sequence[BaseRoute], limits: ConnectionLimits | None = None
) -> AsyncIterator[int]:
    """Serve until the block ends and yield the port; the caller handles signals.

    Raise SettingWrong where listening fails.
    """
    listener, limits = _listener(address), limits or ConnectionLimits()
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
        http=OpenConnections(limits).protocol(),  # type: ignore[arg-type]
        timeout_keep_alive=limits.idle,  # type: ignore[arg-type]
        backlog=1,  # out of descriptors asyncio fails and logs this many times before it pauses
        h11_max_incomplete_event_size=LARGEST_HEAD,
        ws="none",
        proxy_headers=False,
    )
    asyncio.get_running_loop().set_exception_handler(tell_of_shortage)
    server = _Server(config, limits.most)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    port: int = listener.getsockname()[1]
    log.info("listening port=%s", port)
    try:
        yield port
    finally:
        server.should_exit = True
        await task
        listener.close()
        asyncio.get_running_loop().set_exception_handler(None)


def _listener(address: tuple[str, int]) -> socket.socket:
    try:
        return open_listener(*address)
    except OSError as error:
        place = f"PUNTUAL_LISTEN={written(address)}"
        raise SettingWrong(f"No se puede escuchar en {place}: {why_not(error)}.") from error


class _Server(uvicorn.Server):
    """uvicorn without signal handlers, with a limited backlog."""

    def __init__(self, config: uvicorn.Config, waiting: int) -> None:
        super().__init__(config)
        self._waiting = waiting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or []:
            each.listen(self._waiting)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
