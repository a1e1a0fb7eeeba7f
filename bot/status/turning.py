"""Turns the pages of a list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from texts.kit.rendering import Button, Keyboard

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, size: int) -> tuple[int, Sequence[T]]:
    """Return the existing page nearest to the wanted one, and its items."""
    page = min(page, max(0, len(items) - 1) // size)
    return page, items[page * size : (page + 1) * size]


def turns(data_of: Callable[[int], str], page: int, amount: int, size: int) -> Keyboard:
    """Return a row with buttons to the previous and next page; empty where there is one page."""
    row = []
    if page > 0:
        row.append(Button("‹ Anteriores", data_of(page - 1)))
    if amount > (page + 1) * size:
        row.append(Button("Siguientes ›", data_of(page + 1)))
    return (tuple(row),) if row else ()
