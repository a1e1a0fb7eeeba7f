"""The facts of a dialogue that a few texts cannot hold: a dataclass for each such kind of dialogue."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self


class Asking(Protocol):
    """A dialogue, or a question of one."""

    @property
    def about(self) -> object: ...


class About:
    """Facts of a dialogue, declared with its kinds: `class AboutClosing(About, kinds=("closing",))`.

    Until December 2026 dialogues stored everything as texts. `PACKED` names the texts that a class replaces,
    and `unpacked` reads them: stored conversations and messages stay readable.
    """

    PACKED: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init_subclass__(**more)
        ABOUTS.update(dict.fromkeys(kinds, cls))

    @classmethod
    def of(cls, asking: Asking) -> Self:
        """Return the facts of a dialogue of this kind."""
        assert isinstance(asking.about, cls), asking
        return asking.about

    @classmethod
    def unpacked(
        cls, texts: Mapping[str, str], answers: Mapping[str, str]
    ) -> Self | Mapping[str, Any] | None:
        """Read the facts from the texts and answers of an older dialogue; None if they do not hold them.

        A field with a type of ours that is stored as JSON may be given as its data.
        """
        return None


ABOUTS: dict[str, type[About]] = {}
"""The classes by kind of dialogue."""
