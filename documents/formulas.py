"""What a spreadsheet would take for a formula."""

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide forms of the first, which some programs read alike."""
LINE_SIGNS = ("\t", "\r", "\n")
"""They may end a cell early, whatever follows."""


def may_be_formula(text: str) -> bool:
    """Tell whether a text could be run; a blank or an unseen sign in front of it hides nothing."""
    seen = next((place for place, sign in enumerate(text) if not _is_unseen(sign)), len(text))
    return text.startswith(LINE_SIGNS) or text[seen:].startswith(SIGNS)


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or not sign.isprintable()
