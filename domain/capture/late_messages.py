"""The question about a message that was written before its writer could read the open question."""

from dataclasses import dataclass

from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class LateAsked(Said, kind="late_asked", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Asks whether the message answers the open question.

    `is_open` says that a question is open; `more` counts the messages that wait behind this one.
    """

    token: str
    said: str
    is_file: bool = False
    is_open: bool = True
    more: int = 0
