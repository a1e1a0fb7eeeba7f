"""The logo of the administration: read from an SVG or a PNG, and drawn as a picture where needed."""

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from documents.filed.letterhead import LogoRefused
from documents.template_files import TemplateWrong
from documents.typesetting import draw

TEMPLATE = "logo.typ"
POINTS_HIGH = 60
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 2_000_000
"""The most bytes; every document contains the logo."""


def read_logo(content: bytes) -> str:
    """Return the logo as an SVG; raise LogoRefused for a file that no document could contain."""
    if len(content) > LARGEST:
        raise LogoRefused
    svg = _around(content) if content.startswith(PNG) else _decoded(content)
    try:
        logo_png(svg)
    except TemplateWrong as wrong:
        raise LogoRefused from wrong
    return svg


@lru_cache(maxsize=4)
def logo_png(svg: str) -> bytes:
    """Return the logo as a picture, for formats without SVG."""
    return draw(TEMPLATE, {"logo": svg, "height": POINTS_HIGH})


def _around(content: bytes) -> str:
    """Put the picture into an SVG, so that every template has one kind of logo."""
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as picture:
            picture.load()
            width, height = picture.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError) as broken:
        raise LogoRefused from broken
    data = b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise LogoRefused from unreadable
    if "<svg" not in text:
        raise LogoRefused
    return text
