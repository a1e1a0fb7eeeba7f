"""The operands of buttons, checked when they come back."""

import re

_NUMBER = re.compile(r"[0-9]{1,9}")
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")


def number(text: str) -> int:
    # More digits than any id has would not fit the column and stop the update.
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text
