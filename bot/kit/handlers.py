"""The handlers of buttons: each subject registers its own, the switchboard collects them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from bot.kit.callbacks import Callback
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork

C = TypeVar("C", bound=Callback)
Handler = Callable[[UnitOfWork, Person, C, Moment], Awaitable[bool | None]]
"""Handles a tap; True when that also answered the button's message."""


class Buttons:
    """Kinds of buttons with their handlers: those of one subject, or all of them in the switchboard."""

    def __init__(self) -> None:
        self._handlers: dict[type[Callback], Handler[Any]] = {}
        self._kinds: dict[str, type[Callback]] = {}

    @classmethod
    def collected(cls, *subjects: "Buttons") -> "Buttons":
        together = cls()
        for subject in subjects:
            for kind, handler in subject._handlers.items():
                together._add(kind, handler)
        return together

    @property
    def kinds(self) -> Mapping[str, type[Callback]]:
        """Return the kind of each key."""
        return self._kinds

    def on(self, kind: type[C]) -> Callable[[Handler[C]], Handler[C]]:
        """Register the decorated handler for a kind of button."""

        def added(handler: Handler[C]) -> Handler[C]:
            self._add(kind, handler)
            return handler

        return added

    def unpack(self, data: str) -> Callback | None:
        """Read the data of a tap; None for data of no known button."""
        kind = self._kinds.get(data.partition(":")[0])
        return kind.unpack(data) if kind else None

    async def do(self, uow: UnitOfWork, person: Person, callback: Callback, moment: Moment) -> bool:
        """Handle a tap; return whether that also answered its message."""
        return bool(await self._handlers[type(callback)](uow, person, callback, moment))

    def _add(self, kind: type[Callback], handler: Handler[Any]) -> None:
        for key in kind.keys:
            if key in self._kinds:
                raise ValueError(f"two buttons begin with {key!r}: {self._kinds[key]} and {kind}")
            self._kinds[key] = kind
        self._handlers[kind] = handler
