"""The Informe Trimestral as a Word document that can be edited."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Pt, RGBColor

from documents.filed.informe.columns import LAST, HeadingCell, heads, widths
from documents.filed.letterhead import Letterhead
from documents.filed.logo import logo_png
from documents.filed.printed import NOTES, InformeRow, InformeSheet, Signer, visible
from documents.filed.sections import LIGHT_COLOURS, LIGHT_INKS, LIGHT_WORDS
from documents.filed.seguimiento import CRITERION
from domain.kit.lights import Light

BAND, WASH = "EAD9DE", "F5EFF1"
ACCENT = RGBColor(0x7A, 0x1F, 0x3D)
SOFT = RGBColor(0x55, 0x55, 0x55)
HALF_POINTS = {"cell": 11, "head": 10}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="8D8088"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def informe_docx(sheet: InformeSheet) -> bytes:
    document = Document()
    _setup(document, sheet)
    title = document.add_heading(level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(sheet.title)
    run.font.size, run.font.color.rgb = Pt(14), ACCENT
    for label, value in (*sheet.fields, (sheet.link, ""), *sheet.links):
        _labelled(document.add_paragraph(), label, value)
    document.element.body.insert(-1, _table(sheet))
    if sheet.has_lights:
        document.add_paragraph().add_run(CRITERION).font.size = Pt(6.5)
    if sheet.notes:
        _labelled(document.add_paragraph(), NOTES, "")
    for mark, text in sheet.notes:
        document.add_paragraph().add_run(f"({mark}) {text}").font.size = Pt(6.5)
    _signatures(document, sheet.signers)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _setup(document: Any, sheet: InformeSheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Inches(11), Inches(8.5)
    section.left_margin = section.right_margin = Pt(15.6)
    section.top_margin, section.bottom_margin = Pt(24), Pt(30)
    section.footer_distance = Pt(12)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(8.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="es-MX"/>'))
    properties = document.core_properties
    properties.title, properties.author = sheet.subject, sheet.header[0][1]
    properties.language, properties.comments = "es-MX", ""
    properties.created = properties.modified = sheet.made_at.replace(tzinfo=None)
    _letterhead(section, sheet.letterhead)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"Acuse {sheet.acuse} · Página " if sheet.acuse else "Página ")
    footer._p.append(_counted("PAGE"))
    footer.add_run(" de ")
    footer._p.append(_counted("NUMPAGES"))


def _letterhead(section: Any, letterhead: Letterhead) -> None:
    """Put logo and names at the top of every page."""
    section.header_distance = Pt(10)
    head = section.header.paragraphs[0]
    if letterhead.logo:
        head.add_run().add_picture(BytesIO(logo_png(letterhead.logo)), height=Pt(24))
        head.add_run("  ")
    run = head.add_run(visible(" · ".join(letterhead.names)))
    run.font.size, run.font.color.rgb = Pt(7.5), SOFT


def _labelled(paragraph: Any, label: str, value: str) -> None:
    paragraph.add_run(label).bold = True
    if value:
        paragraph.add_run(f"  {value}")


def _counted(field: str) -> Any:
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _table(sheet: InformeSheet) -> Any:
    """Build the table as XML: cell by cell, python-docx would take seconds."""
    points = widths(has_lights=sheet.has_lights)
    grid = "".join(f'<w:gridCol w:w="{each * 20:.0f}"/>' for each in points)
    headings = (_heading_row(row, heads(has_lights=sheet.has_lights), points) for row in range(3))
    rows = "".join((*headings, *(_row(row, points) for row in sheet.rows)))
    margins = "".join(f'<w:{side} w:w="26" w:type="dxa"/>' for side in ("left", "right"))
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(points) * 20:.0f}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _heading_row(row: int, found: Iterable[HeadingCell], points: Sequence[float]) -> str:
    reaching = [head for head in found if head.row <= row < head.row + head.rows]
    cells = "".join(_heading_cells(reaching, row, points))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _heading_cells(reaching: Iterable[HeadingCell], row: int, points: Sequence[float]) -> Iterator[str]:
    for head in sorted(reaching, key=lambda each: each.column):
        merge = (
            "" if head.rows == 1 else f'<w:vMerge w:val="{"restart" if head.row == row else "continue"}"/>'
        )
        span = f'<w:gridSpan w:val="{head.columns}"/>' if head.columns > 1 else ""
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND if head.row == 0 else WASH}"/>'
        text = head.text if head.row == row else ""
        width = sum(points[head.column : head.column + head.columns])
        yield _cell(text, width, f"{span}{merge}{fill}", size=HALF_POINTS["head"], is_bold=True)


def _row(row: InformeRow, points: Sequence[float]) -> str:
    cells = "".join(
        _cell(
            f"{text} ({row.mark})" if place == 0 and row.mark else text,
            points[place],
            size=HALF_POINTS["cell"],
            is_bold=place == 0,
            is_centred=4 <= place < LAST,
        )
        for place, text in enumerate(row.cells)
    )
    lights = "".join(_light(row.light, each) for each in points[LAST + 1 :])
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}{lights}</w:tr>"


def _light(light: Light, points: float) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{LIGHT_COLOURS[light][1:]}"/>'
    return _cell(LIGHT_WORDS[light], points, fill, size=HALF_POINTS["cell"], ink=LIGHT_INKS[light][1:])


def _cell(
    text: str,
    points: float,
    extra: str = "",
    *,
    size: int,
    is_bold: bool = False,
    is_centred: bool = True,
    ink: str = "",
) -> str:
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    look = f'<w:rPr>{"<w:b/>" if is_bold else ""}{colour}<w:sz w:val="{size}"/></w:rPr>'
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    place = f'<w:spacing w:after="0"/><w:jc w:val="{"center" if is_centred else "left"}"/>'
    width = f'<w:tcW w:w="{points * 20:.0f}" w:type="dxa"/>'
    return (
        f'<w:tc><w:tcPr>{width}{extra}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{place}</w:pPr>{run}</w:p></w:tc>"
    )


def _signatures(document: Any, signers: tuple[Signer, ...]) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=len(signers))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for cell, signer in zip(table.rows[0].cells, signers, strict=True):
        first = cell.paragraphs[0]
        first.add_run(signer.label).bold = True
        room = cell.add_paragraph()
        room.paragraph_format.space_before = Pt(44)
        room.add_run("_" * 48)
        lines = [first, room, cell.add_paragraph(signer.name), cell.add_paragraph(signer.post)]
        for paragraph in lines:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = paragraph is not lines[-1]
