"""Shared by the lists of administration: pages, buttons to turn them, buttons of dialogues."""

from collections.abc import Sequence

from bot.buttons.people import AdminDialogue, Administer, PagedList, ShowList
from bot.kit.callbacks import pack
from texts.kit.formats import shorten
from texts.kit.rendering import Button, Keyboard

PAGE = 10


def page_of(lines: Sequence[str], page: int) -> list[str]:
    last = max(0, len(lines) - 1) // PAGE
    first = min(page, last) * PAGE
    return list(lines[first : first + PAGE])


def turns_of(listed: PagedList, unit_code: str, page: int, amount: int) -> tuple[Button, ...]:
    page = min(page, max(0, amount - 1) // PAGE)
    turns = []
    if page > 0:
        turns.append(Button("‹ Anteriores", pack(ShowList(listed, unit_code, page - 1))))
    if amount > (page + 1) * PAGE:
        turns.append(Button("Siguientes ›", pack(ShowList(listed, unit_code, page + 1))))
    return tuple(turns)


def deed_button(label: str, deed: AdminDialogue, unit_code: str = "") -> Button:
    return Button(shorten(label, 60), pack(Administer(deed, unit_code)))


def list_keyboard(keys: Sequence[Button], turns: Sequence[Button]) -> Keyboard:
    rows = tuple(tuple(keys[place : place + 2]) for place in range(0, len(keys), 2))
    return (*rows, tuple(turns)) if turns else rows
