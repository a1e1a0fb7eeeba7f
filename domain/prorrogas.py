"""Extensions of a due day (prórrogas): asked by a UR, decided by IMPLAN."""

from enum import StrEnum


class ProrrogaState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
