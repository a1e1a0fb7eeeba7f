"""What a dialogue is about, where a few texts cannot tell it: a dataclass for each such kind of dialogue."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self


class Asking(Protocol):
    """A dialogue, or a question of one."""

    @property
    def about(self) -> object: ...


class About:
    """Declared with the kinds of its dialogues: `class AboutClosing(About, kinds=("closing",))`.

    Until December 2026 dialogues kept everything in texts. `PACKED` names the texts that a class took the
    place of, and `unpacked` reads them: a conversation or a message that was stored then is read for good.
    """

    PACKED: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init_subclass__(**more)
        ABOUTS.update(dict.fromkeys(kinds, cls))

    @classmethod
    def of(cls, asking: Asking) -> Self:
        """Return what a dialogue of such a kind is about."""
        assert isinstance(asking.about, cls), asking
        return asking.about

    @classmethod
    def unpacked(
        cls, texts: Mapping[str, str], answers: Mapping[str, str]
    ) -> Self | Mapping[str, Any] | None:
        """Return what the texts of a dialogue and its answers told; None where they do not.

        Where a field is of a type of ours that is stored as JSON, its data is enough.
        """
        return None


ABOUTS: dict[str, type[About]] = {}
"""By kind of dialogue."""
