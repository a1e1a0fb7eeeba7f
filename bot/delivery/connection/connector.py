"""Open connections: one that was used before is checked again before the next call uses it."""

import select
from weakref import WeakSet

import aiohttp
from aiohttp import ClientTimeout
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ClientRequest
from aiohttp.connector import Connection
from aiohttp.tracing import Trace


class TelegramConnector(aiohttp.TCPConnector):
    """aiohttp looks only at what its loop has read already.

    Where the server has closed the connection meanwhile, a call would be ambiguous that could have used
    another one; and an answer that nobody asked for would be taken for the answer to the next call.
    """

    def __init__(self, *, keepalive_timeout: float) -> None:
        # How many there may be is counted by the caller, so that waiting for one has a limit of its own.
        super().__init__(limit=0, keepalive_timeout=keepalive_timeout)
        self._used: WeakSet[ResponseHandler] = WeakSet()

    async def connect(self, req: ClientRequest, traces: list[Trace], timeout: ClientTimeout) -> Connection:  # noqa: ASYNC109 - as aiohttp calls it
        while True:
            line = await super().connect(req, traces, timeout)
            protocol = line.protocol
            if protocol is None or protocol not in self._used or _is_quiet(protocol):
                break
            line.close()
        if protocol is not None:
            self._used.add(protocol)
        return line


def _is_quiet(protocol: ResponseHandler) -> bool:
    """Tell whether nothing came over the connection since the last answer, neither data nor its end."""
    transport = protocol.transport
    if protocol.should_close or transport is None:
        return False
    waiting = select.poll()
    waiting.register(transport.get_extra_info("socket").fileno(), select.POLLIN)
    return not waiting.poll(0)
