"""Python's collector of circular garbage, set for a process that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_LOOKS = 10_000
"""Python looks after every 700; one step of a conversation makes thousands, and nearly none is garbage."""


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look less often meanwhile, and not at what is loaded already: a tenth of what a step takes."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
