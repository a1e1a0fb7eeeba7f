"""A part of a transaction that can be undone without the rest."""

from sqlalchemy import text

BEGIN_PART = text("SAVEPOINT part")
END_PART = text("RELEASE SAVEPOINT part")
UNDO_PART = text("ROLLBACK TO SAVEPOINT part")
