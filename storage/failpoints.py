"""Named points where a test can make the process fail; without actions they do nothing."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum


class Point(StrEnum):
    AFTER_INBOX_COMMIT = "after_inbox_commit"
    BEFORE_HANDLE_COMMIT = "before_handle_commit"
    AFTER_HANDLE_COMMIT = "after_handle_commit"
    AFTER_CLAIM = "after_claim"
    AFTER_MARK_SENDING = "after_mark_sending"
    AFTER_HTTP = "after_http"
    AFTER_FINISH = "after_finish"
    AFTER_PLAN_COMMIT = "after_plan_commit"
    AFTER_PAPER = "after_paper"


OnReach = Callable[[], Awaitable[None]]


class Failpoints:
    """An action may sleep, raise or `os._exit(137)`."""

    def __init__(self, actions: Mapping[str, OnReach] | None = None) -> None:
        self._actions = {Point(name): action for name, action in (actions or {}).items()}

    async def reach(self, point: Point) -> None:
        action = self._actions.get(point)
        if action is not None:
            await action()
