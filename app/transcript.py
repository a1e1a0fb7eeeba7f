"""Prints the chats of the stage from top to bottom."""

import re
import sys
from textwrap import wrap
from typing import TextIO

from sandbox.chat import ChatMessage
from sandbox.client import PersonClient

WIDTH = 64
_SECRETS = re.compile(r"(/start |/verificar )\S+")
"""Codes of invitations and acuses, which are random."""


class Transcript:
    """Prints each message once; edits that only remove buttons are left out."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._seen: set[tuple[int, int]] = set()
        self._speaker = ""

    def scene(self, text: str) -> None:
        self._write(f"\n━━ {text} {'━' * max(2, WIDTH - len(text))}")
        self._speaker = ""

    def note(self, text: str) -> None:
        for line in wrap(text, WIDTH):
            self._write(line)

    async def catch_up(self, person: PersonClient) -> None:
        """Print new messages in the chat of one person."""
        for message in await person.messages():
            key = (person.user_id, message.message_id)
            if key not in self._seen:
                self._seen.add(key)
                self._print(person, message)

    def _print(self, person: PersonClient, message: ChatMessage) -> None:
        speaker = f"Puntual → {person.name}" if message.from_bot else f"{person.name}"
        if speaker != self._speaker:
            self._write(f"\n{'' if message.from_bot else '    '}{speaker}:")
        self._speaker = speaker
        put = self._said_by_bot if message.from_bot else self._said_by_person
        if message.file is not None:
            put(f"📎 {message.file.name}")
        for line in _SECRETS.sub(r"\1••••", message.text).splitlines():
            put(line)
        for row in message.buttons:
            put("  ".join(f"[ {button.label} ]" for button in row))

    def tapped(self, person: PersonClient, label: str) -> None:
        self._write(f"\n    {person.name} toca [ {label} ]")
        self._speaker = ""

    def _said_by_bot(self, line: str) -> None:
        self._wrapped(line, "  │ ")

    def _said_by_person(self, line: str) -> None:
        self._wrapped(line, "      ")

    def _wrapped(self, line: str, margin: str) -> None:
        for part in wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]:
            self._write(f"{margin}{part}".rstrip())

    def _write(self, line: str) -> None:
        print(line, file=self._out, flush=True)
