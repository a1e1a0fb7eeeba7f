"""The sandbox in a separate process, with Telegram's limits and people who ask or capture."""

import argparse
import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bench.script import FIRST_ID, Crowd
from bench.typists import Typists
from bench.walks import Walk, stopwatch
from sandbox import deeds
from sandbox.actions import PageAction
from sandbox.client import SandboxClient
from sandbox.limits import SendLimits
from sandbox.model import SandboxPerson
from sandbox.server import running_sandbox
from sandbox.world import World

TOKEN = "1000000000:SANDBOX"
QUESTION = "/estado"
PATIENCE = 60.0
"""A question that is not answered by then counts as this many seconds."""


@dataclass
class Questions:
    """One question per second, each from somebody who has not asked before."""

    askers: Iterable[int]
    world: World | None = None
    seconds: list[float] = field(default_factory=list)
    waits: list["asyncio.Task[None]"] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None

    async def begin(self) -> str:
        self.task = asyncio.create_task(self._ask())
        return ""

    async def end(self) -> str:
        """Stop asking, wait for open questions, and return each waiting time, as JSON."""
        if self.task is not None:
            self.task.cancel()
        await asyncio.gather(*self.waits)
        return json.dumps(self.seconds)

    async def _ask(self) -> None:
        for user_id in self.askers:
            self.waits.append(asyncio.create_task(self._wait(user_id)))
            await asyncio.sleep(1)

    async def _wait(self, user_id: int) -> None:
        assert self.world is not None
        world, clock, began = self.world, asyncio.get_running_loop().time, asyncio.get_running_loop().time()
        asked = deeds.says(world, user_id, QUESTION)

        def is_answered() -> bool:
            return any(each.is_from_bot for each in world.changed_messages(asked.seq, user_id))

        await world.bells.of(user_id).wait_until(is_answered, PATIENCE)
        self.seconds.append(clock() - began)


@dataclass(frozen=True)
class StandIn:
    url: str
    client: SandboxClient

    async def begin_questions(self) -> None:
        await self.client.acts("begin")

    async def end_questions(self) -> list[float]:
        seconds: list[float] = json.loads(await self.client.acts("end"))
        return seconds

    async def walk(self, steps: int, patience: float) -> Walk:
        """Once the bot polls, let the people type; return the timing, or raise TimeoutError."""
        await self.first_call("getupdates")
        with stopwatch() as own:
            seconds, sandbox = await self.typing(patience)
        return Walk(steps, seconds, own.user, own.system, sandbox)

    async def typing(self, patience: float) -> tuple[float, float]:
        """Let the people type to the end; return elapsed and CPU seconds of the sandbox."""
        async with asyncio.timeout(patience):
            await self.client.acts("begin_typing")
            while not (told := await self.client.acts("end_typing")):
                pass
        seconds, sandbox = json.loads(told)
        return seconds, sandbox

    async def check_answers(self, steps: int) -> None:
        """Check that each line got one new message: a second one would count as the next answer."""
        methods = (await self.client.counts())["methods"]
        said = sum(count["accepted"] for name, count in methods.items() if name.lower() == "sendmessage")
        if said != steps:
            raise AssertionError(f"{said} messages answered {steps} lines")

    async def is_left_alone(self, seconds: float) -> None:
        """Wait until the bot has sent nothing for a while; polls do not count."""
        seen = -1
        while (said := await self._said()) != seen:
            seen = said
            await asyncio.sleep(seconds)

    async def _said(self) -> int:
        methods = (await self.client.counts())["methods"]
        return sum(each["accepted"] for name, each in methods.items() if name.lower() != "getupdates")

    async def first_call(self, method: str, patience: float = 30.0) -> float:
        """Return when a method was first called, on the machine's monotonic clock."""
        async with asyncio.timeout(patience):
            while True:
                for call in (await self.client.request("GET", "/calls"))["calls"]:
                    if call["method"].lower() == method:
                        return float(call["at"])
                await asyncio.sleep(0.02)


@asynccontextmanager
async def a_stand_in(
    people: int = 0, askers: range = range(0), *, limited: bool, steps: int = 0
) -> AsyncIterator[StandIn]:
    """Start a new sandbox: everybody from `FIRST_ID` on has started the bot, and may type some steps."""
    words = [str(word) for word in (people, askers.start, askers.stop, int(limited), steps)]
    command = (sys.executable, "-m", "bench.stand_in", *words)
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with SandboxClient(url) as client:
            yield StandIn(url, client)
    finally:
        process.terminate()
        await process.wait()


async def _serve(people: int, askers: range, *, limited: bool, steps: int) -> None:
    everybody = range(FIRST_ID, FIRST_ID + people)
    questions, typists = Questions(askers), Typists(Crowd(everybody, steps))
    deeds_by_name = {
        "begin": questions.begin,
        "end": questions.end,
        "begin_typing": typists.begin,
        "end_typing": typists.end,
    }
    actions = [PageAction(name, name, deed) for name, deed in deeds_by_name.items()]
    crowd = [SandboxPerson(each, f"Persona {n}", has_started=True) for n, each in enumerate(everybody)]
    limits = SendLimits() if limited else None
    async with running_sandbox(actions=actions, people=crowd, limits=limits, keep_messages=50_000) as sandbox:
        questions.world = typists.world = sandbox.world
        print(sandbox.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("people", "first", "stop", "limited", "steps"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    asked = range(given.first, given.stop)
    asyncio.run(_serve(given.people, asked, limited=bool(given.limited), steps=given.steps))
