"""A process with few descriptors: `python -m tests.app.short_of_descriptors`.

It serves, uses up all descriptors, frees them on request, and ends with its input.
"""

import asyncio
import resource
import socket
import sys
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.logs import configure_logs
from app.serving import serving

FEW = 64


async def says_ok(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def all_that_is_left() -> list[socket.socket]:
    taken: list[socket.socket] = []
    with suppress(OSError):
        while len(taken) < FEW:
            taken.append(socket.socket())
    return taken


def _says(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, FEW))
    configure_logs("INFO")
    async with serving(("127.0.0.1", 0), [Route("/", says_ok)]) as port:
        await asyncio.to_thread(lambda: None)  # the reading thread needs no descriptor later
        taken = all_that_is_left()
        _says(str(port))
        await asyncio.to_thread(sys.stdin.readline)
        for each in taken:
            each.close()
        _says("free")
        await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    asyncio.run(main())
