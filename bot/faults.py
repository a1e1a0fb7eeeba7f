"""Telling a fault without telling what people wrote."""

from pathlib import Path
from traceback import extract_tb

LIBRARIES = "site-packages"


def where(error: BaseException) -> str:
    """Return the class of an error and the two innermost places of ours it passed.

    Its message may hold what somebody wrote.
    """
    frames = [frame for frame in extract_tb(error.__traceback__) if LIBRARIES not in frame.filename]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-2:])]
    return " ".join([type(error).__name__, *places])
