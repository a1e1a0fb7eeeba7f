"""A Bot API inside the process that answers at once, for measures without a network."""

import json
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bench.script import Line
from bench.stand_in import TOKEN

ME = {"id": 1000000000, "is_bot": True, "first_name": "Puntual", "username": "puntual_bot"}
DATE = 1_758_800_000

OnSent = Callable[[int], None]


class Wire(BaseRequest):
    """Accepts everything; `on_sent` gets the chat of each new message."""

    def __init__(self, on_sent: OnSent | None = None) -> None:
        self.on_sent = on_sent
        self.sent = 0

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1].lower()
        given = request_data.parameters if request_data else {}
        return 200, json.dumps({"ok": True, "result": self._result(name, given)}).encode()

    def _result(self, name: str, given: dict[str, Any]) -> Any:
        if name == "getme":
            return ME
        if name not in ("sendmessage", "editmessagetext", "editmessagereplymarkup"):
            return True
        if name != "sendmessage":
            return True
        self.sent += 1
        chat_id = int(given["chat_id"])
        if self.on_sent is not None:
            self.on_sent(chat_id)
        chat = {"id": chat_id, "type": "private", "first_name": "Persona"}
        return {"message_id": self.sent, "date": DATE, "chat": chat, "from": ME, "text": given["text"]}


def bot_on(wire: Wire) -> Bot:
    return Bot(TOKEN, request=wire, get_updates_request=Wire())


def updates_of(lines: list[Line]) -> list[dict[str, Any]]:
    """Return typed lines as a getUpdates result."""
    return [a_message(line.number, line.user_id, line.text) for line in lines]


def a_message(update_id: int, user_id: int, text: str) -> dict[str, Any]:
    """Return an update as Telegram sends it."""
    chat = {"id": user_id, "type": "private", "first_name": "Persona"}
    sender = {"id": user_id, "is_bot": False, "first_name": "Persona"}
    message = {"message_id": update_id, "date": DATE, "chat": chat, "from": sender, "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": update_id, "message": message}
