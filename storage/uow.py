"""The unit of work: one transaction and the repositories that share it."""

from collections.abc import Callable
from functools import cached_property

from storage.acuses import AcuseRepository
from storage.attention import AttentionRepository
from storage.audit import AuditRepository
from storage.avances import AvanceRepository
from storage.calendar_days import CalendarRepository
from storage.causes import CauseRepository
from storage.closings import ClosingRepository
from storage.conversations import ConversationRepository
from storage.corrections import CorrectionRepository
from storage.entregas import EntregaRepository
from storage.evidence import EvidenceRepository
from storage.file_checks import FileCheckRepository
from storage.handled import HandledMessage
from storage.holds import HoldRepository
from storage.imports import ImportRepository
from storage.invitations import InvitationRepository
from storage.ladders import LadderRepository
from storage.lives import LifeRepository
from storage.meta import MetaRepository
from storage.months import MonthRepository
from storage.narratives import NarrativeRepository
from storage.nudges import NudgeRepository
from storage.papers import PaperRepository, SentFileRepository
from storage.parts import BEGIN_PART, END_PART, UNDO_PART
from storage.pending_templates import PendingTemplateRepository
from storage.people import PeopleRepository
from storage.programme_rules import ProgrammeRulesRepository
from storage.programmes import ProgrammeRepository
from storage.prorrogas import ProrrogaRepository
from storage.punctuality import PunctualityRepository
from storage.queues.answered import AnsweredRepository
from storage.queues.inbox import InboxRepository
from storage.queues.leases import LeaseRepository
from storage.queues.outbox import OutboxRepository
from storage.readings import ReadingRepository
from storage.reassignments import ReassignmentRepository
from storage.registry import RegistryRepository
from storage.rungs import RungRepository
from storage.session import Session
from storage.snapshots import SnapshotRepository
from storage.snoozes import SnoozeRepository
from storage.variables import VariableRepository

Announce = Callable[[set[str]], None]


class UnitOfWork:
    """Opened by `Database.write()` or `Database.read()`; only the first kind may commit."""

    # Created on first use: a transaction needs about three of them.
    inbox = cached_property(lambda uow: InboxRepository(uow.session, uow.touch))
    outbox = cached_property(lambda uow: OutboxRepository(uow.session, uow.touch))
    conversations = cached_property(lambda uow: ConversationRepository(uow.session))
    audit = cached_property(lambda uow: AuditRepository(uow.session))
    meta = cached_property(lambda uow: MetaRepository(uow.session))
    lives = cached_property(lambda uow: LifeRepository(uow.session))
    leases = cached_property(lambda uow: LeaseRepository(uow.session))
    holds = cached_property(lambda uow: HoldRepository(uow.session, uow.read_anew))
    people = cached_property(lambda uow: PeopleRepository(uow.session))
    invitations = cached_property(lambda uow: InvitationRepository(uow.session))
    programmes = cached_property(lambda uow: ProgrammeRepository(uow.session))
    answered = cached_property(lambda uow: AnsweredRepository(uow.session))
    months = cached_property(lambda uow: MonthRepository(uow.session, uow.programmes.forget))
    narratives = cached_property(lambda uow: NarrativeRepository(uow.session, uow.programmes.forget))
    variables = cached_property(lambda uow: VariableRepository(uow.session, uow.programmes.forget))
    avances = cached_property(lambda uow: AvanceRepository(uow.session, uow.programmes.forget))
    imports = cached_property(lambda uow: ImportRepository(uow.session, uow.programmes.forget))
    evidence = cached_property(lambda uow: EvidenceRepository(uow.session))
    file_checks = cached_property(lambda uow: FileCheckRepository(uow.session))
    calendar = cached_property(lambda uow: CalendarRepository(uow.session))
    prorrogas = cached_property(lambda uow: ProrrogaRepository(uow.session, uow.calendar))
    closings = cached_property(lambda uow: ClosingRepository(uow.session, uow.calendar))
    entregas = cached_property(lambda uow: EntregaRepository(uow.session))
    acuses = cached_property(lambda uow: AcuseRepository(uow.session))
    pending_templates = cached_property(lambda uow: PendingTemplateRepository(uow.session))
    papers = cached_property(lambda uow: PaperRepository(uow.session, uow.touch))
    readings = cached_property(lambda uow: ReadingRepository(uow.session))
    sent_files = cached_property(lambda uow: SentFileRepository(uow.session))
    corrections = cached_property(lambda uow: CorrectionRepository(uow.session))
    causes = cached_property(lambda uow: CauseRepository(uow.session))
    attention = cached_property(lambda uow: AttentionRepository(uow.session))
    ladders = cached_property(lambda uow: LadderRepository(uow.session))
    rungs = cached_property(lambda uow: RungRepository(uow.session))
    snoozes = cached_property(lambda uow: SnoozeRepository(uow.session))
    reassignments = cached_property(lambda uow: ReassignmentRepository(uow.session))
    nudges = cached_property(lambda uow: NudgeRepository(uow.session))
    snapshots = cached_property(lambda uow: SnapshotRepository(uow.session))
    punctuality = cached_property(lambda uow: PunctualityRepository(uow.session))
    registry = cached_property(lambda uow: RegistryRepository(uow.session, uow.programmes.forget))
    rules = cached_property(lambda uow: ProgrammeRulesRepository(uow.session, uow.programmes.forget))

    def __init__(self, session: Session, announce: Announce | None = None) -> None:
        self.session = session
        self._announce = announce
        self._touched: set[str] = set()
        self.handled = HandledMessage()

    def touch(self, topic: str) -> None:
        """Call the listeners of a topic after the commit."""
        self._touched.add(topic)

    def read_anew(self) -> None:
        """Drop cached reports and dates: after a wait for a lock they may be outdated."""
        self.programmes.forget()
        self.calendar.forget()

    async def begin_part(self) -> None:
        """Begin a savepoint that `undo_part` can roll back alone."""
        self.audit.begin_part()
        await self.session.execute(BEGIN_PART)

    async def end_part(self) -> None:
        if self.session.has_objects:
            await self.session.flush()
        self._start_afresh()
        await self.session.execute(END_PART)

    async def undo_part(self) -> None:
        """Roll back to the savepoint; if that fails the whole transaction is lost."""
        self._start_afresh()
        self.calendar.forget()
        self.audit.undo_part()
        await self.session.execute(UNDO_PART)

    def _start_afresh(self) -> None:
        """Drop all caches: the next part handles another update."""
        if self.session.has_objects:
            self.session.expunge_all()
        self.programmes.forget()
        self.conversations.forget()

    async def commit(self) -> None:
        if self._announce is None:
            raise RuntimeError("a reading unit of work has nothing to commit")
        await self.audit.write()
        await self.session.commit()
        touched, self._touched = self._touched, set()
        self._announce(touched)
