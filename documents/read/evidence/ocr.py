"""Reading a photo or a scan with the optional extra `ocr`; its models are in its package."""

import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from documents.read.evidence.photo import LONGEST_SIDE_READ, upright

log = logging.getLogger(__name__)

READER = "rapidocr"
# By default it enlarges a picture until its shorter side has 736 pixels: a single line is broken up.
PARAMETERS = {"Det.limit_type": "max", "Det.limit_side_len": LONGEST_SIDE_READ}

Ocr = Callable[[bytes], str]
"""From a picture to its text, a line for each line of the page; empty if nothing was read."""


def installed_ocr() -> Ocr | None:
    """Return the reader of pictures; None if the extra is not installed."""
    return read_picture if find_spec(READER) and find_spec("onnxruntime") else None


def read_picture(content: bytes) -> str:
    image = upright(content)
    if image is None:
        return ""
    read = _engine()(image)
    return "\n".join(read.txts or ())


@cache
def _engine() -> Any:
    """Load the models once: it takes a second and some 100 MB, and only if pictures are sent."""
    engine = import_module(READER).RapidOCR(params=PARAMETERS)
    # It would log what it read: names do not belong in the log.
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    log.info("ocr loaded reader=%s", READER)
    return engine
