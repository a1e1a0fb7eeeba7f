"""The request for a document, and its facts once they are read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from documents.filed.letterhead import Letterhead
from documents.filed.printed import Signer
from domain.evidence.proof_files import FileState
from domain.kit.avances import Unit, UnitReport, code_key
from domain.kit.moments import Moment
from domain.papers.kinds import PaperOrder
from storage.files import FileStore
from storage.uow import UnitOfWork
from usecases.evidence.check_files import FileChecker
from workers.calls import Call


@dataclass(frozen=True)
class Gathered:
    """One document with its facts; `formats` are the calls that make its file in a worker.

    The first format is the default. A document without the ordered format is left out.
    """

    stem: str
    formats: Mapping[str, Call[bytes]]
    faults: tuple[tuple[str, FileState], ...] = ()
    """Evidence files that are missing from it: the name in the package, and the state of the file."""


@dataclass(frozen=True)
class PaperRequest:
    """The request for documents.

    `signers` are named instead of the registered people; `files` hold the evidence. The states that `checker`
    finds are stored, so that IMPLAN is told. `has_lights` asks for a column of lights, which the municipal
    form does not have.
    """

    order: PaperOrder
    moment: Moment
    letterhead: Letterhead = field(default_factory=Letterhead)
    signers: tuple[Signer, ...] = ()
    files: FileStore | None = None
    has_lights: bool = False
    checker: FileChecker | None = None

    @property
    def made_at(self) -> datetime:
        """The day on which it is made: the same facts give the same bytes, which Telegram has already."""
        return datetime.combine(self.moment.today, time(), self.moment.zone)


Gather = Callable[[UnitOfWork, PaperRequest], Awaitable[list[Gathered]]]


class NothingToFile(Exception):
    """There is no such document: no such UR, no programme in that year, or not the named one."""

    def __init__(self, unit: Unit | None, known: tuple[str, ...] = ()) -> None:
        super().__init__(unit, known)
        self.unit = unit
        self.known = known


async def ordered_reports(uow: UnitOfWork, order: PaperOrder) -> list[UnitReport]:
    """Return the reports of the ordered URs and programmes; raise NothingToFile without any."""
    reports = await uow.programmes.reports(order.period, [order.unit_code] if order.unit_code else None)
    if not reports:
        raise NothingToFile(await uow.programmes.unit(order.unit_code) if order.unit_code else None)
    if not order.programme:
        return reports
    wanted = code_key(order.programme)
    found = [(each, [pp for pp in each.programmes if code_key(pp.code) == wanted]) for each in reports]
    kept = [replace(each, programmes=tuple(own)) for each, own in found if own]
    if not kept:
        known = dict.fromkeys(pp.code for each in reports for pp in each.programmes)
        raise NothingToFile(reports[0].unit, tuple(known))
    return kept
