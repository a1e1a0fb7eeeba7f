"""Compiling a Typst template: archival (PDF/A-2a), readable by a screen reader (PDF/UA-1)."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Any

import typst

from documents.template_files import TEMPLATES, TemplateWrong

PHONE_POINTS = 360
PIXELS_EACH = 3

_ONE_AT_A_TIME = Lock()
"""The compiler raises when a second thread calls it."""
_PAST_LATIN = "\u0180"
_SIGNS = "–—‘’“”…•−€™"


def set_in_type(
    template: str,
    facts: dict[str, Any],
    made_at: datetime,
    *,
    drawn: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the PDF of the template over `sys.inputs.facts`; the same facts give the same bytes.

    `drawn` are facts that are pictures (SVG): no character of them is ever replaced. Raise TemplateWrong if a
    changed template does not compile.
    """
    try:
        return _compiled(template, {**facts, **drawn}, made_at)
    except typst.TypstError:
        # The archival standard refuses a character that no font has, such as a smiley in a name.
        try:
            return _compiled(template, {**_plain(facts), **drawn}, made_at)
        except typst.TypstError as wrong:
            raise TemplateWrong(template, str(wrong)) from wrong


def draw(template: str, facts: dict[str, Any]) -> bytes:
    """Return a picture (PNG) of the one page of the template over `sys.inputs.facts`.

    It is made for a phone: the template takes its width in points from `facts.width`, and three pixels are
    drawn for each. Raise TemplateWrong as `set_in_type` does.
    """
    inputs = {"facts": json.dumps({**facts, "width": PHONE_POINTS}, ensure_ascii=False)}
    try:
        with _ONE_AT_A_TIME:
            made = _compiler(template).compile(format="png", sys_inputs=inputs, ppi=72.0 * PIXELS_EACH)
    except typst.TypstError as wrong:
        raise TemplateWrong(template, str(wrong)) from wrong
    assert isinstance(made, bytes)
    return made


def _compiled(template: str, facts: dict[str, Any], made_at: datetime) -> bytes:
    # Only as data: a text in the source of the template could read files and run code.
    with _ONE_AT_A_TIME:
        made = _compiler(template).compile(
            format="pdf",
            sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
            timestamp=int(made_at.timestamp()),
            pdf_standards=["a-2a", "ua-1"],
        )
    assert isinstance(made, bytes)
    return made


def _plain(value: Any) -> Any:
    """Replace the characters outside the Latin script, at any depth."""
    match value:
        case str():
            return "".join(c if c in _SIGNS or (c.isprintable() and c < _PAST_LATIN) else "?" for c in value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


@cache
def _compiler(template: str) -> typst.Compiler:
    # Only the fonts inside the package: a document looks the same on every machine.
    fonts = typst.Fonts(include_system_fonts=False)
    place = TEMPLATES / template
    try:
        return typst.Compiler(place, root=place.parent, font_paths=fonts, ignore_system_fonts=True)
    except RuntimeError as wrong:
        # The file is missing, or cannot be read.
        raise TemplateWrong(template, str(wrong)) from wrong
