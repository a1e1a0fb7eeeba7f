"""Several files in one ZIP, the same bytes for the same files."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)
PACKED = (".pdf", ".zip", ".png", ".jpg", ".jpeg")
"""What does not get smaller by packing it again."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put (name, content) pairs into an archive, in their order."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, data in files:
            info = ZipInfo(name, OLDEST)
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
            archive.writestr(info, data)
    return content.getvalue()
