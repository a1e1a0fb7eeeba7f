"""Commands and buttons of documents: one command for each kind."""

from functools import partial

from bot.buttons.papers import CancelPaper, OrderPaper
from bot.kit.commands import OWN, READERS, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.handlers import Buttons
from bot.kit.typed import read_status_arguments
from domain.kit.access import TABLE
from domain.kit.moments import Moment
from domain.kit.periods import PeriodNotUnderstood
from domain.papers.kinds import FORMAT_NAMES, PAPERS, Paper, PaperKind, Reach
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.papers.order_paper import PaperWanted, ask_paper, cancel_paper, choose_format, order_paper

FORMATS = {typed: each for each, name in FORMAT_NAMES.items() for typed in (each, name.casefold())}
"""What may be typed for a format: its ending or its name."""
KINDS = {paper.command: paper.kind for paper in PAPERS.values()}
ALL = frozenset({"todas", "todos"})

commands = Declared()
buttons = Buttons()


def read_wanted(rest: str) -> PaperWanted:
    """Read `402 3T2025 excel` in any order; raise PeriodNotUnderstood for a bad quarter."""
    words = rest.split()
    formats = [FORMATS[word.casefold()] for word in words if word.casefold() in FORMATS]
    is_all = any(word.casefold() in ALL for word in words)
    others = [word for word in words if word.casefold() not in FORMATS and word.casefold() not in ALL]
    named = read_status_arguments(" ".join(others))
    return PaperWanted(named.unit_code, is_all, named.period, formats[0] if formats else None)


@buttons.on(OrderPaper)
async def order(uow: UnitOfWork, person: Person, callback: OrderPaper, moment: Moment) -> bool:
    return await order_paper(uow, person, callback.order, moment)


@buttons.on(CancelPaper)
async def cancel(uow: UnitOfWork, person: Person, callback: CancelPaper, moment: Moment) -> None:
    await cancel_paper(uow, person, callback.order_id, moment)


async def answer_paper(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Take a command without its slash, as `informe 402 excel`, and a bare `excel` as chosen format."""
    name, *rest = text.casefold().split() or [""]
    if not rest and name in FORMATS:
        return await choose_format(uow, person, FORMATS[name], text, moment)
    kind = KINDS.get(name)
    if kind is None or not person.actor.may(PAPERS[kind].action):
        return False
    try:
        wanted = read_wanted(" ".join(rest))
    except PeriodNotUnderstood:
        return False
    await ask_paper(uow, person, kind, wanted, moment)
    return True


async def _ask(kind: PaperKind, uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    await ask_paper(uow, person, kind, read_wanted(rest), moment)


def _lines(place: int, paper: Paper) -> tuple[HelpLine, HelpLine]:
    """Return the help lines of a document for the roles that may have it; those who see all URs name one."""
    roles = frozenset(TABLE[paper.action])
    typed = f"/{paper.command}"
    operands = "402 3T2025" if paper.reach is Reach.UNIT else "3T2025"
    return (
        HelpLine(HelpGroup.PAPERS, place, typed, paper.in_chat, roles & OWN),
        HelpLine(HelpGroup.PAPERS, place + 1, f"{typed} {operands}", paper.in_chat, roles & READERS),
    )


def _examples(paper: Paper) -> tuple[str, ...]:
    about = "" if paper.reach is Reach.TOWN else " 402"
    other = FORMAT_NAMES[paper.formats[-1]].lower()
    return f"/{paper.command}{about}", f"/{paper.command}{about} 3T2025 {other}"


for place, paper in enumerate(PAPERS.values()):
    commands.declare(
        Command(
            paper.command,
            paper.action,
            partial(_ask, paper.kind),
            _examples(paper),
            takes=Takes.PAST_YEARS | (Takes.QUARTER if paper.reach is Reach.TOWN else Takes.UNIT),
            menu=MenuLine(200 + place, f"Recibir {paper.in_chat}"),
            help=_lines(10 * place, paper),
        )
    )
