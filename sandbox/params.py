"""The parameters of a Bot API call, from a query, a form, a multipart body or JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.errors import ApiError, bad_request

UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes
    mime: str | None


class Params:
    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
        self.values = values
        self._uploads = uploads

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'invalid parameter "{name}": integer expected') from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1")

    def json(self, name: str) -> Any:
        """Return an object or list: parsed already in a JSON body, as text otherwise."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    @property
    def chat_id(self) -> int | None:
        text = self.text("chat_id")
        return int(text) if text.removeprefix("-").isdecimal() else None

    def upload(self, name: str) -> Upload | None:
        """Return a file sent under the parameter's own name or as `attach://name`."""
        return self._uploads.get(name) or self._uploads.get(self.text(name).removeprefix("attach://"))


async def read_params(request: Request) -> Params:
    values: dict[str, Any] = dict(request.query_params)
    if request.method == "GET":
        return Params(values, {})
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        return Params(values | await _json_body(request), {})
    if content_type.startswith("application/x-www-form-urlencoded"):
        # Nearly every call is such a form; the framework parses it five times slower.
        body = (await request.body()).decode(errors="replace")
        return Params(values | dict(parse_qsl(body, keep_blank_values=True)), {})
    uploads: dict[str, Upload] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = await _upload(value)
            else:
                values[name] = value
    return Params(values, uploads)


async def _json_body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse request body JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected as request body")
    return body


async def _upload(file: UploadFile) -> Upload:
    content = await file.read()
    if len(content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return Upload(file.filename or "file", content, file.content_type)
