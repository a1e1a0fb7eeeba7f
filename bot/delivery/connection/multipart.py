"""What a call carries, when it is more than fits in one write: a form with files, or a long JSON."""

import asyncio
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import IO, Any

import aiohttp
from aiohttp.abc import AbstractStreamWriter

FilePart = tuple[str, bytes | IO[bytes], str]
"""Name, content and type."""
PIECE = 64 * 1024
# As browsers write a name: Telegram shows the file under it, letters with accents and all.
ESCAPES = str.maketrans({'"': "%22", "\\": "\\\\"} | {code: f"%{code:02X}" for code in range(0x20)})


class UploadPieces(aiohttp.Payload):
    """A slow connection may take long for a file as long as each piece is sent within `patience` seconds."""

    def __init__(self, parts: Sequence[bytes], patience: float | None) -> None:
        super().__init__(parts)
        self._size = sum(map(len, parts))
        self._patience = patience

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return b"".join(self._value).decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        for part in self._value:
            view = memoryview(part)
            for start in range(0, len(view), PIECE):
                async with asyncio.timeout(self._patience):
                    await writer.write(view[start : start + PIECE])


def form(fields: Mapping[str, str], files: Mapping[str, Any]) -> tuple[str, list[bytes]]:
    """Return the type and the parts of a form; a file is a `FilePart`."""
    boundary = token_hex(16)
    parts = []
    for name, value in fields.items():
        # Half of an emoji, which no encoding has, becomes a question mark: an error would quote the text.
        parts.append(f"{_head(boundary, name)}\r\n\r\n{value}\r\n".encode(errors="replace"))
    for name, (filename, content, mime) in files.items():
        head = f'{_head(boundary, name)}; filename="{filename.translate(ESCAPES)}"'
        parts.append(f"{head}\r\nContent-Type: {mime}\r\n\r\n".encode(errors="replace"))
        parts += [content if isinstance(content, bytes) else content.read(), b"\r\n"]
    return f"multipart/form-data; boundary={boundary}", [*parts, f"--{boundary}--\r\n".encode()]


def _head(boundary: str, name: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{name.translate(ESCAPES)}"'
