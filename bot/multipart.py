"""A file on its way to Telegram: the parts of a form, written in pieces that have a time limit each."""

import asyncio
from collections.abc import Mapping
from secrets import token_hex
from typing import IO, Any

import aiohttp
from aiohttp.abc import AbstractStreamWriter

File = tuple[str, bytes | IO[bytes], str]
"""Name, content and type."""
PIECE = 64 * 1024
# As browsers write a name: Telegram shows the file under it, letters with accents and all.
ESCAPES = str.maketrans({'"': "%22", "\\": "\\\\"} | {code: f"%{code:02X}" for code in range(0x20)})


class Upload(aiohttp.Payload):
    """A slow line may take long for a file as long as each piece of it leaves within `patience` seconds."""

    def __init__(self, fields: Mapping[str, str], files: Mapping[str, Any], patience: float | None) -> None:
        boundary = token_hex(16)
        parts = _parts(boundary, fields, files)
        super().__init__(parts, content_type=f"multipart/form-data; boundary={boundary}")
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


def _parts(boundary: str, fields: Mapping[str, str], files: Mapping[str, File]) -> list[bytes]:
    parts = []
    for name, value in fields.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
        parts.append(f"{head}\r\n\r\n{value}\r\n".encode())
    for name, (filename, content, mime) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
        parts.append(f'{head}; filename="{_escaped(filename)}"\r\nContent-Type: {mime}\r\n\r\n'.encode())
        parts += [content if isinstance(content, bytes) else content.read(), b"\r\n"]
    return [*parts, f"--{boundary}--\r\n".encode()]


def _escaped(name: str) -> str:
    return name.translate(ESCAPES)
