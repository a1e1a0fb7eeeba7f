"""Messages of the chat as plain text, for the terminal."""

import re
from html import unescape

_TAG = re.compile(r"</?[a-z][^>]*>")


def plain_text(html: str) -> str:
    return unescape(_TAG.sub("", html))
