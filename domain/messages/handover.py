"""What is said when an enlace hands a UR over to another one."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class MovedDraft:
    """An unsaved capture that goes along; `is_asked` says that its question follows."""

    level: str
    value: Decimal | None
    is_asked: bool = True


@dataclass(frozen=True)
class HandedOver:
    """Told once to who leaves, to the titular, and to whoever arranged it.

    With `stays` the one who hands over remains as suplente; `is_own` tells the reader that it is them;
    `is_invited` that the successor comes in with an invitation that is not used yet.
    """

    unit_code: str
    unit_name: str
    leaver: str
    successor: str
    stays: bool
    reason: str
    is_own: bool = False
    is_invited: bool = False


@dataclass(frozen=True)
class TakenOver:
    """Told to who takes over."""

    unit_code: str
    unit_name: str
    leaver: str
    reason: str
    draft: MovedDraft | None = None


@dataclass(frozen=True)
class HandoverNotTaken:
    """`problem` is one of those of `bot.texts.handover.PROBLEMS`."""

    problem: str
    unit_code: str = ""
