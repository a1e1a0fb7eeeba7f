"""The declaration of a command, once beside its handler: its right, its help texts and its other spellings.

The menu, /ayuda, the examples in refusals, the commands typed without a slash and the lists of the guides are
made from these declarations; `bot/switchboard/commands.py` collects those of each subject.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.kit.access import TABLE, Action, Role
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes

Handler = Callable[[UnitOfWork, Person, str, Moment], Awaitable[None]]

ENLACE, TITULAR = frozenset({Role.ENLACE}), frozenset({Role.TITULAR})
OWN = ENLACE | TITULAR
IMPLAN = frozenset({Role.IMPLAN})
READERS = IMPLAN | {Role.CONSULTA}
"""Roles that see every UR."""
EVERYBODY = frozenset(Role)
ASKING = r"(?:(?:quiero|quisiera|necesito|deseo|puedo|como|pedir|pido|solicitar|solicito|una?|el|la|mi) )*"
"""Words with which people begin a request, for a `phrase`."""


class HelpGroup(StrEnum):
    """The titles of /ayuda, in order."""

    CAPTURE = "Capturar"
    HAND_IN = "Entregar"
    RECEIVE = "Recibir"
    LOOK = "Consultar"
    PAPERS = "Documentos"
    ADMINISTER = "Administrar"


@dataclass(frozen=True)
class MenuLine:
    """The line of a command in the menu; `useless_to` are roles that may use it but do not see it there."""

    place: int
    words: str
    useless_to: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class HelpLine:
    """A line of /ayuda for some roles: syntax and purpose; `place` orders the lines of a group."""

    group: HelpGroup
    place: int
    typed: str
    words: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Command:
    """`moves_on` says that it changes the open question; after any other command the question is asked again.

    Everybody who has the right can type each of the `examples`.
    `phrase` and `verb` are regular expressions in lower case without accents: other words for the command
    alone, and verbs followed by an indicator. `unlisted` says why neither menu nor /ayuda lists it.
    `guide` is its text in the guides, where it differs from /ayuda.
    """

    name: str
    action: Action
    handler: Handler
    examples: tuple[str, ...]
    menu: MenuLine | None
    help: tuple[HelpLine, ...]
    moves_on: bool = False
    takes: Takes = Takes.NOTHING
    phrase: str = ""
    verb: str = ""
    guide: str = ""
    unlisted: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that see it in their menu."""
        return frozenset(TABLE[self.action]) - (self.menu.useless_to if self.menu else frozenset())


@dataclass(frozen=True)
class Phrase:
    """A button typed in several words, without a slash: `cambiar fecha`, `no me corresponde 7.1`."""

    words: str
    takes: Takes = Takes.NOTHING
    help: tuple[HelpLine, ...] = ()


class Declared:
    """Declared commands and phrases by name: those of one subject, or all of them in the switchboard."""

    def __init__(self) -> None:
        self.by_name: dict[str, Command] = {}
        self.phrases: dict[str, Phrase] = {}

    @classmethod
    def collected(cls, *subjects: "Declared") -> "Declared":
        together = cls()
        for subject in subjects:
            for command in subject.by_name.values():
                together.declare(command)
            together.phrases |= subject.phrases
        return together

    def declare(self, command: Command) -> None:
        if command.name in self.by_name:
            raise ValueError(f"/{command.name} is declared twice")
        self.by_name[command.name] = command

    def declare_phrase(self, phrase: Phrase) -> None:
        self.phrases[phrase.words] = phrase

    def takes(self) -> dict[str, Takes]:
        """Return the arguments that each takes."""
        commands = {name: each.takes for name, each in self.by_name.items()}
        return commands | {words: each.takes for words, each in self.phrases.items()}
