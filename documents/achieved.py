"""A picture of goals and results for a phone: bars with labels that are readable without colour."""

from dataclasses import asdict

from documents.achieved_sheet import AchievedSheet
from documents.typesetting import draw


def achieved_png(sheet: AchievedSheet) -> bytes:
    """Draw the sheet; the same sheet gives the same bytes."""
    return draw("achieved.typ", asdict(sheet))
