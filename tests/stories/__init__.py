"""Stories of whole use: `python -m tests.stories` rewrites the transcript of the demonstration."""

import re
from io import StringIO
from pathlib import Path

from app.demo import play
from app.transcript import Transcript

_SEAL = re.compile(r"\bsello [0-9a-f]{12}\b")
DEMO = Path(__file__).parent / "golden" / "demo.txt"


async def played() -> tuple[int, str]:
    """Play the demonstration; return its exit code and transcript with the seal masked, which varies."""
    out = StringIO()
    code = await play(Transcript(out))
    return code, _SEAL.sub("sello 0a1b2c3d4e5f", out.getvalue())
