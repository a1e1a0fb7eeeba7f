"""The way out: one rendered row becomes one Bot API call, and whatever happens becomes an outcome."""

import re
from html import unescape
from typing import Any, Protocol

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
)
from telegram import Message as SentMessage
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.refusals import is_file_unknown, outcome_of
from bot.rendering import Attachment, Edit, Keyboard, Menu, Message, Rendered
from domain.delivery import Delivered, Outcome, PermanentlyRefused

UPLOAD = 30
"""Seconds that Telegram may take to receive a file, and to answer once it has it."""


class HoldsFiles(Protocol):
    """Keeps what Telegram calls the files it was sent; it never raises, for the file has left."""

    async def remember(self, sha256: str, file_id: str, size: int) -> None: ...
    async def forget(self, sha256: str) -> None: ...


class NoFiles:
    """Keeps nothing: every file is uploaded."""

    async def remember(self, sha256: str, file_id: str, size: int) -> None:
        del sha256, file_id, size

    async def forget(self, sha256: str) -> None:
        del sha256


NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}


class Gateway:
    """Never raises because of a message; `TokenRefused` says that nothing can be sent at all."""

    def __init__(self, bot: Bot, held: HoldsFiles | None = None) -> None:
        self._bot = bot
        self._held = held or NoFiles()

    async def send(self, chat_id: int, rendered: Rendered) -> Outcome:
        too_long = _excess(rendered)
        if too_long:
            return PermanentlyRefused(too_long)
        try:
            answer = await self._call(chat_id, rendered)
        except TelegramError as error:
            return outcome_of(error, edited=rendered.message_id if isinstance(rendered, Edit) else None)
        return Delivered(answer.message_id if isinstance(answer, SentMessage) else None)

    async def answers(self) -> bool:
        """Tell whether Telegram answers at all; a refusal is an answer, too."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            return not isinstance(error, NetworkError)
        return True

    async def _call(self, chat_id: int, rendered: Rendered) -> SentMessage | bool:
        match rendered:
            case Menu():
                return await self._set_menu(chat_id, rendered)
            case Edit(html=str(html)):
                return await self._edit_text(chat_id, rendered, html)
            case Edit():
                return await self._edit_keyboard(chat_id, rendered)
            case Message(attachment=Attachment() as attachment):
                return await self._send_file(chat_id, rendered, attachment)
            case _:
                return await self._send_text(chat_id, rendered)

    async def _send_text(self, chat_id: int, message: Message) -> SentMessage:
        return await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            api_kwargs=NO_PREVIEW | _buttons(message.keyboard),
        )

    async def _send_file(self, chat_id: int, message: Message, attachment: Attachment) -> SentMessage:
        """Send what Telegram holds already by its id, and upload the rest."""
        if attachment.file_id:
            try:
                return await self._send_as(chat_id, message, attachment, attachment.file_id)
            except BadRequest as error:
                if not is_file_unknown(error):
                    raise
            await self._held.forget(attachment.sha256)
        file = InputFile(attachment.content, filename=attachment.filename)
        sent = await self._send_as(chat_id, message, attachment, file)
        if attachment.sha256 and sent.document is not None:
            await self._held.remember(attachment.sha256, sent.document.file_id, len(attachment.content))
        return sent

    async def _send_as(
        self, chat_id: int, message: Message, attachment: Attachment, file: InputFile | str
    ) -> SentMessage:
        send = self._bot.send_photo if attachment.is_photo else self._bot.send_document
        return await send(
            chat_id,
            file,
            read_timeout=UPLOAD,
            write_timeout=UPLOAD,
            caption=message.html or None,
            parse_mode=ParseMode.HTML,
            api_kwargs=_buttons(message.keyboard),
        )

    async def _edit_text(self, chat_id: int, edit: Edit, html: str) -> SentMessage | bool:
        buttons = _buttons(edit.keyboard)
        try:
            return await self._bot.edit_message_text(
                html,
                chat_id=chat_id,
                message_id=edit.message_id,
                parse_mode=ParseMode.HTML,
                api_kwargs=NO_PREVIEW | buttons,
            )
        except BadRequest as error:
            # What was sent with a document has a caption instead of a text.
            if "no text in the message" not in error.message.lower():
                raise
        return await self._bot.edit_message_caption(
            chat_id, edit.message_id, caption=html, parse_mode=ParseMode.HTML, api_kwargs=buttons
        )

    async def _edit_keyboard(self, chat_id: int, edit: Edit) -> SentMessage | bool:
        return await self._bot.edit_message_reply_markup(
            chat_id=chat_id, message_id=edit.message_id, api_kwargs=_buttons(edit.keyboard)
        )

    async def _set_menu(self, chat_id: int, menu: Menu) -> bool:
        scope = BotCommandScopeChat(chat_id)
        if not menu.commands:
            return await self._bot.delete_my_commands(scope=scope)
        commands = [BotCommand(name, description) for name, description in menu.commands]
        return await self._bot.set_my_commands(commands, scope=scope)


def visible_units(html: str) -> int:
    """Return the length Telegram counts: UTF-16 units after the tags are parsed."""
    return len(unescape(re.sub(r"<[^>]*>", "", html)).encode("utf-16-le")) // 2


def _excess(rendered: Rendered) -> str | None:
    if isinstance(rendered, Menu) or rendered.html is None:
        return None
    is_caption = isinstance(rendered, Message) and rendered.attachment is not None
    limit = MessageLimit.CAPTION_LENGTH if is_caption else MessageLimit.MAX_TEXT_LENGTH
    units = visible_units(rendered.html)
    return f"the text has {units} units, Telegram takes {int(limit)}" if units > limit else None


def _buttons(keyboard: Keyboard) -> dict[str, Any]:
    """Return the keyboard as the Bot API takes it: every question has one, and the library's objects cost."""
    if not keyboard:
        return {}
    rows = [[{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard]
    return {"reply_markup": {"inline_keyboard": rows}}
