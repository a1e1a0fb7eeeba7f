"""Gather the closing package: the signed documents, the workbook, the evidence, and the acuse."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from documents.package import NOTICE, KeptFile, MissingProofPage, PackedFile
from domain.evidence.proof_files import FileState
from domain.kit.avances import UnitReport
from domain.papers.kinds import PaperKind, stem_of
from domain.papers.packages import PackedIndicator, files_cited, packed_indicators, safe_name
from storage.files import FileStore
from storage.uow import UnitOfWork
from usecases.evidence.check_files import FileChecker
from usecases.kit.makers import INFORME_PDF, INFORME_XLSX
from usecases.papers.make_informe import Informe, informes_of
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from workers.calls import Call, call, writing

PACKAGE_ZIP = "documents.package:write_package"


@dataclass(frozen=True)
class _UnitPart:
    """The part of one UR in the package, in its own folder."""

    report: UnitReport
    informes: list[Informe]
    indicators: tuple[PackedIndicator, ...]
    entrega: dict[str, Any]
    acuse: dict[str, Any] | None
    faults: Mapping[str, FileState]

    def files(self, store: FileStore) -> Iterator[PackedFile]:
        folder = self.report.unit.code
        for made in self.informes:
            stem = f"{folder}/informe-pp{safe_name(made.programme_code)}"
            yield PackedFile(f"{stem}.pdf", "informe", call(INFORME_PDF, made.sheet))
            yield PackedFile(f"{stem}.xlsx", "informe", call(INFORME_XLSX, made.sheet))
        for path, sha256 in self.evidence():
            if sha256 not in self.faults:
                yield PackedFile(path, "evidence", KeptFile(store.path(sha256).absolute()), sha256)

    def evidence(self) -> Iterator[tuple[str, str]]:
        for indicator in self.indicators:
            for proof in indicator.evidence:
                yield from proof.paths

    def faulty(self) -> Iterator[tuple[str, FileState]]:
        for path, sha256 in self.evidence():
            if sha256 in self.faults:
                yield path, self.faults[sha256]

    def facts(self) -> dict[str, Any]:
        faulty = list(self.faulty())
        return {
            "code": self.report.unit.code,
            "name": self.report.unit.name,
            "entrega": self.entrega,
            "acuse": self.acuse,
            "indicators": [asdict(each) for each in self.indicators],
            "absent": [path for path, state in faulty if state is not FileState.ALTERED],
            "altered": [path for path, state in faulty if state is FileState.ALTERED],
        }


async def gather_package(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return one package: of the named UR, or of all of them with a folder for each."""
    order, store = request.order, request.files
    if store is None or request.checker is None:
        raise ValueError("a package needs the stored files, and somebody who reads them")
    parts = [
        await _part(uow, report, request, request.checker) for report in await ordered_reports(uow, order)
    ]
    stem = stem_of(PaperKind.PAQUETE, order.period, unit=order.unit_code or "todas")
    faults = tuple(fault for part in parts for fault in part.faulty())
    files = [PackedFile(NOTICE, "notice", MissingProofPage(faults))] if faults else []
    files += [file for part in parts for file in part.files(store)]
    return [Gathered(stem, {"zip": _package(files, parts, request)}, faults)]


def _package(files: list[PackedFile], parts: list[_UnitPart], request: PaperRequest) -> Call[bytes]:
    facts = {
        "municipality": request.letterhead.municipality,
        "period": str(request.order.period),
        "units": [part.facts() for part in parts],
    }
    made_at = request.moment.now.astimezone(request.moment.zone)
    return writing(PACKAGE_ZIP, files, facts, made_at)


async def _part(
    uow: UnitOfWork, report: UnitReport, request: PaperRequest, checker: FileChecker
) -> _UnitPart:
    code = report.unit.code
    informes = await informes_of(uow, report, request)
    cited = files_cited(report)
    files, faults = await uow.evidence.files(cited), await checker.check(cited)
    entrega = await uow.entregas.get(code, report.period)
    issued = await uow.acuses.latest(entrega.id) if entrega.id is not None else None
    sent_at = entrega.sent_at.astimezone(request.moment.zone).isoformat() if entrega.sent_at else ""
    return _UnitPart(
        report,
        informes,
        packed_indicators(report, files, code),
        {"state": entrega.state.value, "round": entrega.round, "sent_at": sent_at},
        {"folio": issued.folio, "code": issued.code, "sha256": issued.sha256, "facts": dict(issued.facts)}
        if issued
        else None,
        faults,
    )
