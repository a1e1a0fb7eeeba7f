"""The table of documents: what gathers the facts of each kind, and in which formats it is written."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from documents.filed.informe_docx import informe_docx
from documents.filed.informe_pdf import informe_pdf
from documents.filed.informe_xlsx import informe_xlsx
from documents.filed.letterhead import Letterhead
from domain.moments import Moment
from domain.papers import PaperKind, PaperOrder
from domain.periods import Period
from storage.uow import UnitOfWork
from usecases.make_informe import make_informe

Write = Callable[[], bytes]


@dataclass(frozen=True)
class Gathered:
    """One document with its facts read; `formats` make its file, slowly: call them beside the loop.

    The first format is the usual one.
    """

    stem: str
    formats: Mapping[str, Write]


@dataclass(frozen=True)
class PaperRequest:
    order: PaperOrder
    moment: Moment
    letterhead: Letterhead = field(default_factory=Letterhead)


Gather = Callable[[UnitOfWork, PaperRequest], Awaitable[list[Gathered]]]


async def gather(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Read what the ordered documents need, one entry for each file; raise NoInforme without any."""
    return await GATHERERS[request.order.kind](uow, request)


def stem_of(kind: PaperKind, period: Period, *parts: str) -> str:
    """Return the name of a file without its ending; a code may hold what a name cannot."""
    safe = ("".join(sign if sign.isalnum() else "-" for sign in part) for part in parts if part)
    return "-".join([kind.value, *safe, str(period)])


async def _informe(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    order = request.order
    made = await make_informe(
        uow, order.unit_code, order.period, request.moment, programme=order.programme or None
    )
    return [
        Gathered(
            stem_of(PaperKind.INFORME, each.period, each.unit_code, f"PP{each.programme_code}"),
            {
                "pdf": partial(informe_pdf, each.sheet),
                "xlsx": partial(informe_xlsx, each.sheet),
                "docx": partial(informe_docx, each.sheet),
            },
        )
        for each in made
    ]


GATHERERS: dict[PaperKind, Gather] = {PaperKind.INFORME: _informe}
