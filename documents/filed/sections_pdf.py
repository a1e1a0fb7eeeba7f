"""A document of sections as a PDF, by the template `secciones.typ`."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from documents.filed.printed import visible
from documents.filed.sections import (
    LIGHT_COLOURS,
    LIGHT_WORDS,
    Bar,
    Bars,
    Cell,
    Section,
    SectionedPaper,
    Table,
    TextSection,
    words,
)
from documents.typesetting import set_in_type
from domain.kit.lights import Light

TEMPLATE = "secciones.typ"
HUNDRED = Decimal(100)


def paper_pdf(paper: SectionedPaper, template: str = TEMPLATE) -> bytes:
    return set_in_type(template, facts_of(paper), paper.made_at, drawn={"logo": paper.letterhead.logo})


def facts_of(paper: SectionedPaper) -> dict[str, Any]:
    return {
        "title": visible(paper.title),
        "subject": visible(paper.subject),
        "author": paper.letterhead.institute,
        "letterhead": paper.letterhead.facts,
        "fields": [(label, visible(text)) for label, text in paper.fields],
        "sections": [section_facts(each) for each in paper.sections],
        "notes": [visible(note) for note in paper.notes],
        "signers": [asdict(signer) for signer in paper.signers],
        "light_words": {LIGHT_COLOURS[light]: word for light, word in LIGHT_WORDS.items()},
    }


def section_facts(section: Section) -> dict[str, Any]:
    match section:
        case TextSection(title, paragraphs):
            return {"kind": "text", "title": visible(title), "paragraphs": list(map(visible, paragraphs))}
        case Table():
            return _table(section)
        case _:
            return _bars(section)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": visible(table.title),
        "headings": [column.heading for column in table.columns],
        "widths": [column.width for column in table.columns],
        "rows": [
            {"cells": [_cell(cell) for cell in row], "strong": place in table.strong}
            for place, row in enumerate(table.rows)
        ],
        "empty": table.empty,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": visible(words(cell)),
        "is_number": isinstance(cell, int | Decimal),
        "light": LIGHT_COLOURS[cell] if isinstance(cell, Light) else "",
    }


def _bars(section: Bars) -> dict[str, Any]:
    reach = [each for bar in section.bars for each in (bar.value, bar.goal) if each is not None]
    longest = max([HUNDRED, *reach])
    return {
        "kind": "bars",
        "title": visible(section.title),
        "bars": [_bar(bar, longest, section.unit) for bar in section.bars],
    }


def _bar(bar: Bar, longest: Decimal, unit: str) -> dict[str, Any]:
    shown = None if bar.value is None else f"{words(bar.value)} {unit}"
    return {
        "label": visible(bar.label),
        "share": float(max(bar.value or 0, 0) / longest),
        "goal": None if bar.goal is None else float(bar.goal / longest),
        "text": shown or LIGHT_WORDS[bar.light],
        "colour": LIGHT_COLOURS[bar.light],
        "light": LIGHT_WORDS[bar.light],
    }
