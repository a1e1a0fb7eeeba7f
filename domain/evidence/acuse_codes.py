"""The short code of an acuse: ten characters that survive handwriting, a telephone call and a bad photo."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
CODE_BITS = 45
LENGTH = CODE_BITS // 5 + 1
"""Nine random characters and one check character."""

_READ_AS = str.maketrans("OIL", "011")
_FIELD = 0b100101


def code_of(number: int) -> str:
    """Return the code of a random number of 45 bits."""
    signs = [number >> (5 * place) & 31 for place in reversed(range(LENGTH - 1))]
    return "".join(ALPHABET[sign] for sign in (*signs, _check(signs)))


def read_code(text: str) -> str | None:
    """Read a typed code in any case, with blanks or hyphens, O for 0, I or L for 1.

    Return None for any text that cannot be a code: one wrong character or two swapped ones are always
    detected.
    """
    typed = "".join(c for c in text.upper() if not c.isspace() and c not in "-–—.").translate(_READ_AS)
    if len(typed) != LENGTH or not set(typed) <= set(ALPHABET):
        return None
    *signs, last = (ALPHABET.index(sign) for sign in typed)
    return typed if _check(signs) == last else None


def printed_code(code: str) -> str:
    """Return the code in two halves: K7Q2M-9X34T."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _check(signs: list[int]) -> int:
    """Return the check character: the polynomial over GF(32) becomes 0; each position has its own weight."""
    value = 0
    for sign in signs:
        value = _doubled(value) ^ sign
    return _doubled(value)


def _doubled(value: int) -> int:
    shifted = value << 1
    return shifted ^ _FIELD if shifted & 32 else shifted
