"""What every message is and declares: a fact that Puntual tells somebody; its sentences are texts.

Each class is one kind of outbox row, worded when it is sent, so a text can change without a migration.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any, ClassVar

from domain.kit.access import Action, Actor


class Nature(StrEnum):
    """What a message is to its reader, and so what follows when Telegram's answer to it is lost.

    When it is not known whether a message arrived, a second copy and no copy are weighed against each other.
    """

    CONFIRMATION = "confirmation"
    """Says that something is done. Twice it reads as done twice; lost, what was done is shown elsewhere.

    Captures, entregas and corrections are in /estado, /entrega and /historial, dates in /calendario, people
    and rules in the lists of the administration, attention in /registro. To others, who are told what
    somebody did, it is a notice.
    """
    QUESTION = "question"
    """Asks for something. Twice it is still answered once; lost, nobody goes on."""
    NOTICE = "notice"
    """Tells or hands over what nobody asks for again. Twice it says the same; lost, it is not known.

    Planned messages, files, lists that were asked for, and why nothing was done.
    """
    EDIT = "edit"
    """Sets what is there already to what it is now, however often."""

    @property
    def copies(self) -> int:
        """How many further copies are risked where it is not known whether one arrived."""
        return {Nature.CONFIRMATION: 0, Nature.QUESTION: 1, Nature.NOTICE: 1, Nature.EDIT: 3}[self]


@dataclass(frozen=True)
class Readers:
    """Who may read a message when its turn comes: roles may have gone since it was queued.

    `is_addressee`: whoever it was written to, whatever became of their roles. Else one of `actions` is
    enough, on the UR that the field `of` names, or on any where none is named.
    """

    actions: tuple[Action, ...] = ()
    is_addressee: bool = False
    of: str = ""


ADDRESSEE = Readers(is_addressee=True)
"""Whoever it was written to. One that names its person asks for their right when it is looked up."""
NOBODY = Readers()


def holders(*actions: Action, of: str = "") -> Readers:
    return Readers(actions, of=of)


@dataclass(frozen=True)
class Declaration:
    """What the class of a message declares beside its fields.

    `kind` is the name it is stored as, which stays when the class is renamed. What `is_looked_up` holds no
    facts to be worded: it becomes another message, or an edit of one, when it is sent. After what
    `is_refusal`, whoever had written on before reading it wrote as if they had been heard.
    """

    kind: str
    nature: Nature
    readers: Readers
    is_refusal: bool
    is_looked_up: bool


class Said:
    """A fact for one chat; what nobody declares a reader of, nobody may read."""

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
        """Return what an earlier version stored as this one stores it."""
        return data

    def is_refusal(self) -> bool:
        """Tell whether nothing came of the message that this one answers."""
        return self.declared.is_refusal

    def may_be_read_by(self, actor: Actor | None) -> bool:
        """Tell whether somebody (None: nobody who is registered) may still read it."""
        readers = self.declared.readers
        if readers.is_addressee:
            return True
        unit_code = getattr(self, readers.of) if readers.of else None
        return actor is not None and any(actor.may(action, unit_code) for action in readers.actions)


def declared_in(modules: Iterable[ModuleType]) -> list[type[Said]]:
    """Return the messages that some modules declare; what they only import is another's."""
    return [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Said) and each is not Said
        if each.__module__ == module.__name__
    ]
