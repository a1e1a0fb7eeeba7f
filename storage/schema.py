"""Every table there is: the modules named `storage.tables*`."""

import pkgutil
from importlib import import_module

from sqlalchemy import MetaData

import storage
from storage.base import Base


def metadata() -> MetaData:
    """Return the metadata after importing every module of tables."""
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name.startswith("tables"):
            import_module(f"storage.{module.name}")
    return Base.metadata
