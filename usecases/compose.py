"""Look up the facts of a message when it is sent, or find that it is no longer wanted."""

from domain.hours import OFFICE_HOURS, WorkingHours
from domain.messages.acuses import AcuseIssued
from domain.messages.papers import PaperFile, PaperProgress
from domain.messages.proof import ProofFaults
from domain.messages.reminders import Escalation, Reminder
from domain.messages.review import EntregaNews
from domain.messages.status import StatusChart
from domain.messages.templates import TemplateIssued
from domain.moments import Moment
from domain.said import Said
from storage.uow import UnitOfWork
from usecases.acuse_facts import acuse_text
from usecases.compose_changed import compose_escalation
from usecases.compose_chart import compose_chart
from usecases.compose_reminder import compose_reminder
from usecases.compose_summary import compose_summary
from usecases.entrega_views import compose_news
from usecases.fill_order import compose_order
from usecases.send_template import compose_template
from usecases.tell_faults import compose_faults


async def compose(
    uow: UnitOfWork, said: Said, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> Said | None:
    """Return what is to be said; None cancels the message (handed in meanwhile, role gone)."""
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
    """Look up what is put on paper or drawn, and the files that are faulty."""
    match said:
        case ProofFaults():
            return await compose_faults(uow)
        case AcuseIssued(code):
            return await acuse_text(uow, code, moment)
        case StatusChart():
            return await compose_chart(uow, said)
        case _:
            return await compose_template(uow, said, moment)
