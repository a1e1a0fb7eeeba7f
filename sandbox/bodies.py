"""Reads the JSON of a control call; a missing or wrong field is refused in Spanish, by name."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self, TypeVar

from starlette.requests import Request

from sandbox.errors import ControlRefused

Json = dict[str, Any]
Parsed = TypeVar("Parsed")
Default = TypeVar("Default")
Word = TypeVar("Word", bound=StrEnum)

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]*)?(?:e-?[0-9]{1,2})?")
_ID = re.compile(r"-?[0-9]{1,18}")
_KINDS: dict[type[Any], str] = {
    str: "un texto",
    int: "un número entero",
    float: "un número",
    bool: "verdadero o falso",
    dict: "un objeto",
    list: "una lista",
}


class Body:
    """The object that came with a call; a field that is null counts as absent."""

    def __init__(self, fields: Json) -> None:
        self.fields = fields

    @classmethod
    def of(cls, found: Any) -> Self:
        if not isinstance(found, dict):
            raise ControlRefused("La petición debe ser un objeto de JSON.")
        return cls(found)

    def need(self, name: str, kind: type[Parsed]) -> Parsed:
        found = self.get(name, kind, None)
        if found is None:
            raise ControlRefused(f"A la petición le falta «{name}», que es {_KINDS[kind]}.")
        return found

    def get(self, name: str, kind: type[Parsed], default: Default) -> Parsed | Default:
        found = self.fields.get(name)
        return default if found is None else _checked(name, found, kind)

    def texts(self, name: str) -> list[str]:
        found: list[Any] = self.get(name, list, [])
        return [_checked(name, each, str) for each in found]

    def word(self, name: str, words: type[Word]) -> Word:
        """Return a field that must be one of a few words."""
        text = self.need(name, str)
        if text not in set(words):
            known = ", ".join(f"«{each}»" for each in words)
            raise ControlRefused(f"«{name}» no puede ser «{text}». Puede ser: {known}.")
        return words(text)

    def details(self, kinds: Mapping[str, type[Any]], *others: str) -> Json:
        """Return the given fields, checked by type; refuse an unknown one."""
        unknown = self.fields.keys() - kinds.keys() - set(others)
        if unknown:
            raise ControlRefused(f"La petición trae datos que no se conocen: {', '.join(sorted(unknown))}.")
        return {name: self.get(name, kind, None) for name, kind in kinds.items() if name in self.fields}


async def read_json(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        raise ControlRefused("La petición no es JSON.") from None


async def read_body(request: Request) -> Body:
    return Body.of(await read_json(request))


def asked_number(request: Request, name: str) -> float:
    """Return a query parameter; 0 where it is missing."""
    text = request.query_params.get(name, "")
    if text and not _NUMBER.fullmatch(text):
        raise ControlRefused(f"«{name}» debe ser {_KINDS[float]}, y llegó «{text}».")
    return float(text or 0)


def asked_id(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    if text and not _ID.fullmatch(text):
        raise ControlRefused(f"«{name}» debe ser {_KINDS[int]}, y llegó «{text}».")
    return int(text) if text else None


def _checked(name: str, found: Any, kind: type[Parsed]) -> Parsed:
    # In Python true is a number; in JSON it is not.
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    fits = is_number if kind is float else isinstance(found, kind) and (kind is not int or is_number)
    if not fits:
        raise ControlRefused(f"«{name}» debe ser {_KINDS[kind]}.")
    checked: Parsed = found
    return checked
