"""Several files in one ZIP, the same bytes for the same files."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)
PACKED = (".pdf", ".zip", ".png", ".jpg", ".jpeg")
"""Extensions of files that compression does not make smaller."""


def write_volume(files: Sequence[tuple[str, Path]], *, into: Path) -> None:
    """Write files into an archive under their names, in their order."""
    with ZipFile(into, "w") as archive:
        for name, place in files:
            info = ZipInfo(name, OLDEST)
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
            archive.writestr(info, place.read_bytes())
