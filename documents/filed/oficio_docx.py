"""The draft of an oficio in Word, to be numbered, corrected and signed."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from documents.filed.letterhead import Letterhead
from documents.filed.printed import visible


def oficio_docx(paragraphs: Sequence[str], subject: str, made_at: datetime, letterhead: Letterhead) -> bytes:
    document = Document()
    document.core_properties.title = subject
    document.core_properties.author = letterhead.institute
    document.core_properties.created = made_at.replace(tzinfo=None)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.59), Cm(27.94)
    page.left_margin = page.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    head = page.header.paragraphs[0]
    head.text = " · ".join(letterhead.names)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in paragraphs:
        paragraph = document.add_paragraph(visible(text))
        paragraph.paragraph_format.space_after = Pt(8)
    content = BytesIO()
    document.save(content)
    return content.getvalue()
