"""Small PDFs and pictures as people send them: a letter with text, a scan, and harmful files."""

from io import BytesIO
from zlib import compress, crc32

import typst
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter

LETTER = (
    "MUNICIPIO DE OAXACA DE JUÁREZ",
    "2025, Año de la Mujer Indígena",
    "SECRETARÍA PARTICULAR",
    "DEPARTAMENTO DE SEGUIMIENTO Y ATENCIÓN",
    "OFICIO NÚM.: SP/DSAV/112/2025",
    "ASUNTO: Se remite información",
    "Oaxaca de Juárez, Oaxaca, a 26 de septiembre de 2025",
    "LIC. MARÍA PÉREZ",
    "DIRECTORA DE AGENCIAS, BARRIOS Y COLONIAS",
    "P R E S E N T E",
    "En atención a su oficio IMP/194/2025 de fecha 12 de septiembre de 2025, remito lo solicitado.",
)


FONT = "New Computer Modern"
"""Comes with the typesetter."""


def a_pdf(*lines: str) -> bytes:
    """Return a PDF of one page with a line of text for each line."""
    drawn = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    return pdf_with_content(f"BT /F1 11 Tf 14 TL 60 780 Td {drawn} ET".encode("latin-1"))


def pdf_with_content(stream: bytes, *, filters: str = "") -> bytes:
    kind = f"/Filter {filters} " if filters else ""
    head = f"<< {kind}/Length {len(stream)} >>".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents 4 0 R /Resources 6 0 R >>",
        head + b"\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    return _numbered(objects)


def a_bomb(megabytes: int = 64) -> bytes:
    """Return a PDF of some kilobytes whose page unpacks to many megabytes."""
    return pdf_with_content(compress(b"0 0 m\n" * (megabytes * 1024 * 1024 // 6)), filters="/FlateDecode")


def locked(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt(password, algorithm="RC4-128")
    return _written(writer)


def a_photo(*lines: str, size: tuple[int, int] = (1200, 1600), form: str = "JPEG") -> bytes:
    """Return a picture of a page with these lines, large enough to be read."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=34)
    for place, line in enumerate(lines):
        draw.text((60, 80 + place * 64), line, fill="black", font=font)
    return _saved(image, form)


def a_line(words: str, ppi: int, *, margin: str = "3pt") -> bytes:
    """Return a picture of one line, cut out close around it."""
    look = f'#set page(width: auto, height: auto, margin: {margin})\n#set text(font: "{FONT}", size: 12pt)'
    return typst.compile(f"{look}\n{words}".encode(), format="png", ppi=ppi)


def a_scan(*lines: str) -> bytes:
    """Return a PDF without text: the picture of a page."""
    image = Image.open(BytesIO(a_photo(*lines)))
    return _saved(image, "PDF")


def pixels(width: int, height: int) -> bytes:
    """Return a PNG that claims a size without holding its pixels."""
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + _chunk(head) + _chunk(b"IDAT" + compress(b"\0"))


def _chunk(named: bytes) -> bytes:
    return (len(named) - 4).to_bytes(4) + named + crc32(named).to_bytes(4)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _numbered(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (end + trailer).encode()


def _saved(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    image.save(out, form)
    return out.getvalue()


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
