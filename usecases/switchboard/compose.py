"""Look up the facts of a message when it is sent, or find that it is no longer wanted."""

from domain.evidence.acuse_messages import AcuseIssued
from domain.evidence.proof_messages import ProofFaults
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.papers.messages import PaperFile, PaperProgress
from domain.papers.template_messages import TemplateIssued
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.messages import Escalation, Reminder
from domain.review.messages import EntregaNews
from domain.status.messages import StatusChart
from storage.uow import UnitOfWork
from usecases.evidence.acuse_facts import acuse_text
from usecases.evidence.tell_faults import compose_faults
from usecases.papers.fill_order import compose_order
from usecases.papers.send_template import compose_template
from usecases.reminders.compose_changed import compose_escalation
from usecases.reminders.compose_reminder import compose_reminder
from usecases.review.entrega_views import compose_news
from usecases.status.compose_chart import compose_chart
from usecases.summary.compose_summary import compose_summary


async def compose(
    uow: UnitOfWork, said: Said, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> Said | None:
    """Return the message with its facts; None cancels it (handed in meanwhile, role gone)."""
    match said:
        case Reminder():
            return await compose_reminder(uow, said, moment, hours)
        case Escalation():
            return await compose_escalation(uow, said, moment)
        case EntregaNews():
            return await compose_news(uow, said, moment)
        case AcuseIssued() | ProofFaults() | StatusChart() | TemplateIssued():
            return await _compose_paper(uow, said, moment)
        case PaperProgress() | PaperFile():
            return await compose_order(uow, said)
        case _:
            return await compose_summary(uow, said, moment)


async def _compose_paper(
    uow: UnitOfWork, said: AcuseIssued | ProofFaults | StatusChart | TemplateIssued, moment: Moment
) -> Said | None:
    """Look up what is printed or drawn, and the damaged files."""
    match said:
        case ProofFaults():
            return await compose_faults(uow)
        case AcuseIssued(code):
            return await acuse_text(uow, code, moment)
        case StatusChart():
            return await compose_chart(uow, said)
        case _:
            return await compose_template(uow, said, moment)
