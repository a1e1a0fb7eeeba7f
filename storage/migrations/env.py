"""Alembic runs this file for each command; `storage.migrate` hands it the connection."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage import types
from storage.schema import metadata


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Render our types so that an old migration keeps its meaning when the code changes."""
    if kind != "type" or type(item).__module__ != types.__name__:
        return False
    if isinstance(item, types.EnumText):
        return "sa.Text()"
    autogen.imports.add("from storage import types")
    return f"types.{type(item).__name__}()"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    render_item=render,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
