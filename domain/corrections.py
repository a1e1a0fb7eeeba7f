"""Corrections asked for after a report was sent; IMPLAN decides them."""

from enum import StrEnum


class CorrectionState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
