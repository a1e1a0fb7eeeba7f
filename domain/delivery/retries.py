"""How often each kind of message is tried before it is given up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

PUT_BACK_FOR = timedelta(seconds=30)
LEFT_TO_A_LATER_VERSION = timedelta(days=1)
"""How long data that this version does not know is put back uncounted; after that it counts as a failure."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often one kind of message is tried.

    `ambiguous_retries` is the number of copies risked beyond the first; a kind's nature says it. The
    attempts last about a day, so that no network outage loses a message.
    """

    ambiguous_retries: int = 0
    max_attempts: int = 300
    max_renderings: int = 5
    first_backoff: timedelta = timedelta(seconds=2)
    longest_backoff: timedelta = timedelta(minutes=5)

    def backoff(self, failures: int) -> timedelta:
        """Return the wait after the given number of failures, doubling from the first."""
        factor: int = 2 ** min(failures - 1, 30)
        return min(self.first_backoff * factor, self.longest_backoff)


@dataclass(frozen=True)
class Policies:
    """The policy of each kind; a kind that is not listed follows the default, which never risks a copy.

    `announced` goes first for people who are told of something they did not do.
    """

    by_kind: Mapping[str, RetryPolicy] = field(default_factory=lambda: MappingProxyType({}))
    default: RetryPolicy = RetryPolicy()
    announced: Mapping[str, RetryPolicy] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, kind: str, *, is_announced: bool = False) -> RetryPolicy:
        usual = self.by_kind.get(kind, self.default)
        return self.announced.get(kind, usual) if is_announced else usual
