"""The demonstration: every line of its transcript, and a failure when a step goes wrong."""

from io import StringIO

import pytest

from app.demo import play
from app.transcript import Transcript
from sandbox.client import PersonClient
from tests.stories import DEMO, played


class Blocking(Transcript):
    """A transcript in which one person blocks the bot after its first message."""

    def __init__(self, name: str) -> None:
        super().__init__(StringIO())
        self.name = name

    async def catch_up(self, person: PersonClient) -> None:
        await super().catch_up(person)
        if person.name == self.name:
            await person.blocks_bot()


async def test_the_transcript_is_the_golden_one() -> None:
    code, transcript = await played()

    assert code == 0
    assert transcript == DEMO.read_text(encoding="utf-8"), (
        "read it aloud; if it is better now: python -m tests.stories"
    )


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("IMPLAN", "IMPLAN no recibió «0 completas · 0 incompletas · 3 sin iniciar (3 UR)»; llegó:\nnada"),
        ("Enlace 402", "Enlace 402 no recibió «Faltan 3 indicadores."),
    ],
)
async def test_a_message_that_does_not_arrive_ends_it_loudly(
    name: str, missed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await play(Blocking(name), patience=1)

    assert code == 1
    assert f"La demostración falló: {missed}" in capsys.readouterr().err
