"""Renders an outbox row when it is sent, with the facts of that moment."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.switchboard.words import answered, word
from domain.capture.messages import Answered, Question, Refused, Saved
from domain.delivery.outcomes import NotNow, OutboxRow
from domain.delivery.retries import LEFT_TO_A_LATER_VERSION, PUT_BACK_FOR
from domain.evidence.acuse_messages import AcuseChecked
from domain.evidence.messages import Amended
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.papers.messages import PaperContent, PaperFile
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.messages import Escalation, Reminder, ReminderChanged
from domain.reminders.simulation_messages import Simulation
from storage.engine import Database
from storage.paper_files import PaperStore
from storage.uow import UnitOfWork
from texts.kit.rendering import Edit, Message, Rendered
from usecases.delivery.still_readable import may_still_read
from usecases.evidence.check_files import FileChecker
from usecases.kit.say import is_answered
from usecases.papers.fill_order import make_again
from usecases.reminders.compose_changed import reminder_as_it_stands
from usecases.reminders.compose_reminder import postponed_until
from usecases.reminders.simulate import SUMMARY_AT, Timetable, compose_simulation
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import NotUnderstood, decode
from workers.calls import LIMITS_MET, TaskEnded
from workers.runner import TaskRunner

COMPLETE = (Question, FormQuestion, Refused, Saved)
"""Common messages that hold all their facts: they are rendered without reading the database."""


log = logging.getLogger(__name__)


class Renderer:
    """Renders a row when it is sent; None means that there is nothing left to say.

    A reminder outside the hours of its reader is put back until they begin. So is a row that a newer version
    stored, if this older one does not know its kind.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        hours: WorkingHours = OFFICE_HOURS,
        *,
        works: TaskRunner,
        papers: PaperStore | None = None,
        checker: FileChecker | None = None,
        summary_at: time = SUMMARY_AT,
    ) -> None:
        self._database = database
        self._now = now
        self._zone = zone
        self._hours = hours
        self._timetable = Timetable(summary_at, hours)
        self._papers = papers
        self._works = works
        self._checker = checker

    async def __call__(self, row: OutboxRow) -> Rendered | NotNow | None:
        try:
            said = decode(row.kind, row.data)
            return _at_once(said, row.about) or await self._looked_up(said, row)
        except NotUnderstood:
            now = self._now()
            if now - row.created_at > LEFT_TO_A_LATER_VERSION:
                raise
            log.info("message of another version put back outbox=%s kind=%s", row.id, row.kind)
            return NotNow(now + PUT_BACK_FOR)

    async def _looked_up(self, said: Said, row: OutboxRow) -> Rendered | NotNow | None:
        moment = Moment(self._now(), self._zone)
        async with self._database.read() as uow:
            if isinstance(said, Answered | Amended | ReminderChanged):
                return await self._edit(uow, said, moment)
            if isinstance(said, Reminder | Escalation):
                until = await postponed_until(uow, said, moment, self._hours)
                if until is not None:
                    return NotNow(until)
            composed = await self._composed(uow, said, row.chat_id, moment)
        if isinstance(composed, AcuseChecked):
            composed = await self._with_files_read(composed)
        if isinstance(said, PaperFile) and isinstance(composed, PaperContent):
            return await self._paper(said, composed, moment)
        return await self._made(word(composed)) if composed is not None else None

    async def _with_files_read(self, said: AcuseChecked) -> AcuseChecked:
        """Read the files of an acuse that is being verified: the last nightly reading may be outdated."""
        if self._checker is None:
            return said
        faulty = await self._checker.check({sha256 for sha256, _ in said.files})
        return replace(said, damaged=tuple(each for each in said.files if each[0] in faulty))

    async def _made(self, rendered: Rendered) -> Rendered:
        """Let a worker make the file of a message that needs one."""
        if not isinstance(rendered, Message) or rendered.attachment is None:
            return rendered
        attachment = rendered.attachment
        if isinstance(attachment.content, bytes):
            return rendered
        try:
            content = await self._works.value(attachment.content)
        except TaskEnded as ended:
            if ended.end in LIMITS_MET:
                raise
            # Retry: the worker hit no limit, so the task did not cause the failure.
            content = await self._works.value(attachment.content)
        return replace(rendered, attachment=replace(attachment, content=content))

    async def _composed(self, uow: UnitOfWork, said: Said, chat_id: int, moment: Moment) -> Said | None:
        if not await may_still_read(uow, said, chat_id):
            return None
        if isinstance(said, Simulation):
            return await compose_simulation(uow, said, self._timetable, moment)
        return await compose(uow, said, moment, self._hours)

    async def _paper(self, said: PaperFile, composed: PaperContent, moment: Moment) -> Rendered | None:
        """Return a document with its file; order a new one where the file is gone."""
        try:
            return await asyncio.to_thread(self._with_file, composed)
        except FileNotFoundError:
            async with self._database.write() as uow:
                await make_again(uow, said.order_id, moment)
                await uow.commit()
            return None

    def _with_file(self, said: PaperContent) -> Rendered:
        """Put the stored content of a file into its message."""
        message = word(said)
        assert isinstance(message, Message)
        assert message.attachment is not None
        if self._papers is None:
            raise FileNotFoundError(said.filename)
        content = self._papers.get(said.sha256)
        return replace(message, attachment=replace(message.attachment, content=content))

    async def _edit(
        self, uow: UnitOfWork, said: Answered | Amended | ReminderChanged, moment: Moment
    ) -> Edit | None:
        match said:
            case Answered():
                return await _answered(uow, said, moment)
            case Amended():
                return await _amended(uow, said, moment)
            case ReminderChanged():
                return await _changed(uow, said, moment, self._hours)


def _at_once(said: Said, about: OutboxRow | None) -> Rendered | None:
    """Render a message that needs no database; None for one that does."""
    if isinstance(said, COMPLETE):
        return word(said)
    if not isinstance(said, Answered) or about is None or about.message_id is None:
        return None
    question = decode(about.kind, about.data)
    return _closed(about.message_id, said, word(question)) if isinstance(question, COMPLETE) else None


async def _changed(
    uow: UnitOfWork, said: ReminderChanged, moment: Moment, hours: WorkingHours
) -> Edit | None:
    """Render a reminder again with present facts; after a tap that settled it, without buttons."""
    original = await uow.outbox.get(said.outbox_id)
    reminder = decode(original.kind, original.data) if original else None
    if original is None or original.message_id is None or not isinstance(reminder, Reminder):
        return None
    now = await reminder_as_it_stands(uow, reminder, moment, hours)
    message = word(now) if now else None
    if not isinstance(message, Message):
        return Edit(original.message_id)
    if said.chosen:
        return Edit(original.message_id, answered(message, said.chosen))
    return Edit(original.message_id, message.html, message.keyboard)


async def _amended(uow: UnitOfWork, said: Amended, moment: Moment) -> Edit | None:
    """Render a question again with present facts; None once it was answered."""
    original = await uow.outbox.get(said.outbox_id)
    if original is None or original.message_id is None or await is_answered(uow, original.id):
        return None
    composed = await compose(uow, decode(original.kind, original.data), moment)
    message = word(composed) if composed is not None else None
    return Edit(original.message_id, message.html, message.keyboard) if isinstance(message, Message) else None


async def _answered(uow: UnitOfWork, said: Answered, moment: Moment) -> Edit | None:
    """Render an answered question with its answer and without buttons."""
    original = await uow.outbox.get(said.outbox_id)
    if original is None or original.message_id is None:
        return None
    if not said.said:
        return Edit(original.message_id)
    composed = await compose(uow, decode(original.kind, original.data), moment)
    return _closed(original.message_id, said, word(composed) if composed is not None else None)


def _closed(message_id: int, said: Answered, question: Rendered | None) -> Edit:
    if not said.said or not isinstance(question, Message):
        return Edit(message_id)
    return Edit(message_id, answered(question, said.said))
