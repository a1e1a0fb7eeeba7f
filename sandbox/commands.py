"""The bot's command menus, by scope and language."""

import re
from typing import Any

from sandbox.errors import bad_request

Commands = list[dict[str, str]]
_NAME = re.compile(r"[a-z0-9_]{1,32}")


class CommandMenus:
    def __init__(self) -> None:
        self._by_scope: dict[tuple[str, int | None, str], Commands] = {}

    def set(self, commands: Any, scope: Any, language: str) -> None:
        self._by_scope[_key(scope, language)] = _checked(commands)

    def get(self, scope: Any, language: str) -> Commands:
        return self._by_scope.get(_key(scope, language), [])

    def delete(self, scope: Any, language: str) -> None:
        self._by_scope.pop(_key(scope, language), None)

    def seen_by(self, user_id: int, language: str = "es") -> Commands:
        """Return the menu of a private chat: of the narrowest scope, then of the person's language."""
        for scope in ("chat", "all_private_chats", "default"):
            chat_id = user_id if scope == "chat" else None
            for tongue in (language, ""):
                found = self._by_scope.get((scope, chat_id, tongue))
                if found:
                    return found
        return []


def _key(scope: Any, language: str) -> tuple[str, int | None, str]:
    given = scope or {"type": "default"}
    chat_id = given.get("chat_id")
    return given.get("type", "default"), None if chat_id is None else int(chat_id), language


def _checked(commands: Any) -> Commands:
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _NAME.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [{"command": each["command"], "description": each["description"]} for each in commands]
