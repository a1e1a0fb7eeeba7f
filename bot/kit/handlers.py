"""Who handles which kind of button: each subject says it of its own, the switchboard collects."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from bot.kit.callbacks import Callback
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork

C = TypeVar("C", bound=Callback)
Handler = Callable[[UnitOfWork, Person, C, Moment], Awaitable[bool | None]]
"""Does what a button says; True when its message has been answered with that."""


class Buttons:
    """Kinds of buttons and who handles them: of one subject, or all of them in the switchboard."""

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
        """Decorate the handler of a kind of button."""

        def added(handler: Handler[C]) -> Handler[C]:
            self._add(kind, handler)
            return handler

        return added

    def unpack(self, data: str) -> Callback | None:
        """Read what came back with a tap; None for anything this version did not write."""
        kind = self._kinds.get(data.partition(":")[0])
        return kind.unpack(data) if kind else None

    async def do(self, uow: UnitOfWork, person: Person, callback: Callback, moment: Moment) -> bool:
        """Do what a button says; return whether its message has been answered with that."""
        return bool(await self._handlers[type(callback)](uow, person, callback, moment))

    def _add(self, kind: type[Callback], handler: Handler[Any]) -> None:
        for key in kind.keys:
            if key in self._kinds:
                raise ValueError(f"two buttons begin with {key!r}: {self._kinds[key]} and {kind}")
            self._kinds[key] = kind
        self._handlers[kind] = handler
