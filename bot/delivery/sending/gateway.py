"""Makes one Bot API call of one rendered row, and an outcome of whatever happens."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Protocol

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.delivery.connection.refusals import is_file_unknown, is_method_unknown, outcome_of
from bot.delivery.connection.telegrams_clock import read_seconds
from domain.delivery.outcomes import Delivered, NothingToDo, NotSent, Outcome, PermanentlyRefused
from texts.kit.rendering import Attachment, Edit, Keyboard, Menu, Message, Rendered

Json = dict[str, Any]
TAG = re.compile(r"<[^>]*>")

UNTIL_IT_MAY_HAVE_ONE = timedelta(hours=1)
"""How long a file that the server cannot send yet waits: a method comes when somebody renews the server."""
UPLOAD = 30
"""Seconds that Telegram may take to receive a file, and to answer once it has it."""


class HoldsFiles(Protocol):
    """Keeps Telegram's ids of files that were sent; it never raises, for the file has been sent."""

    async def remember(self, sha256: str, file_id: str, size: int) -> None: ...
    async def forget(self, sha256: str) -> None: ...


class NoFiles:
    """Keeps nothing: every file is uploaded."""

    async def remember(self, sha256: str, file_id: str, size: int) -> None:
        del sha256, file_id, size

    async def forget(self, sha256: str) -> None:
        del sha256


NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
# Called without the library's own methods, which make a hundred objects of an answer; only its number
# is of use. Written this way the library does not advise them.
SEND_TEXT, SEND_PHOTO, SEND_DOCUMENT = "send_Message", "send_Photo", "send_Document"
EDIT_TEXT, EDIT_CAPTION = "edit_Message_Text", "edit_Message_Caption"
EDIT_KEYBOARD = "edit_Message_Reply_Markup"


class Gateway:
    """Never raises because of a message; `TokenRefused` is about the token.

    `sent_at` is called with Telegram's time when it took a message.
    """

    def __init__(
        self,
        bot: Bot,
        held: HoldsFiles | None = None,
        sent_at: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._sent_at = sent_at
        self._held = held or NoFiles()

    async def send(self, chat_id: int, rendered: Rendered) -> Outcome:
        too_long = _excess(rendered)
        if too_long:
            return PermanentlyRefused(too_long)
        try:
            return Delivered(await self._call(chat_id, rendered))
        except TelegramError as error:
            if is_method_unknown(error) and await self.answers():
                return await self._once_more(chat_id, rendered)
            return _outcome(error, rendered)

    async def _once_more(self, chat_id: int, rendered: Rendered) -> Outcome:
        """Call once more where the server seems to lack the method; if it does lack it, do without."""
        try:
            return Delivered(await self._call(chat_id, rendered))
        except TelegramError as error:
            if not is_method_unknown(error):
                return _outcome(error, rendered)
        lacks = f"the server has no such method: {type(rendered).__name__}"
        if isinstance(rendered, Menu | Edit):
            return NothingToDo(lacks)
        if not isinstance(rendered.attachment, Attachment):
            return NotSent(lacks)
        if rendered.attachment.is_photo:
            as_document = replace(rendered.attachment, is_photo=False)
            return await self.send(chat_id, replace(rendered, attachment=as_document))
        return NotSent(lacks, UNTIL_IT_MAY_HAVE_ONE)

    async def answers(self) -> bool:
        """Tell whether Telegram answers and knows the token."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            return not isinstance(error, NetworkError | InvalidToken)
        return True

    async def _call(self, chat_id: int, rendered: Rendered) -> int | None:
        """Return the id of the message; a menu has none."""
        match rendered:
            case Menu():
                await self._set_menu(chat_id, rendered)
                return None
            case Edit(html=str(html)):
                return await self._edit_text(chat_id, rendered, html)
            case Edit():
                return await self._edit_keyboard(chat_id, rendered)
            case Message(attachment=Attachment() as attachment):
                return await self._send_file(chat_id, rendered, attachment)
            case _:
                return await self._send_text(chat_id, rendered)

    async def _send_text(self, chat_id: int, message: Message) -> int | None:
        text = _html("text", message.html)
        what = {"chat_id": chat_id} | text | NO_PREVIEW | _buttons(message.keyboard)
        return self._sent(await self._bot.do_api_request(SEND_TEXT, what))

    async def _send_file(self, chat_id: int, message: Message, attachment: Attachment) -> int | None:
        """Send what Telegram holds already by its id, and upload the rest."""
        if attachment.file_id:
            try:
                return self._sent(await self._send_as(chat_id, message, attachment, attachment.file_id))
            except BadRequest as error:
                if not is_file_unknown(error):
                    raise
            await self._held.forget(attachment.sha256)
        assert isinstance(attachment.content, bytes)  # the renderer had it made
        file = InputFile(attachment.content, filename=attachment.filename)
        sent = await self._send_as(chat_id, message, attachment, file)
        file_id = _file_id(sent)
        if attachment.sha256 and file_id:
            await self._held.remember(attachment.sha256, file_id, len(attachment.content))
        return self._sent(sent)

    async def _send_as(
        self, chat_id: int, message: Message, attachment: Attachment, file: InputFile | str
    ) -> object:
        caption = _html("caption", message.html) if message.html else {}
        method, kind = (SEND_PHOTO, "photo") if attachment.is_photo else (SEND_DOCUMENT, "document")
        what = {"chat_id": chat_id, kind: file} | caption | _buttons(message.keyboard)
        return await self._bot.do_api_request(method, what, read_timeout=UPLOAD, write_timeout=UPLOAD)

    async def _edit_text(self, chat_id: int, edit: Edit, html: str) -> int | None:
        where = _edited(chat_id, edit)
        try:
            return await self._ask(EDIT_TEXT, where | _html("text", html) | NO_PREVIEW)
        except BadRequest as error:
            # What was sent with a document has a caption instead of a text.
            if "no text in the message" not in error.message.lower():
                raise
        return await self._ask(EDIT_CAPTION, where | _html("caption", html))

    async def _edit_keyboard(self, chat_id: int, edit: Edit) -> int | None:
        return await self._ask(EDIT_KEYBOARD, _edited(chat_id, edit))

    async def _set_menu(self, chat_id: int, menu: Menu) -> None:
        scope = BotCommandScopeChat(chat_id)
        if not menu.commands:
            await self._bot.delete_my_commands(scope=scope)
            return
        commands = [BotCommand(name, description) for name, description in menu.commands]
        await self._bot.set_my_commands(commands, scope=scope)

    def _sent(self, message: object) -> int | None:
        """Return the id of a new message, and note its date.

        Telegram dates a message as it takes it, so this is Telegram's time, even where no `Date` header
        says it.
        """
        taken_at = read_seconds(message.get("date")) if isinstance(message, dict) else None
        if taken_at is not None:
            self._sent_at(taken_at)
        return _number(message)

    async def _ask(self, method: str, parameters: Json) -> int | None:
        return _number(await self._bot.do_api_request(method, parameters))


def _outcome(error: TelegramError, rendered: Rendered) -> Outcome:
    return outcome_of(error, edited=rendered.message_id if isinstance(rendered, Edit) else None)


def _number(answer: object) -> int | None:
    """Return the number of the message that was sent or edited."""
    number = answer.get("message_id") if isinstance(answer, dict) else None
    return number if isinstance(number, int) else None


def _file_id(answer: object) -> str | None:
    document = answer.get("document") if isinstance(answer, dict) else None
    return str(document["file_id"]) if isinstance(document, dict) and "file_id" in document else None


def visible_units(html: str) -> int:
    """Return the length Telegram counts: UTF-16 units after the tags are parsed."""
    return len(unescape(TAG.sub("", html)).encode("utf-16-le", "surrogatepass")) // 2


def _excess(rendered: Rendered) -> str | None:
    if isinstance(rendered, Menu) or rendered.html is None:
        return None
    is_caption = isinstance(rendered, Message) and rendered.attachment is not None
    limit = MessageLimit.CAPTION_LENGTH if is_caption else MessageLimit.MAX_TEXT_LENGTH
    if 2 * len(rendered.html) <= limit:
        # No sign has more than two units and no tag or entity fewer than what it stands for.
        return None
    units = visible_units(rendered.html)
    return f"the text has {units} units, Telegram takes {int(limit)}" if units > limit else None


def _html(name: str, html: str) -> Json:
    return {name: html, "parse_mode": ParseMode.HTML}


def _edited(chat_id: int, edit: Edit) -> Json:
    return {"chat_id": chat_id, "message_id": edit.message_id} | _buttons(edit.keyboard)


def _buttons(keyboard: Keyboard) -> Json:
    """Return the keyboard as the Bot API takes it: every question has one, and the library's objects cost."""
    if not keyboard:
        return {}
    rows = [[{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard]
    return {"reply_markup": {"inline_keyboard": rows}}
