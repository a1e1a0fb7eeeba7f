"""`puntual sandbox`: the stage of the demonstration, to use from a browser."""

import asyncio
import signal
import tempfile
from pathlib import Path

from app.stage import CAST, Stage, open_stage
from sandbox.client import SandboxClient

PATIENCE = 20.0


async def practise(port: int) -> None:
    """Serve the chat page until the person presses Ctrl+C."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    with tempfile.TemporaryDirectory(prefix="puntual-practica-") as folder:
        async with open_stage(Path(folder), port=port) as stage:
            await _let_the_cast_in(stage)
            print(f"Abra {stage.url} en el navegador. Ctrl+C termina.", flush=True)
            await stopping.wait()


async def _let_the_cast_in(stage: Stage) -> None:
    async with SandboxClient(stage.url) as client:
        for part in CAST:
            if part.role is not None:
                person = await client.person(part.user_id, part.name)
                await person.says(f"/start {stage.codes[part.user_id]}")
                await person.waits_for("Usted entra como", PATIENCE)
