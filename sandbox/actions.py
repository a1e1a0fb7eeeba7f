"""Extra buttons that the host adds to the page, such as moving the clock."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageAction:
    """A button of the page; `run` returns the sentence that the page shows afterwards.

    `leads_to` returns beforehand what the action leads to, such as an hour.
    """

    name: str
    label: str
    run: Callable[[], Awaitable[str]]
    leads_to: Callable[[], Awaitable[str]] | None = None
