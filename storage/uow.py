"""The unit of work: one transaction and the repositories that share it."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from storage.acuses import AcuseRepository
from storage.answered import AnsweredRepository
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
from storage.imports import ImportRepository
from storage.inbox import InboxRepository
from storage.ladders import LadderRepository
from storage.leases import LeaseRepository
from storage.meta import MetaRepository
from storage.months import MonthRepository
from storage.narratives import NarrativeRepository
from storage.nudges import NudgeRepository
from storage.outbox import OutboxRepository
from storage.papers import PaperRepository, SentFileRepository
from storage.parts import BEGIN_PART, END_PART, UNDO_PART
from storage.pending_templates import PendingTemplateRepository
from storage.people import PeopleRepository
from storage.programme_rules import ProgrammeRulesRepository
from storage.programmes import ProgrammeRepository
from storage.prorrogas import ProrrogaRepository
from storage.punctuality import PunctualityRepository
from storage.reassignments import ReassignmentRepository
from storage.registry import RegistryRepository
from storage.rungs import RungRepository
from storage.snapshots import SnapshotRepository
from storage.snoozes import SnoozeRepository
from storage.variables import VariableRepository

Announce = Callable[[set[str]], None]


class UnitOfWork:
    """Opened by `Database.write()` or `Database.read()`; only the first kind may commit."""

    def __init__(self, session: AsyncSession, announce: Announce | None = None) -> None:
        self.session = session
        self._announce = announce
        self._touched: set[str] = set()
        self._attach_repositories()

    def _attach_repositories(self) -> None:
        self.inbox = InboxRepository(self.session, self.touch)
        self.outbox = OutboxRepository(self.session, self.touch)
        self.conversations = ConversationRepository(self.session)
        self.audit = AuditRepository(self.session)
        self.meta = MetaRepository(self.session)
        self.leases = LeaseRepository(self.session)
        self.people = PeopleRepository(self.session)
        self.programmes = ProgrammeRepository(self.session)
        self.answered = AnsweredRepository(self.session)
        self.months = MonthRepository(self.session, self.programmes.forget)
        self.narratives = NarrativeRepository(self.session, self.programmes.forget)
        self.variables = VariableRepository(self.session, self.programmes.forget)
        self.avances = AvanceRepository(self.session, self.programmes.forget)
        self.imports = ImportRepository(self.session, self.programmes.forget)
        self.evidence = EvidenceRepository(self.session)
        self.calendar = CalendarRepository(self.session)
        self.prorrogas = ProrrogaRepository(self.session, self.calendar)
        self.closings = ClosingRepository(self.session, self.calendar)
        self.entregas = EntregaRepository(self.session)
        self.acuses = AcuseRepository(self.session)
        self.pending_templates = PendingTemplateRepository(self.session)
        self.papers = PaperRepository(self.session, self.touch)
        self.sent_files = SentFileRepository(self.session)
        self.corrections = CorrectionRepository(self.session)
        self.causes = CauseRepository(self.session)
        self.attention = AttentionRepository(self.session)
        self.ladders = LadderRepository(self.session)
        self.rungs = RungRepository(self.session)
        self.snoozes = SnoozeRepository(self.session)
        self.reassignments = ReassignmentRepository(self.session)
        self.nudges = NudgeRepository(self.session)
        self.snapshots = SnapshotRepository(self.session)
        self.punctuality = PunctualityRepository(self.session)
        self.registry = RegistryRepository(self.session, self.programmes.forget)
        self.rules = ProgrammeRulesRepository(self.session, self.programmes.forget)

    def touch(self, topic: str) -> None:
        """Have the listeners of a topic called after the commit."""
        self._touched.add(topic)

    async def begin_part(self) -> None:
        """Begin what `undo_part` can undo without the rest of the transaction."""
        self.audit.begin_part()
        await self.session.execute(BEGIN_PART)

    async def end_part(self) -> None:
        if self.session.new or self.session.dirty or self.session.deleted:
            await self.session.flush()
        self._start_afresh()
        await self.session.execute(END_PART)

    async def undo_part(self) -> None:
        """Undo a part; where that fails the whole transaction is lost."""
        self._start_afresh()
        self.calendar.forget()
        self.audit.undo_part()
        await self.session.execute(UNDO_PART)

    def _start_afresh(self) -> None:
        """Forget what was read: the next part belongs to somebody else."""
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
