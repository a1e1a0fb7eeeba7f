"""Write the next migration from the difference between the tables and the migrations so far.

    python -m storage.migrations.autogenerate "what changes"

Before the first installation, the first migration may be rewritten:

    rm storage/migrations/versions/0001_*.py && python -m storage.migrations.autogenerate initial
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from storage.migrate import alembic_config, connected, migrate


def write_next(message: str) -> None:
    """Compare with a SQLite database made by the migrations so far and write the difference."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'migrations.db'}"
        migrate(url)
        with connected(url) as connection:
            command.revision(alembic_config(connection), message, autogenerate=True, rev_id=_next_number())


def _next_number() -> str:
    script = ScriptDirectory.from_config(alembic_config())
    return f"{len(list(script.walk_revisions())) + 1:04d}"


if __name__ == "__main__":
    write_next(" ".join(sys.argv[1:]))
