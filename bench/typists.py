"""People in the sandbox's process who capture, each typing the next line after an answer."""

import asyncio
import json
import time
from dataclasses import dataclass
from functools import partial

from bench.script import Crowd
from sandbox import deeds
from sandbox.world import World

POLL = 20.0
"""Seconds that one call waits for the end of a walk; the caller repeats it."""


@dataclass
class Typists:
    crowd: Crowd
    world: World | None = None
    task: "asyncio.Task[list[float]] | None" = None

    async def begin(self) -> str:
        self.task = asyncio.create_task(self._type())
        return ""

    async def end(self) -> str:
        """Return seconds and this process's seconds of processor as JSON; "" while people still type."""
        assert self.task is not None
        done, _ = await asyncio.wait([self.task], timeout=POLL)
        return json.dumps(self.task.result()) if done else ""

    async def _type(self) -> list[float]:
        """Type until the last line is answered; edits are not answers."""
        assert self.world is not None
        world, began, used = self.world, time.perf_counter(), time.process_time()
        while not self.crowd.is_over:
            for line in self.crowd.lines(len(self.crowd.people)):
                deeds.says(world, line.user_id, line.text)
            seen, first_new = world.seq, world.next_message_id()
            await world.bells.of(None).wait_until(partial(_has_news, world, seen), POLL)
            for message in world.changed_messages(seen, None):
                if message.is_from_bot and message.message_id >= first_new:
                    self.crowd.hears(message.chat_id)
        return [time.perf_counter() - began, time.process_time() - used]


def _has_news(world: World, seen: int) -> bool:
    return world.seq > seen
