"""The code of a Unidad Responsable: which signs it may have, and what may be typed or imported as one."""

import re
from typing import Annotated

LONGEST = 12
UnitCode = Annotated[str, "1 to 12 of A-Z 0-9 . -"]
"""The type of a field that names a UR; buttons and the audit carry any that `is_unit_code`."""
TYPED = r"[0-9]{3}"
"""What is read as the code of a UR where one is typed or imported, as a part of a pattern."""

_CARRIED = re.compile(rf"[A-Z0-9.\-]{{1,{LONGEST}}}")
_TYPED = re.compile(TYPED)


def is_unit_code(text: str) -> bool:
    """Tell whether a text has the signs of a code; what is carried (buttons, audit) may be any such."""
    return _CARRIED.fullmatch(text) is not None


def is_typed_code(text: str) -> bool:
    """Tell whether a text that was typed or imported is read as the code of a UR."""
    return _TYPED.fullmatch(text) is not None
