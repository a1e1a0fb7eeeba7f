"""Rendered outbox rows: a message, an edit or a command menu, ready for the Bot API."""

from dataclasses import dataclass

from workers.calls import Call


@dataclass(frozen=True)
class Button:
    """One inline button; `data` is 1 to 64 bytes and comes back with the tap."""

    label: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Attachment:
    """A document or a picture sent with the message; the text becomes its caption (at most 1,024 units).

    A content given as a call is made by a worker before it is sent.
    `sha256` names a stored content, `file_id` is Telegram's id of it if already uploaded.
    """

    filename: str
    content: bytes | Call[bytes]
    is_photo: bool = False
    sha256: str = ""
    file_id: str = ""


@dataclass(frozen=True)
class Message:
    """A new message; `html` is Telegram HTML in which all typed text is escaped."""

    html: str
    keyboard: Keyboard = ()
    attachment: Attachment | None = None


@dataclass(frozen=True)
class Edit:
    """A change to a message already sent: new text and keyboard, or with `html` None only its keyboard."""

    message_id: int
    html: str | None = None
    keyboard: Keyboard = ()


@dataclass(frozen=True)
class Menu:
    """The command menu of one chat: (command, description) pairs; empty removes it."""

    commands: tuple[tuple[str, str], ...]


Rendered = Message | Edit | Menu


@dataclass(frozen=True)
class Article:
    """One result of an inline query; picking it posts `html` in the current chat."""

    id: str
    title: str
    description: str
    html: str


@dataclass(frozen=True)
class InlineList:
    """The answer to an inline query; the button above the results opens the private chat."""

    articles: tuple[Article, ...]
    button: str
    cache_seconds: int
    next_offset: str = ""
