"""How each message finds its words: a text is registered where it stands, for the message it words."""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.kit.said import Said
from texts.kit.rendering import Menu, Message

S = TypeVar("S", bound=Said)
M = TypeVar("M", Message, Menu)
WORDINGS: dict[type[Said], Callable[[Any], Message | Menu]] = {}
"""By message, what words it; only what was imported is in it, and `bot/switchboard/words.py` imports all."""


def words(said: type[S]) -> Callable[[Callable[[S], M]], Callable[[S], M]]:
    """Register a function as the wording of a message: `@words(Saved)`."""

    def register(wording: Callable[[S], M]) -> Callable[[S], M]:
        if said in WORDINGS:
            raise TypeError(f"{said.__name__} is worded twice")
        WORDINGS[said] = wording
        return wording

    return register
