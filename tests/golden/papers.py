"""Documents ordered in a chat: in which format, how far they are, what came of them."""

from dataclasses import replace

from domain.kit.said import Said
from domain.papers.kinds import PAPERS, OrderState, PaperFault, PaperKind, PaperOrder
from domain.papers.messages import PaperChoice, PaperContent, PaperNotTaken, PaperStanding
from tests.messages import T3

INFORME = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
OF_ALL = replace(INFORME, unit_code="", format="xlsx")
CONTROL = PaperOrder(PaperKind.CONTROL, T3, format="pdf")
PACKAGE = PaperOrder(PaperKind.PAQUETE, T3, "402", format="zip")
WAITING = PaperStanding(7, INFORME, OrderState.WAITING)

MESSAGES: dict[str, Said] = {
    "paper_choice": PaperChoice(PaperKind.INFORME, T3, "402", ("pdf", "xlsx", "docx")),
    "paper_choice_of_all": PaperChoice(PaperKind.INFORME, T3, "", ("pdf", "xlsx", "docx")),
    "paper_choice_of_the_town": PaperChoice(PaperKind.CONTROL, T3, "", ("pdf", "xlsx")),
    "paper_not_taken_unit": PaperNotTaken("unit", PaperKind.INFORME),
    "paper_not_taken_town": PaperNotTaken("town", PaperKind.CONTROL),
    "paper_not_taken_format": PaperNotTaken("format", PaperKind.CONTROL, PAPERS[PaperKind.CONTROL].formats),
    "paper_not_taken_format_of_a_unit": PaperNotTaken(
        "format", PaperKind.FICHA, PAPERS[PaperKind.FICHA].formats, "402", T3
    ),
    "paper_not_taken_already": PaperNotTaken("already", PaperKind.INFORME),
    "paper_not_taken_too_many": PaperNotTaken("too_many", PaperKind.INFORME),
    "paper_waiting": WAITING,
    "paper_working_at_one": replace(WAITING, state=OrderState.WORKING, total=1),
    "paper_working_at_forty": PaperStanding(7, OF_ALL, OrderState.WORKING, made=11, total=40),
    "paper_working_at_the_last": PaperStanding(7, OF_ALL, OrderState.WORKING, made=40, total=40),
    "paper_done": replace(WAITING, state=OrderState.DONE, made=1, total=1),
    "paper_done_two": replace(WAITING, state=OrderState.DONE, made=2, total=2),
    "paper_done_in_volumes": PaperStanding(7, OF_ALL, OrderState.DONE, made=2, total=40),
    "paper_cancelled": PaperStanding(7, OF_ALL, OrderState.CANCELLED, made=12, total=40),
    **{
        f"paper_failed_{fault}": PaperStanding(7, PACKAGE, OrderState.FAILED, fault=fault.value)
        for fault in PaperFault
    },
    "paper_failed_undelivered_of_all": PaperStanding(7, OF_ALL, OrderState.FAILED, fault="undelivered"),
    "paper_failed_too_large_of_all": PaperStanding(7, OF_ALL, OrderState.FAILED, fault="too_large"),
    "paper_failed_too_large_of_the_town": PaperStanding(7, CONTROL, OrderState.FAILED, fault="too_large"),
    "paper_file": PaperContent(INFORME, "informe-402-PP08-3T2025.pdf", "ab" * 32),
    "paper_file_of_the_town": PaperContent(CONTROL, "control-3T2025.pdf", "ab" * 32, "BQAC"),
}
