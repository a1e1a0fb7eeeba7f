"""The narrative sheets of a programme as one PDF, by the template `ficha.typ`."""

from dataclasses import asdict
from typing import Any

from documents.filed.ficha import ChartShown, CountsShown, Ficha, FichaPage
from documents.filed.printed import visible
from documents.typesetting import set_in_type

TEMPLATE = "ficha.typ"


def ficha_pdf(sheet: Ficha) -> bytes:
    facts = {
        "title": sheet.title,
        "subject": visible(sheet.subject),
        "author": sheet.letterhead.institute,
        "letterhead": sheet.letterhead.facts,
        "sheets": [_page(each) for each in sheet.pages],
        "signers": [asdict(each) for each in sheet.signers],
    }
    return set_in_type(TEMPLATE, facts, sheet.made_at, drawn={"logo": sheet.letterhead.logo})


def _page(page: FichaPage) -> dict[str, Any]:
    return {
        "fields": [(label, visible(text)) for label, text in page.fields],
        "paragraphs": [visible(each) for each in page.paragraphs],
        "tables": [{**_counts(each), "total": each.total, "note": each.note} for each in page.tables],
        "chart": {**_counts(page.chart), "kind": page.chart.kind} if page.chart else None,
    }


def _counts(shown: CountsShown | ChartShown) -> dict[str, Any]:
    return {"title": visible(shown.title), "rows": [(visible(name), count) for name, count in shown.rows]}
