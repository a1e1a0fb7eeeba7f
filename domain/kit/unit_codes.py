"""The code of a Unidad Responsable: its characters, and which codes may be typed or imported."""

import re
from typing import Annotated

LONGEST = 12
UnitCode = Annotated[str, "1 to 12 of A-Z 0-9 . -"]
"""The type of a field that names a UR; buttons and the audit trail accept any `is_unit_code`."""
TYPED = r"[0-9]{3}"
"""A typed or imported code of a UR, as a part of a pattern."""

_CARRIED = re.compile(rf"[A-Z0-9.\-]{{1,{LONGEST}}}")
_TYPED = re.compile(TYPED)


def is_unit_code(text: str) -> bool:
    """Tell whether a text has the characters of a code, as buttons and the audit trail carry it."""
    return _CARRIED.fullmatch(text) is not None


def is_typed_code(text: str) -> bool:
    """Tell whether a typed or imported text is read as the code of a UR."""
    return _TYPED.fullmatch(text) is not None
