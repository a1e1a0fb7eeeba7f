"""The slides of the results session as a PDF."""

from typing import Any

from documents.filed.printed import visible
from documents.filed.sections import LIGHT_COLOURS, LIGHT_WORDS
from documents.filed.sections_pdf import section_facts
from documents.filed.seguimiento import CRITERION
from documents.filed.sesion import Deck, Slide
from documents.typesetting import set_in_type

TEMPLATE = "sesion.typ"


def sesion_pdf(deck: Deck) -> bytes:
    facts = {
        "title": deck.title,
        "subject": f"{deck.title}. {deck.reported}",
        "reported": deck.reported,
        "author": deck.letterhead.institute,
        "letterhead": deck.letterhead.facts,
        "slides": [_facts(each) for each in deck.slides],
        "criterion": CRITERION,
    }
    return set_in_type(TEMPLATE, facts, deck.made_at, drawn={"logo": deck.letterhead.logo})


def _facts(slide: Slide) -> dict[str, Any]:
    return {
        "title": visible(slide.title),
        "subtitle": visible(slide.subtitle),
        "numbers": slide.numbers,
        "bars": section_facts(slide.bars)["bars"] if slide.bars else [],
        "lines": [
            {
                "name": visible(name),
                "why": visible(why),
                "colour": LIGHT_COLOURS[light],
                "light": LIGHT_WORDS[light],
            }
            for name, why, light in slide.lines
        ],
    }
