"""The table of documents: what gathers the facts of each kind."""

from domain.papers import PaperKind
from storage.uow import UnitOfWork
from usecases.make_informe import gather_informe
from usecases.make_package import gather_package
from usecases.make_transparency import gather_transparency
from usecases.papers import Gather, Gathered, PaperRequest

GATHERERS: dict[PaperKind, Gather] = {
    PaperKind.INFORME: gather_informe,
    PaperKind.TRANSPARENCIA: gather_transparency,
    PaperKind.PAQUETE: gather_package,
}
"""Each kind of `domain.papers.PAPERS`; its formats are those named there, in that order."""


async def gather(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Read what the ordered documents need, one entry for each file; raise NothingToFile without any."""
    return await GATHERERS[request.order.kind](uow, request)
