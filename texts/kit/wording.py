"""The registry of wordings: each text registers itself for the class of its message."""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.kit.said import Said
from texts.kit.rendering import Menu, Message

S = TypeVar("S", bound=Said)
M = TypeVar("M", Message, Menu)
WORDINGS: dict[type[Said], Callable[[Any], Message | Menu]] = {}
"""The wording of each message class; filled by imports, all of them in `bot/switchboard/words.py`."""


def words(said: type[S]) -> Callable[[Callable[[S], M]], Callable[[S], M]]:
    """Register a function as the wording of a message: `@words(Saved)`."""

    def register(wording: Callable[[S], M]) -> Callable[[S], M]:
        if said in WORDINGS:
            raise TypeError(f"{said.__name__} is worded twice")
        WORDINGS[said] = wording
        return wording

    return register
