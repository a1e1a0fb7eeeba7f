"""Whole lives: `python -m tests.stories` writes the transcript of the demonstration again."""

from io import StringIO
from pathlib import Path

from app.demo import play
from app.transcript import Transcript

DEMO = Path(__file__).parent / "golden" / "demo.txt"


async def played() -> tuple[int, str]:
    """Play the demonstration and return its exit code and its transcript."""
    out = StringIO()
    code = await play(Transcript(out))
    return code, out.getvalue()
