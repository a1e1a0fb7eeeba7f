"""How a message becomes an outbox row and back: the kind names the class, the data its fields."""

import re
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from domain import messages
from domain.messages import Said


def kind_of(said: Said) -> str:
    """Return the name of a message in the outbox: UnitStatus → unit_status."""
    cls: type = type(said)
    return _snake(cls)


def encode(said: Said) -> dict[str, Any]:
    """Return the fields as JSON data; Decimals become text, so nothing passes through a float.

    What has the value it has anyway is left out, which is most of a question: a row is half as long. So a
    default that changes changes what rows say that were stored before.
    """
    cls: type = type(said)
    data: dict[str, Any] = _adapter(cls).dump_python(said, mode="json", exclude_defaults=True)
    return data


def decode(kind: str, data: dict[str, Any]) -> Said:
    """Rebuild a message; KeyError for a kind this version does not know."""
    said: Said = _adapter(_CLASSES[kind]).validate_python(data)
    return said


@cache
def _snake(cls: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@cache
def _adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


_CLASSES: dict[str, type] = {_snake(cls): cls for cls in get_args(messages.Said)}
KINDS = frozenset(_CLASSES)
"""Every kind of message there is."""
