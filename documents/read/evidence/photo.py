"""Photos and scans: their size is read from the header and checked before anything is unpacked."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.read.evidence.refusals import FileRefused

FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 120_000_000
"""The largest phone photos have 108 million; a bomb of a few kilobytes unpacks to gigabytes."""
MOST_PIXELS_READ = 40_000_000
"""A larger picture is stored but not unpacked for reading."""
SHORTEST_SIDE = 600
"""Pixels below which the text of a page cannot be read: a letter has some 70 lines."""
LOWEST_LINE, SHORTEST_LINE, WIDE = 14, 150, 2.5
"""The least height and width of a readable line cut out of a page, and its least width by height."""
LONGEST_SIDE_READ = 2000

# The library only warns of a picture of this size; we refuse it at once.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

BROKEN_PICTURE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    UnidentifiedImageError,
    ValueError,
)
"""The exceptions of Pillow for damaged pictures, by module and version."""


@dataclass(frozen=True)
class Picture:
    width: int
    height: int

    @property
    def is_small(self) -> bool:
        if self.is_cut:
            return self.height < LOWEST_LINE or self.width < SHORTEST_LINE
        return min(self.width, self.height) < SHORTEST_SIDE

    @property
    def is_cut(self) -> bool:
        """Tell whether it shows some lines of a page: far wider than high."""
        return self.width >= WIDE * self.height

    @property
    def may_be_read(self) -> bool:
        return self.width * self.height <= MOST_PIXELS_READ


def measure(content: bytes) -> Picture | None:
    """Return the size of a JPEG or PNG, None if it cannot be opened; refuse a decompression bomb."""
    try:
        with _opened(content) as image:
            return Picture(*image.size)
    except BROKEN_PICTURE:
        return None


def upright(content: bytes) -> Image.Image | None:
    """Unpack a picture for reading: upright, in colour, no larger than reading needs."""
    try:
        with _opened(content) as image:
            if not Picture(*image.size).may_be_read:
                return None
            image.draft("RGB", (LONGEST_SIDE_READ, LONGEST_SIDE_READ))
            turned = ImageOps.exif_transpose(image).convert("RGB")
            turned.thumbnail((LONGEST_SIDE_READ, LONGEST_SIDE_READ))
            return turned
    except BROKEN_PICTURE:
        return None


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("too_many_pixels") from None
