"""How a message becomes an outbox row and back: the kind names the class, the data its fields."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from domain.kit.dialogues.messages import FormQuestion
from domain.kit.said import Said
from usecases.kit.stored_forms import stored_about, with_about

S = TypeVar("S", bound=Said)


def kind_of(said: Said) -> str:
    """Return the kind of a message in the outbox."""
    return said.declared.kind


def encode(said: Said) -> dict[str, Any]:
    """Return the fields as JSON data; Decimals become text, so no figure passes through a float.

    A field with its default value is left out, which makes a row half as long. So a changed default changes
    the meaning of stored rows.
    """
    cls: type = type(said)
    data: dict[str, Any] = _adapter(cls).dump_python(said, mode="json", exclude_defaults=True)
    if isinstance(said, FormQuestion) and said.about is not None:
        data["about"] = stored_about(said.about)
    return data


def read(cls: type[S], data: Mapping[str, Any]) -> S:
    """Rebuild a message of a known kind."""
    of: type = cls
    said: Any = _adapter(of).validate_python(dict(cls.renewed(data)))
    if isinstance(said, FormQuestion):
        said = with_about(said)
    rebuilt: S = said
    return rebuilt


@cache
def _adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)
