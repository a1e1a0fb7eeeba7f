"""What is asked about a message that was written before its writer could read the open question."""

from dataclasses import dataclass

from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class LateAsked(Said, kind="late_asked", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Is it the answer? `is_open` says that a question is; `more` counts what waits behind it."""

    token: str
    said: str
    is_file: bool = False
    is_open: bool = True
    more: int = 0
