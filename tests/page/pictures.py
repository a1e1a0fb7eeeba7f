"""A picture large enough to move what is under it."""

from io import BytesIO

from PIL import Image


def a_picture(width: int = 900, height: int = 700) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#e8f0f4").save(out, "PNG")
    return out.getvalue()
