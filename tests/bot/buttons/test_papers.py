"""The buttons of documents carry 1 to 64 bytes and come back as what was packed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.papers import CancelPaper, OrderPaper
from bot.kit.callbacks import Callback, pack
from bot.papers.answers import KINDS
from bot.switchboard.answers import BUTTONS
from bot.switchboard.commands import COMMANDS
from domain.kit.periods import QUARTERS, Period
from domain.papers.kinds import PAPERS

codes = st.just("") | st.from_regex("[A-Z]?[0-9]{1,11}", fullmatch=True)
periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))


@st.composite
def ordered(draw: st.DrawFn) -> OrderPaper:
    kind = draw(st.sampled_from(list(PAPERS)))
    return OrderPaper(kind, draw(codes), draw(periods), draw(st.sampled_from(PAPERS[kind].formats)))


@given(callback=ordered() | st.builds(CancelPaper, st.integers(0, 999_999_999)))
def test_what_is_packed_comes_back(callback: Callback) -> None:
    data = pack(callback)

    assert 1 <= len(data.encode()) <= 64
    assert BUTTONS.unpack(data) == callback


@given(data=st.from_regex(r"d[px](:[a-z0-9T]{0,12}){0,5}", fullmatch=True))
def test_what_came_back_is_ours_to_the_letter_or_nothing(data: str) -> None:
    callback = BUTTONS.unpack(data)

    assert callback is None or pack(callback) == data


def test_each_document_has_its_command() -> None:
    assert {paper.kind: KINDS[paper.command] for paper in PAPERS.values()} == {kind: kind for kind in PAPERS}
    assert {kind: COMMANDS[name].action for name, kind in KINDS.items()} == {
        kind: paper.action for kind, paper in PAPERS.items()
    }
