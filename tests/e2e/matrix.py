"""Tables of answers: a row for each action of a person of 402, a column for each role."""

from collections import Counter
from collections.abc import Callable, Mapping

from domain.capture.messages import Question
from domain.evidence.acuse_messages import AcuseChecked
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.report_messages import UnitStatus
from domain.kit.said import Said
from domain.papers.template_messages import TemplateIssued
from domain.people.welcome_messages import NotAllowed
from domain.status.history_messages import History
from domain.status.messages import GroupStatus
from tests.e2e.reception import Reception, Update, a_file, a_sticker, a_tap, a_text, an_edit
from tests.facts import ANA
from usecases.kit.outgoing import kind_of

SHORT = {
    "command_menu": "menu",
    "invitation_refused": "no invitation",
    "file_problem": "file",
    "summary_text": "summary",
    "template_wanted": "name a unit",
    **dict.fromkeys(("prorroga_decided", "reassignment_decided", "correction_decided"), "decided"),
    **dict.fromkeys(("prorroga_request", "reassignment_request"), "request"),
}
REFUSALS = frozenset(
    {
        *("old button", "not allowed", "unknown unit", "unknown period", "unknown indicator", "help"),
        *("no programme", "no open question", "entrega moved", "locked", "closing not taken"),
        *("prorroga not taken", "nudge not made", "snooze not taken", "units not found", "stranger"),
    }
)
"""How nothing comes of what was asked."""


def rows_of(table: str) -> list[list[str]]:
    """Return the cells of each row, the heading first."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()]


def deeds_of(table: str) -> list[str]:
    return [row[0] for row in rows_of(table)[1:]]


def column(table: str, role: Role) -> dict[str, str]:
    """Return the answer to one role, by action."""
    heading, *rows = rows_of(table)
    place = heading.index(role.value)
    return {row[0]: row[place] for row in rows}


def repeated(table: str) -> list[str]:
    return [deed for deed, times in Counter(deeds_of(table)).items() if times > 1]


def update_of(deed: str) -> Update:
    others = {"file": a_file, "sticker": a_sticker, "edit": an_edit}
    if deed in others:
        return others[deed](ANA)
    is_tap = deed.startswith("tap ")
    return a_tap(ANA, deed.removeprefix("tap ")) if is_tap else a_text(ANA, deed)


def name_of(said: Said) -> str:
    match said:
        case TemplateIssued(unit_code=code):
            return f"template {code}"
        case UnitStatus(code=code):
            return f"status {code}"
        case NotAllowed(units=(_, *_) as units):
            return f"only {' '.join(units)}"
        case Question(unit_code=code):
            return f"question {code}"
        case History(unit_code=code):
            return f"history {code}"
        case FormQuestion(asked=asked):
            return f"asks {asked}"
        case GroupStatus(units=units):
            return f"group {' '.join(unit.code for unit in units)}"
        case AcuseChecked(unit_code=code, changed=changed):
            return f"acuse {code} changed" if changed else f"acuse {code}"
        case _ if kind_of(said) == "pending":
            return "pending to capture" if getattr(said, "may_capture", False) else "pending"
        case _:
            return SHORT.get(kind_of(said), kind_of(said).replace("_", " "))


async def what_is_told(
    reception: Reception, deed: str, ids: Mapping[str, object], name: Callable[[Said], str] = name_of
) -> str:
    """Return the messages of one action, in the notation of the tables."""
    return "·".join(map(name, await reception.would_say(update_of(deed.format(**ids)))))
