"""The narrative sheets of a programme in Word, for editing; the chart is a picture."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt

from documents.filed.ficha import ChartShown, CountsShown, Ficha, FichaPage
from documents.filed.printed import visible
from documents.typesetting import draw

PICTURE = "grafica.typ"
WIDE = Cm(15)


def ficha_docx(sheet: Ficha) -> bytes:
    document = Document()
    document.core_properties.title = visible(sheet.subject)
    document.core_properties.author = sheet.letterhead.institute
    document.core_properties.created = sheet.made_at.replace(tzinfo=None)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.59), Cm(27.94)
    page.header.paragraphs[0].text = " · ".join(sheet.letterhead.names)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    for place, each in enumerate(sheet.pages):
        if place:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _page(document, sheet, each)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _page(document: Any, sheet: Ficha, page: FichaPage) -> None:
    title = document.add_heading(sheet.title, level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for label, text in page.fields:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{label} ").bold = True
        line.add_run(visible(text))
    for text in page.paragraphs:
        document.add_paragraph(visible(text))
    for table in page.tables:
        _table(document, table)
    if page.chart is not None:
        _chart(document, page.chart)
    for signer in sheet.signers:
        for text in (signer.label, "", "_" * 40, visible(signer.name), visible(signer.post)):
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, counts: CountsShown) -> None:
    document.add_heading(visible(counts.title), level=2)
    rows = (("Concepto", "Cantidad"), *counts.rows, ("Total", counts.total))
    table = document.add_table(rows=len(rows), cols=2, style="Table Grid")
    for place, (concept, count) in enumerate(rows):
        cells = table.rows[place].cells
        cells[0].text, cells[1].text = visible(concept), str(count)
        cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if counts.note:
        document.add_paragraph(counts.note).runs[0].italic = True


def _chart(document: Any, chart: ChartShown) -> None:
    document.add_heading(visible(chart.title), level=2)
    rows = [(visible(concept), count) for concept, count in chart.rows]
    document.add_picture(BytesIO(draw(PICTURE, {"kind": chart.kind, "rows": rows})), width=WIDE)
