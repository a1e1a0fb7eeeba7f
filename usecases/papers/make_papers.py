"""The table of documents: the function that gathers the facts of each kind."""

from domain.papers.kinds import PaperKind
from storage.uow import UnitOfWork
from usecases.papers.make_attention import gather_attention
from usecases.papers.make_control import gather_control
from usecases.papers.make_ficha import gather_ficha
from usecases.papers.make_informe import gather_informe
from usecases.papers.make_package import gather_package
from usecases.papers.make_results import gather_consolidado, gather_seguimiento, gather_sesion
from usecases.papers.make_transparency import gather_transparency
from usecases.papers.paper_requests import Gather, Gathered, PaperRequest

GATHERERS: dict[PaperKind, Gather] = {
    PaperKind.INFORME: gather_informe,
    PaperKind.FICHA: gather_ficha,
    PaperKind.CONTROL: gather_control,
    PaperKind.SEGUIMIENTO: gather_seguimiento,
    PaperKind.CONSOLIDADO: gather_consolidado,
    PaperKind.SESION: gather_sesion,
    PaperKind.ATENCION: gather_attention,
    PaperKind.TRANSPARENCIA: gather_transparency,
    PaperKind.PAQUETE: gather_package,
}
"""Every kind of `domain.papers.kinds.PAPERS`; its formats are those named there, in that order."""


async def gather(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Read the facts of the ordered documents, one entry for each file; raise NothingToFile without any."""
    return await GATHERERS[request.order.kind](uow, request)
