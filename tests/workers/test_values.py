"""Values between the bot and its workers are read by either side, whatever the Python of each."""

from enum import Enum
from typing import Any

import pytest

from documents.list_sheets import ListCellKind
from domain.kit.evidence import EvidenceFlag
from workers.values import packed, unpacked


class AsIn311(Enum):
    """An enumeration as Python 3.11.0 to 3.11.3 pickle it, Debian's for one."""

    TEXT = "text"

    def __reduce_ex__(self, _protocol: Any) -> tuple[Any, ...]:
        return getattr, (type(self), self.name)


@pytest.mark.parametrize("value", [ListCellKind.TEXT, EvidenceFlag.SMALL_PHOTO])
def test_an_enumeration_comes_back_as_itself(value: Enum) -> None:
    assert unpacked(packed([value, {value: value}])) == [value, {value: value}]
    assert isinstance(unpacked(packed(value)), type(value))


def test_no_enumeration_asks_its_reader_for_getattr() -> None:
    assert b"getattr" not in packed([AsIn311.TEXT])
