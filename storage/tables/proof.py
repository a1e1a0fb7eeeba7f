"""Table of the checks of stored files."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from domain.evidence.proof_files import FileState
from storage.base import Base, strict
from storage.tables.delivery import partial_index
from storage.types import EnumText, enum_check

FAULTY = "state <> 'ok'"


class FileCheckTable(Base):
    """The state of a file when it was last read, at `checked_at` (machine time).

    `found_at` is when its fault was first found, `told_at` when IMPLAN was told of it.
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
