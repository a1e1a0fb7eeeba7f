"""Tables of what proves the proof: how each stored file was when it was last read."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from domain.evidence.proof_files import FileState
from storage.base import Base, strict
from storage.tables.delivery import partial_index
from storage.types import EnumText, enum_check

FAULTY = "state <> 'ok'"


class FileCheckTable(Base):
    """How a file was when it was last read, at `checked_at` (machine time).

    `found_at` is when it was first found as it is not as it was stored, `told_at` when IMPLAN was told so.
    """

    __tablename__ = "file_check"
    __table_args__ = strict(
        enum_check("state", FileState),
        partial_index("uq_file_check_faulty", "sha256", where=FAULTY, unique=True),
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[FileState] = mapped_column(EnumText(FileState))
    checked_at: Mapped[datetime]
    found_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
