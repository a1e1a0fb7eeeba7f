"""Spellings in which people type a label."""

import unicodedata

import pytest

SPELLINGS = {
    "as printed": str,
    "lower case": str.lower,
    "upper case": str.upper,
    "without accents": lambda text: "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ),
    "without signs": lambda text: text.translate(str.maketrans("", "", "()%,:¿?")),
    "with blanks around": lambda text: f"  {text} ",
}
spelled = pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS.keys())
