"""Writes the fields of a button between colons, and checks them when they are read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode, is_unit_code

_NUMBER = re.compile(r"[0-9]{1,9}")
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_YES_OR_NO = {"y": True, "n": False}


@dataclass(frozen=True)
class Operand:
    """Writes a value as `width` operands; `read` raises ValueError for data that no button carries."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    width: int = 1


def number(text: str) -> int:
    # A number longer than any id would overflow the column and fail the update.
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text


def unit_code(text: str) -> str:
    if not is_unit_code(text):
        raise ValueError(text)
    return text


Code = Annotated[str, Operand(str, code)]
"""The code of a programme or eje, or a token."""
AnyUnit = UnitCode | Literal[""]
"""The code of a UR, or empty where no UR is meant."""


def operand_of(hint: Any) -> Operand:
    """Return the operand of a field's type; raise TypeError for a type that no button carries."""
    if hint in _BY_TYPE:
        return _BY_TYPE[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next(each for each in arguments if isinstance(each, Operand))
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _several(arguments)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Operand(lambda member: str(member.value), hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _parts(hint)
    raise TypeError(f"no button can carry {hint}")


def _optional(kinds: Sequence[Any]) -> Operand:
    """An empty operand stands for None, or for "" where the type says so."""
    kept = [each for each in kinds if each not in _NOTHING]
    absent = [_NOTHING[each] for each in kinds if each in _NOTHING]
    if len(kept) != 1 or len(absent) != 1:
        raise TypeError(f"no button can carry one of {kinds}: say how with Annotated[…, Operand(…)]")
    inner = _alone(kept[0])
    return Operand(
        lambda value: "" if value == absent[0] else inner.write(value),
        lambda text: inner.read(text) if text else absent[0],
    )


def _several(kinds: Sequence[Any]) -> Operand:
    """`tuple[int, ...]` is written with commas between its items."""
    if kinds[-1] is not Ellipsis:
        raise TypeError(f"no button can carry a tuple of {kinds}: name its parts in a dataclass")
    item = _alone(kinds[0])
    return Operand(
        lambda values: ",".join(map(item.write, values)),
        lambda text: tuple(map(item.read, text.split(","))) if text else (),
    )


def _alone(kind: Any) -> Operand:
    """Return the operand of a list item, which is never empty, holds no comma and needs no second one."""
    operand = operand_of(kind)
    if kind is str or operand.width != 1 or get_origin(kind) in (Union, UnionType, tuple):
        raise TypeError(f"no button can carry an optional {kind} or several of them")
    return operand


def _parts(kind: type) -> Operand:
    """The fields of a dataclass are written one after the other."""
    parts = operands_of(kind)
    names = [each.name for each in fields(kind)]
    return Operand(
        lambda value: ":".join(write_all(parts, [getattr(value, name) for name in names])),
        lambda text: kind(*read_all(parts, text.split(":"))),
        sum(part.width for part in parts),
    )


def operands_of(kind: type, left_out: Sequence[str] = ()) -> list[Operand]:
    """Return the operands of the fields of a dataclass, in order."""
    hints = get_type_hints(kind, include_extras=True)
    return [operand_of(hints[each.name]) for each in fields(kind) if each.name not in left_out]


def write_all(operands: Sequence[Operand], values: Sequence[Any]) -> list[str]:
    return [operand.write(value) for operand, value in zip(operands, values, strict=True)]


def read_all(operands: Sequence[Operand], written: Sequence[str]) -> list[Any]:
    """Read one value per operand; raise ValueError where there are more or fewer."""
    if len(written) != sum(operand.width for operand in operands):
        raise ValueError(written)
    rest = iter(written)
    return [operand.read(":".join(next(rest) for _ in range(operand.width))) for operand in operands]


def _yes_or_no(text: str) -> bool:
    if text not in _YES_OR_NO:
        raise ValueError(text)
    return _YES_OR_NO[text]


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


_BY_TYPE: dict[Any, Operand] = {
    bool: Operand(lambda is_so: "y" if is_so else "n", _yes_or_no),
    int: Operand(str, number),
    str: Operand(str, str),
    Decimal: Operand(lambda value: f"{value:f}", _decimal),
    date: Operand(date.isoformat, date.fromisoformat),
    time: Operand(lambda hour: f"{hour:%H%M}", time.fromisoformat),
    Period: Operand(str, Period.parse),
    UnitCode: Operand(str, unit_code),
}
_NOTHING: dict[Any, Any] = {NoneType: None, Literal[""]: ""}
