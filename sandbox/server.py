"""Runs the sandbox on a loopback port of the running event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.actions import PageAction
from sandbox.botapi import BotApi, Drop
from sandbox.clock import Clock, machine_clock
from sandbox.control import Control
from sandbox.fault_control import FaultControl
from sandbox.inline_control import InlineControl
from sandbox.limits import SendLimits
from sandbox.model import SandboxPerson
from sandbox.page_routes import page_routes
from sandbox.routing import failed, not_served
from sandbox.webhook import Retries
from sandbox.world import World

HOST = "127.0.0.1"
CLOSING_SECONDS = 2.0
# Longer than the pauses of a bot, to which a closed idle connection looks like a network error.
KEEP_ALIVE_SECONDS = 120


@dataclass(frozen=True)
class Sandbox:
    url: str
    world: World


@asynccontextmanager
async def running_sandbox(
    port: int = 0,
    *,
    actions: Sequence[PageAction] = (),
    people: Sequence[SandboxPerson] = (),
    token: str | None = None,
    clock: Clock = machine_clock,
    timezone: str = "America/Mexico_City",
    username: str = "puntual_bot",
    bot_name: str = "Puntual",
    limits: SendLimits | None = None,
    keep_messages: int | None = None,
    retries: Retries | None = None,
) -> AsyncIterator[Sandbox]:
    """Serve until the block ends; port 0 means a free one, without a token any is accepted.

    Without limits the bot may send as fast as it can; `retries` is how failed deliveries to a
    webhook are repeated. Raise OSError where the port is taken.
    """
    world = World(
        people,
        clock=clock,
        username=username,
        bot_name=bot_name,
        limits=limits,
        keep_messages=keep_messages,
        retries=retries,
    )
    listener = _listening(port)
    server = _Server(lambda drop: _app(world, actions, token, timezone, drop))
    await server.open(listener)
    try:
        yield Sandbox(f"http://{HOST}:{listener.getsockname()[1]}", world)
    finally:
        await world.close()
        await server.close()
        listener.close()


def _listening(port: int) -> socket.socket:
    # asyncio disables Nagle's algorithm only if the protocol is given: else each answer costs 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


def _app(
    world: World, actions: Sequence[PageAction], token: str | None, timezone: str, drop: Drop
) -> Starlette:
    api = BotApi(world, token=token, drop=drop)
    control = Control(world, actions, timezone)
    others = [*FaultControl(world).routes(), *InlineControl(world).routes(), *page_routes()]
    return Starlette(
        routes=[*api.routes(), *control.routes(), *others],
        exception_handlers={HTTPException: not_served, Exception: failed},
    )


class _Server:
    """uvicorn without signal handlers, periodic loop and shutdown pauses."""

    def __init__(self, build: Callable[[Drop], Starlette]) -> None:
        config = uvicorn.Config(
            build(self.drop),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            log_config=None,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._state = self._server.server_state

    async def open(self, listener: socket.socket) -> None:
        await self._server.startup(sockets=[listener])

    def drop(self, client: Any) -> None:
        """Abort the connection of one client."""
        for connection in list(self._state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                connection.transport.abort()

    async def close(self) -> None:
        for listening in self._server.servers:
            listening.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(set(self._state.tasks), timeout=CLOSING_SECONDS)
        for connection in list(self._state.connections):
            connection.transport.abort()
        # One loop iteration, so that aborted transports notify their protocols.
        await asyncio.sleep(0)
