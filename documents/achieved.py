"""A picture of what was achieved of each goal, for a phone: bars with their words, whatever the colours."""

from dataclasses import asdict

from documents.achieved_sheet import AchievedSheet
from documents.typesetting import draw


def achieved_png(sheet: AchievedSheet) -> bytes:
    """Draw the sheet; the same sheet gives the same bytes."""
    return draw("achieved.typ", asdict(sheet))
