"""The files of the sandbox: bytes under a file_id and a download path."""

import hashlib
import mimetypes

from sandbox.errors import EMPTY_FILE, bad_request
from sandbox.model import ChatAttachment, SandboxFile

DOWNLOAD_LIMIT = 20 * 1024 * 1024
_FOLDERS = {"document": "documents", "photo": "photos"}


class SandboxFiles:
    def __init__(self) -> None:
        self._by_id: dict[str, SandboxFile] = {}
        self._by_path: dict[str, SandboxFile] = {}
        self._attachments: dict[str, ChatAttachment] = {}

    def add(self, kind: str, content: bytes, name: str, mime: str | None = None) -> ChatAttachment:
        if not content:
            raise bad_request(EMPTY_FILE)
        contents = _photo_sizes(content) if kind == "photo" else (content,)
        guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        attachment = ChatAttachment(kind, tuple(self._store(kind, each, name, guessed) for each in contents))
        for file in attachment.files:
            self._attachments[file.file_id] = attachment
        return attachment

    def attachment(self, kind: str, file_id: str) -> ChatAttachment:
        """Return the attachment of a file_id, to send it again."""
        found = self._attachments.get(file_id)
        if found is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if found.kind != kind:
            raise bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
        return found

    def get(self, file_id: str) -> SandboxFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> SandboxFile | None:
        return self._by_path.get(path)

    def for_download(self, file_id: str) -> SandboxFile:
        found = self._by_id.get(file_id)
        if found is None:
            raise bad_request("invalid file_id")
        if len(found.content) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return found

    def _store(self, kind: str, content: bytes, name: str, mime: str) -> SandboxFile:
        number = len(self._by_id) + 1
        digest = hashlib.sha256(kind.encode() + content).hexdigest()
        extension = name.rpartition(".")[2].lower() if "." in name else "jpg" if kind == "photo" else "bin"
        stored = SandboxFile(
            # As long as real ones, so that a column too short for them fails here.
            file_id=f"BQACAgEAAxkDAAI{number:06d}{digest}",
            unique_id=f"AgAD{digest[:12]}",
            path=f"{_FOLDERS[kind]}/file_{number}.{extension}",
            content=content,
            name=name,
            mime=mime,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored


def _photo_sizes(content: bytes) -> tuple[bytes, bytes, bytes]:
    # Only the largest size is intact: a bot that stores another one stores a broken image.
    return content[: len(content) // 8 + 1], content[: len(content) // 2 + 1], content
