"""Uploads from the page, with the limits that Telegram would enforce."""

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from sandbox.errors import ControlRefused
from sandbox.params import UPLOAD_LIMIT
from sandbox.spanish import LARGE_FILE, NO_FILE, NO_PICTURE

FIELDS_LIMIT = 1024 * 1024
"""Limit for the form fields around a file."""


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes
    mime: str | None
    is_photo: bool
    caption: str
    album: str | None
    forwarded_from: str | None


async def read_sent_file(request: Request) -> SentFile:
    await _refuse_the_huge(request)
    async with request.form() as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ControlRefused(NO_FILE, 400)
        if (file.size or 0) > UPLOAD_LIMIT:
            raise _too_large()
        is_photo = form.get("as_photo") == "true"
        if is_photo and not (file.content_type or "image/").startswith("image/"):
            raise ControlRefused(NO_PICTURE.format(name=file.filename), 415)
        return SentFile(
            file.filename or "archivo",
            await file.read(),
            file.content_type,
            is_photo,
            _text(form, "caption"),
            _text(form, "media_group_id") or None,
            _text(form, "forwarded_from") or None,
        )


async def _refuse_the_huge(request: Request) -> None:
    """Discard a far too large upload as it arrives: a browser reads no answer before it has sent all."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > UPLOAD_LIMIT + FIELDS_LIMIT:
        async for _ in request.stream():
            pass
        raise _too_large()


def _too_large() -> ControlRefused:
    return ControlRefused(LARGE_FILE.format(limit=UPLOAD_LIMIT // 1024**2), 413)


def _text(form: FormData, name: str) -> str:
    return str(form.get(name, ""))
