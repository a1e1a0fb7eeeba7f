"""Figures of two builds are compared by name."""

import json

import pytest

from bench.ratios import WANTED, Values, comparison, comparison_as_json, pair

HELP = "puntual -h, processor"


def a_figure(
    value: float | None, measure: str = "start", unit: str = "s", who: str = "Puntual"
) -> dict[str, object]:
    return {"measure": measure, "who": who, "unit": unit, "value": value, "bound": "Python"}


def some_values(
    ours: tuple[float, ...], theirs: tuple[float, ...], *, measure: str = "start", unit: str = "s"
) -> Values:
    return Values(measure, "Puntual", unit, ours, theirs)


def test_figures_are_paired_by_their_names_over_all_rounds() -> None:
    ours = [[a_figure(1.0), a_figure(5.0, "memory", "MB")], [a_figure(2.0)]]
    theirs = [[a_figure(4.0)], [a_figure(3.0)]]

    start, memory = pair(ours, theirs)

    assert start == some_values((1.0, 2.0), (4.0, 3.0))
    assert (memory.ours, memory.theirs, memory.ratio) == ((5.0,), (), None)


def test_a_peer_is_not_taken_for_the_product_nor_one_unit_for_another() -> None:
    ours = [[a_figure(1.0), a_figure(2.0, who="PTB"), a_figure(3.0, unit="ms")]]
    theirs = [[a_figure(4.0)]]

    paired = [each.theirs for each in pair(ours, theirs)]

    assert paired == [(4.0,), (), ()]


def test_what_only_the_other_build_measures_comes_last() -> None:
    values = pair([[a_figure(1.0)]], [[a_figure(2.0, "memory", "MB"), a_figure(4.0)]])

    assert [(each.measure, each.ours) for each in values] == [("start", (1.0,)), ("memory", ())]


def test_a_figure_without_a_value_is_none() -> None:
    assert pair([[a_figure(None)]], [[a_figure(4.0)]])[0].ours == ()


@pytest.mark.parametrize(
    ("unit", "best", "of_medians"),
    [
        pytest.param("s", 1 / 4, 3 / 6, id="the least time"),
        pytest.param("/s", 9 / 8, 3 / 6, id="the most a second"),
    ],
)
def test_the_best_rounds_are_compared_and_the_medians_beside_them(
    unit: str, best: float, of_medians: float
) -> None:
    values = some_values((1.0, 3.0, 9.0), (4.0, 6.0, 8.0), unit=unit)

    assert values.ratio == pytest.approx(best)
    assert values.ratio_of_medians == pytest.approx(of_medians)


def test_nothing_is_no_multiple_of_anything() -> None:
    assert some_values((1.0,), (0.0,)).ratio is None
    assert some_values((0.0,), (0.0,)).ratio_of_medians is None
    assert some_values((0.0,), (2.0,)).ratio == 0


@pytest.mark.parametrize(("ours", "is_met"), [(0.2, True), (0.21, False)])
def test_a_wanted_ratio_is_met_or_not(ours: float, is_met: bool) -> None:
    assert some_values((ours,), (1.0,), measure=HELP).is_met is is_met
    assert some_values((ours,), (), measure=HELP).is_met is None
    assert some_values((ours,), (1.0,)).is_met is None


def test_every_wanted_ratio_is_of_a_figure_that_is_measured() -> None:
    assert set(WANTED) == {HELP}


def test_the_table_shows_both_and_then_what_only_one_measures() -> None:
    values = [some_values((0.1,), (1.4,), measure=HELP), some_values((5.0,), (), measure="memory", unit="MB")]

    lines = comparison(values, "8165f50").splitlines()

    assert " ".join(lines[0].split()) == "measure who today theirs ratio of medians better wanted met"
    assert lines[2].startswith("puntual -h, processor  Puntual  0.1 s  1.4 s   0.071 x")
    assert lines[2].endswith("below 1  <= 0.2 x  yes")
    assert lines[4:] == ["theirs: 8165f50", "only today: memory, Puntual"]


def test_the_json_holds_every_round_and_the_ratios() -> None:
    values = [some_values((100.0, 50.0), (200.0, 100.0), measure="steps", unit="/s")]

    report = json.loads(comparison_as_json(values, against="8165f50", rounds=2))

    (figure,) = report["figures"]
    assert (report["against"], report["rounds"]) == ("8165f50", 2)
    assert (figure["ours"], figure["theirs"]) == ([100.0, 50.0], [200.0, 100.0])
    assert (figure["ratio"], figure["ratio_of_medians"], figure["is_met"]) == (0.5, 0.5, None)
