"""What a person sees in the chat, as dataclasses."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class NoSuchButton(AssertionError):
    """No current message has such a button; the text lists those shown."""


@dataclass(frozen=True)
class ChatButton:
    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    copies: str | None = None


@dataclass(frozen=True)
class ChatFile:
    kind: str
    file_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True)
class ChatMessage:
    """A message as it stands now; `seq` numbers its last change, `html` is the text as it was sent."""

    seq: int
    message_id: int
    from_bot: bool
    date: int
    text: str
    html: str
    entities: tuple[Json, ...] = ()
    buttons: tuple[tuple[ChatButton, ...], ...] = ()
    is_edited: bool = False
    file: ChatFile | None = None
    reply_to: int | None = None
    media_group_id: str | None = None

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.buttons for button in row]

    def data_of(self, label: str) -> str:
        """Return the callback data of the button with that label, or whose label starts with it."""
        _, data = pick_button([self], label)
        return data


@dataclass(frozen=True)
class TapAnswer:
    """The bot's answer to a tap: a toast or an alert; often no text."""

    message_id: int
    data: str
    text: str
    is_alert: bool


@dataclass(frozen=True)
class ChatInlineResult:
    """One result of an inline query: what the list shows, and the text that picking it posts."""

    id: str
    title: str
    description: str
    text: str


@dataclass(frozen=True)
class InlineSeen:
    """The inline results shown for a query; `start` is the parameter of the button."""

    query_id: str
    results: tuple[ChatInlineResult, ...] = ()
    button: str = ""
    start: str = ""
    next_offset: str = ""
    is_answered: bool = True
    is_from_cache: bool = False


def inline_from(found: Json) -> InlineSeen:
    button = found["button"] or {}
    return InlineSeen(
        query_id=found["query_id"],
        results=tuple(ChatInlineResult(**each) for each in found["results"]),
        button=button.get("text", ""),
        start=button.get("start_parameter", ""),
        next_offset=found["next_offset"],
        is_answered=found["is_answered"],
        is_from_cache=found["is_from_cache"],
    )


def message_from(found: Json) -> ChatMessage:
    file = found["file"]
    return ChatMessage(
        seq=found["seq"],
        message_id=found["message_id"],
        from_bot=found["from_bot"],
        date=found["date"],
        text=found["text"],
        html=found["html"],
        entities=tuple(found["entities"]),
        buttons=tuple(tuple(_button(each) for each in row) for row in found["keyboard"]),
        is_edited=found["edit_date"] is not None,
        file=ChatFile(**{name: file[name] for name in ("kind", "file_id", "name", "mime", "size")})
        if file
        else None,
        reply_to=found["reply_to"],
        media_group_id=found["media_group_id"],
    )


def answer_from(found: Json) -> TapAnswer:
    return TapAnswer(found["message_id"], found["data"], found["text"], found["alert"])


def pick_button(messages: list[ChatMessage], label: str) -> tuple[ChatMessage, str]:
    """Return the newest message with such a button, and the button's data."""
    for message in reversed(messages):
        button = _labelled(message, label)
        if button and button.data is not None:
            return message, button.data
    raise NoSuchButton(f"no hay un botón «{label}»; a la vista: {_shown(messages)}")


def _labelled(message: ChatMessage, label: str) -> ChatButton | None:
    buttons = [button for row in message.buttons for button in row]
    exact = (button for button in buttons if button.label == label)
    starting = (button for button in buttons if button.label.startswith(label))
    return next(exact, None) or next(starting, None)


def _shown(messages: list[ChatMessage]) -> str:
    labels = [f"«{label}» ({message.message_id})" for message in messages for label in message.labels]
    return ", ".join(labels) or "ninguno"


def _button(found: Json) -> ChatButton:
    return ChatButton(
        label=found["text"],
        data=found.get("callback_data"),
        url=found.get("url"),
        style=found.get("style"),
        copies=(found.get("copy_text") or {}).get("text"),
    )
