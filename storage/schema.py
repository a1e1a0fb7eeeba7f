"""All tables: imports every module of `storage.tables`."""

import pkgutil
from importlib import import_module

from sqlalchemy import MetaData

import storage.tables
from storage.base import Base


def metadata() -> MetaData:
    """Return the metadata after importing every module of tables."""
    for module in pkgutil.iter_modules(storage.tables.__path__):
        import_module(f"storage.tables.{module.name}")
    return Base.metadata
