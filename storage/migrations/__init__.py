"""Alembic migrations; `python -m storage.migrations.autogenerate` writes the next one."""
