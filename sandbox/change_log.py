"""Stores objects by key and finds them by their last change, without reading the whole history."""

from collections import deque
from itertools import takewhile
from typing import Generic, Protocol, TypeVar


class Numbered(Protocol):
    """`seq` is the number of the last change."""

    @property
    def seq(self) -> int: ...


Key = TypeVar("Key")
Thing = TypeVar("Thing", bound=Numbered)


class ChangeLog(Generic[Key, Thing]):
    """With `keep`, only that many of the newest stay; `by_key` is in order of creation."""

    def __init__(self, keep: int | None = None) -> None:
        self.by_key: dict[Key, Thing] = {}
        self._keep = keep
        self._ages: deque[tuple[Key, int | None]] = deque()
        self._changed: dict[Key, Thing] = {}
        self._changed_by_chat: dict[int | None, dict[Key, Thing]] = {}

    def put(self, key: Key, thing: Thing, chat_id: int | None) -> None:
        """Add a new object, or note the change of a known one."""
        if key not in self.by_key:
            self.by_key[key] = thing
            self._ages.append((key, chat_id))
        for changed in (self._changed, self._changed_by_chat.setdefault(chat_id, {})):
            changed.pop(key, None)
            changed[key] = thing
        self._forget_the_oldest()

    def since(self, after: int, chat_id: int | None = None) -> list[Thing]:
        """Return the objects changed after a number, of all chats or one, in order of last change."""
        changed = self._changed if chat_id is None else self._changed_by_chat.get(chat_id, {})
        news = list(takewhile(lambda thing: thing.seq > after, reversed(changed.values())))
        news.reverse()
        return news

    def _forget_the_oldest(self) -> None:
        while self._keep is not None and len(self._ages) > self._keep:
            key, chat_id = self._ages.popleft()
            del self.by_key[key]
            del self._changed[key]
            del self._changed_by_chat[chat_id][key]
