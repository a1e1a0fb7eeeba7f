"""Every file is run by exactly one process, and all have about as much to do."""

from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.project import ROOT
from tests.side_by_side.shares import NOTED, Cost, divide, read_costs, written_costs

costs = st.dictionaries(
    st.builds(
        "tests/{}/test_{}.py".format,
        st.sampled_from(["chaos", "domain", "page", "stories", "usecases"]),
        st.integers(0, 60),
    ),
    st.builds(Cost, st.floats(0, 200), st.integers(1, 3000)),
)


@given(costs=costs, processes=st.integers(1, 5))
def test_no_file_is_left_out_or_given_twice(costs: dict[str, Cost], processes: int) -> None:
    shares = divide(costs, processes)

    given_out = [*shares.common, *(path for own in shares.owned for path in own)]
    assert sorted(given_out) == sorted(costs)
    assert len(shares.owned) == processes


@given(costs=costs, processes=st.integers(1, 5))
def test_what_is_common_costs_little_to_collect_and_less_than_the_rest(
    costs: dict[str, Cost], processes: int
) -> None:
    common = divide(costs, processes).common

    assert all(costs[path].tests <= 40 for path in common)
    assert sum(costs[path].seconds for path in common) <= sum(cost.seconds for cost in costs.values()) / 3


def test_what_waits_for_real_processes_is_kept_apart_from_what_computes() -> None:
    waiting = {f"tests/chaos/test_{number}.py": Cost(10, 3) for number in range(3)}
    computing = {f"tests/domain/test_{number}.py": Cost(10, 300) for number in range(6)}

    shares = divide(waiting | computing, 3)

    assert set(shares.owned[-1]) == set(waiting)


def test_files_that_share_a_browser_stay_together() -> None:
    page = {f"tests/page/test_{number}.py": Cost(5, 3) for number in range(3)}
    others = {f"tests/domain/test_{number}.py": Cost(5, 300) for number in range(6)}

    shares = divide(page | others, 3)

    assert [own for own in shares.owned if page.keys() & set(own)] == [tuple(page)]


def test_what_is_noted_is_read_again() -> None:
    costs = {"tests/domain/test_goals.py": Cost(1.25, 30), "tests/bot/test_router.py": Cost(0.5, 4)}

    assert read_costs(written_costs(costs)) == costs


def test_the_noted_files_are_mostly_those_that_exist() -> None:
    """Where this fails, note the seconds anew: `make test ARGS=--note-seconds`."""
    noted = set(read_costs(NOTED.read_text()))
    existing = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}

    assert len(noted ^ existing) < len(existing) / 4
