"""The people, messages and files of the sandbox."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.formatting import Entity
from sandbox.keyboards import Keyboard


@dataclass(frozen=True)
class SandboxPerson:
    """A person on the page; `starts` are suggested first messages, such as `/start CODE`."""

    user_id: int
    name: str
    role: str = ""
    starts: tuple[str, ...] = ()
    has_started: bool = False


@dataclass
class Resident:
    """A person as the sandbox keeps them; the private chat has the person's id."""

    user_id: int
    name: str
    role: str = ""
    starts: tuple[str, ...] = ()
    has_started: bool = False
    has_blocked: bool = False


@dataclass(frozen=True)
class SandboxFile:
    file_id: str
    unique_id: str
    path: str
    content: bytes
    name: str
    mime: str


@dataclass(frozen=True)
class ChatAttachment:
    """A document, or a photo in its sizes, smallest first."""

    kind: str
    files: tuple[SandboxFile, ...]

    @property
    def best(self) -> SandboxFile:
        return self.files[-1]


@dataclass
class StoredMessage:
    message_id: int
    chat_id: int
    is_from_bot: bool
    date: int
    text: str
    entities: tuple[Entity, ...] = ()
    raw: str = ""
    keyboard: Keyboard | None = None
    attachment: ChatAttachment | None = None
    media_group_id: str | None = None
    reply_to: int | None = None
    forwarded_from: str | None = None
    is_via_bot: bool = False
    is_protected: bool = False
    edit_date: int | None = None
    is_deleted: bool = False
    seq: int = 0


@dataclass
class CallbackQuery:
    """A tap, and the bot's answer."""

    query_id: str
    user_id: int
    message_id: int
    data: str
    asked_at: float
    seq: int = 0
    is_answered: bool = False
    text: str = ""
    is_alert: bool = False


@dataclass(frozen=True)
class Note:
    """A note of a host action, or a "writing…" of the bot."""

    seq: int
    kind: str
    text: str
    chat_id: int | None = None


@dataclass(frozen=True)
class ApiCall:
    """One call the bot made: `at` counts the seconds of the event loop's clock."""

    method: str
    chat_id: int | None
    at: float
    params: dict[str, Any] = field(default_factory=dict)
