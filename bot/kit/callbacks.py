"""The base class of buttons: each declares its key, its fields (1 to 64 bytes) and the right it needs.

    @dataclass(frozen=True)
    class ShowDetail(Callback, key="sd", needs=Action.SEE_STATUS):
        unit_code: UnitCode
        period: Period
        page: int = 0

It is packed as `sd:402:3T2025:0`. Handlers register in `bot/kit/handlers.py`.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar, Self, cast

from bot.kit.operands import Operand, operands_of, read_all, write_all
from domain.kit.access import Action


class Callback:
    """Base of all buttons; each is a frozen dataclass.

    The packed data begins with `key`. Where the key also gives the value of a field, it is a mapping from
    each key to that value: `{"o": {"met": False}, "m": {"met": True}}`.
    A key and the order of fields never change: phones keep the buttons of years ago.
    `needs` is the action the person must be allowed; the use case checks for which UR.
    """

    keys: ClassVar[Mapping[str, Mapping[str, object]]]
    needs: ClassVar[Action]

    def __init_subclass__(cls, *, key: str | Mapping[str, Mapping[str, object]], needs: Action) -> None:
        cls.keys = {key: {}} if isinstance(key, str) else key
        cls.needs = needs

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """Read the data of a tap; None for data that no button of this kind carries."""
        key, *written = data.split(":")
        if key not in cls.keys:
            return None
        names, operands = _form(cls)
        try:
            given = dict(zip(names, read_all(operands, written), strict=True))
            callback = cls(**given, **cls.keys[key])
        except ValueError:
            return None
        return callback if callback.is_sent and pack(callback) == data else None

    @property
    def is_sent(self) -> bool:
        """Tell whether a message may have this button; a tap on any other is refused."""
        return True


def pack(callback: Callback) -> str:
    names, operands = _form(type(callback))
    key = next(key for key, told in callback.keys.items() if _are(callback, told))
    return ":".join([key, *write_all(operands, [getattr(callback, name) for name in names])])


def comes_back(callback: Callback) -> bool:
    """Tell whether a button can carry this: the code of a UR may be too long or have other characters."""
    return callback.unpack(pack(callback)) is not None


def _are(callback: Callback, told: Mapping[str, object]) -> bool:
    return all(getattr(callback, name) == value for name, value in told.items())


def _form(kind: type[Callback]) -> tuple[list[str], list[Operand]]:
    """Return the names of the packed fields and their operands; a class gets its fields late."""
    if kind not in _FORMS:
        told = {name for fixed in kind.keys.values() for name in fixed}
        names = [each.name for each in fields(cast(Any, kind)) if each.name not in told]
        _FORMS[kind] = names, operands_of(kind, left_out=tuple(told))
    return _FORMS[kind]


_FORMS: dict[type[Callback], tuple[list[str], list[Operand]]] = {}
