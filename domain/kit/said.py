"""The base of every message: a fact that Puntual tells a person; its sentences are in the texts.

Each class is one kind of outbox row. A message is worded when it is sent, so a text can change without a
migration.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any, ClassVar

from domain.kit.access import Action, Actor


class Nature(StrEnum):
    """What a second or a lost copy of a message would do to its reader.

    It decides what follows if it is not known whether a message arrived.
    """

    CONFIRMATION = "confirmation"
    """Says that something was done: a second copy reads as done twice; after a loss, it is shown elsewhere.

    Captures, entregas and corrections are in /estado, /entrega and /historial, dates in /calendario, people
    and rules in the lists of the administration, attention in /registro. A message about the act of another
    person is a notice.
    """
    QUESTION = "question"
    """Asks for something: a second copy is still answered once; after a loss, nobody goes on."""
    NOTICE = "notice"
    """Informs, or delivers what is not asked for again: a second copy does no harm; a loss goes unnoticed.

    Planned messages, files, lists that were asked for, and why nothing was done.
    """
    EDIT = "edit"
    """Sets a message to its present content, however often."""

    @property
    def copies(self) -> int:
        """Return how many further copies are risked if it is not known whether one arrived."""
        return {Nature.CONFIRMATION: 0, Nature.QUESTION: 1, Nature.NOTICE: 1, Nature.EDIT: 3}[self]


@dataclass(frozen=True)
class Readers:
    """Who may read a message when it is sent: roles may have gone since it was queued.

    `is_addressee`: the addressee, whatever their roles. Else one right of `actions` is enough, on the UR in
    the field `of`, or on any UR if there is none.
    """

    actions: tuple[Action, ...] = ()
    is_addressee: bool = False
    of: str = ""


ADDRESSEE = Readers(is_addressee=True)
"""The addressee. A message that names its person has their rights checked when its facts are looked up."""
NOBODY = Readers()


def holders(*actions: Action, of: str = "") -> Readers:
    return Readers(actions, of=of)


@dataclass(frozen=True)
class Declaration:
    """What the class of a message declares beside its fields.

    `kind` is the name it is stored as, which stays when the class is renamed. A message that `is_looked_up`
    holds no facts to be worded: it becomes another message, or an edit of one, when it is sent. After a
    refusal (`is_refusal`), what the person wrote before reading it needs confirmation.
    """

    kind: str
    nature: Nature
    readers: Readers
    is_refusal: bool
    is_looked_up: bool


class Said:
    """A fact for one chat; without a declared reader, nobody may read it."""

    declared: ClassVar[Declaration]

    def __init_subclass__(
        cls,
        *,
        kind: str,
        nature: Nature,
        read_by: Readers = NOBODY,
        is_refusal: bool = False,
        is_looked_up: bool = False,
    ) -> None:
        super().__init_subclass__()
        cls.declared = Declaration(kind, nature, read_by, is_refusal, is_looked_up)

    @classmethod
    def renewed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the data of an earlier version in the form of this version."""
        return data

    def is_refusal(self) -> bool:
        """Tell whether this message refuses the one that it answers."""
        return self.declared.is_refusal

    def may_be_read_by(self, actor: Actor | None) -> bool:
        """Tell whether a person (None: not registered) may still read it."""
        readers = self.declared.readers
        if readers.is_addressee:
            return True
        unit_code = getattr(self, readers.of) if readers.of else None
        return actor is not None and any(actor.may(action, unit_code) for action in readers.actions)


def declared_in(modules: Iterable[ModuleType]) -> list[type[Said]]:
    """Return the messages that some modules declare, without those that they import."""
    return [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Said) and each is not Said
        if each.__module__ == module.__name__
    ]
