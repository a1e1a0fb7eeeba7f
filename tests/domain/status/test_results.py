"""Accumulated results: what counts in a mean, how groups are ranked, and that a gap is not zero."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.avances import Indicator, UnitReport
from domain.kit.lights import Light
from domain.status.results import Group, Result, grouped_by, ranked, results_of, whole
from tests.builders import T2, T3, T4, Number, a_confirmed_zero, a_report, an_indicator


def results(*indicators: Indicator, **given: object) -> tuple[Result, ...]:
    report: UnitReport = a_report(*indicators, **given)  # type: ignore[arg-type]
    return results_of([report])


def one(achieved: Sequence[Number], goals: Sequence[Number] = (25, 25, 25, 25)) -> Result:
    (found,) = results(an_indicator(goals=goals, achieved=achieved))
    return found


def by_level(found: tuple[Result, ...]) -> tuple[Group, ...]:
    return grouped_by(found, lambda each: [(str(each.indicator.facts.level), "")])


def test_goal_and_result_are_added_up_to_the_quarter() -> None:
    found = one((25, 20, 30, 25))

    assert [found.goal, found.achieved, found.compliance] == [75, 75, 100]
    assert found.light is Light.GREEN


def test_a_quarter_without_report_adds_nothing_and_is_not_reported() -> None:
    found = one((25, 25))

    assert [found.achieved, found.is_asked, found.is_reported, found.has_any] == [50, True, False, True]
    assert (found.compliance, found.light) == (Decimal("66.67"), Light.RED)


def test_what_was_never_reported_has_no_compliance() -> None:
    found = one(())

    assert (found.compliance, found.light, found.has_any) == (None, Light.NONE, False)


def test_a_confirmed_zero_is_a_result() -> None:
    (found,) = results(an_indicator(avances={3: a_confirmed_zero()}))

    assert [found.compliance, found.light, found.is_reported] == [0, Light.RED, True]


def test_without_goals_there_is_nothing_to_hold_a_result_against() -> None:
    found = one((25,), goals=(None, None, None, None))

    assert (found.goal, found.compliance, found.light) == (None, None, Light.NOT_APPLICABLE)


def test_what_is_planned_for_later_is_not_asked_yet() -> None:
    found = one((), goals=(0, 0, 0, 100))

    assert (found.is_asked, found.light) == (False, Light.NOT_APPLICABLE)


def test_what_was_given_all_the_same_counts_as_asked() -> None:
    found = one((None, None, 5), goals=(0, 0, 0, 100))

    assert (found.is_asked, found.is_reported) == (True, True)


def test_a_group_is_the_mean_of_its_indicators() -> None:
    found = results(an_indicator(achieved=(25, 25, 25)), an_indicator(achieved=(10, 10, 10)))

    total = whole(found, "Total")

    assert (total.name, total.asked, total.reported) == ("Total", 2, 2)
    assert [total.goal, total.achieved, total.compliance] == [75, Decimal("52.5"), 70]
    assert (total.light, total.lights) == (Light.RED, {Light.GREEN: 1, Light.RED: 1})


@pytest.mark.parametrize("amount", [1, 2, 3, 7])
def test_equal_indicators_comply_as_each_of_them_does(amount: int) -> None:
    found = results(*[an_indicator(f"Actividad 1.{n}", achieved=(25, 25, "33.335")) for n in range(amount)])

    group = whole(found, "Todos")
    assert (group.achieved, group.compliance) == (Decimal("83.34"), Decimal("111.11"))
    assert {each.compliance for each in found} == {group.compliance}


def test_nothing_is_rounded_before_a_light_is_given() -> None:
    first = an_indicator("Actividad 1.1", goals=(0, 0, "0.01", 0), achieved=(0, 0, "0.01"))
    second = an_indicator("Actividad 1.2", goals=(0, 0, "0.02", 0), achieved=(0, 0, "0.014"))

    group = whole(results(first, second), "Todos")
    assert (group.goal, group.achieved) == (Decimal("0.02"), Decimal("0.01"))
    assert (group.compliance, group.light) == (Decimal(80), Light.YELLOW)


def test_indicators_that_do_not_ascend_or_have_no_goal_yet_stay_out_of_the_mean() -> None:
    falling = an_indicator(achieved=(50, 50, 50), sense="Descendente")
    later = an_indicator(goals=(0, 0, 0, 100))
    found = results(an_indicator(achieved=(25, 25, 25)), falling, later)

    total = whole(found, "")

    assert [total.goal, total.achieved] == [75, 75]
    assert sum(total.lights.values()) == 3


def test_a_group_without_any_report_says_so() -> None:
    total = whole(results(an_indicator()), "")

    assert [total.goal, total.achieved, total.compliance, total.light] == [75, None, None, Light.NONE]


def test_a_group_without_goals_has_no_light() -> None:
    total = whole((), "")

    assert (total.goal, total.asked, total.light) == (None, 0, Light.NOT_APPLICABLE)


def test_the_best_comes_first_and_ties_share_a_place() -> None:
    found = results(
        an_indicator("Actividad 1.1", achieved=(20, 20, 20)),
        an_indicator("Actividad 1.2", achieved=(25, 25, 25)),
        an_indicator("Actividad 1.3", achieved=(20, 20, 20)),
        an_indicator("Actividad 1.4"),
    )

    assert [(each.key, each.place) for each in by_level(found)] == [
        ("Actividad 1.1", 2),
        ("Actividad 1.2", 1),
        ("Actividad 1.3", 2),
        ("Actividad 1.4", 0),
    ]


def test_a_result_may_count_in_several_groups() -> None:
    groups = grouped_by([one((25,))], lambda _: [("b", "B"), ("a", "A")])

    assert [(each.key, each.name, each.asked) for each in groups] == [("a", "A", 1), ("b", "B", 1)]


@pytest.mark.parametrize(("period", "goal"), [(T2, 50), (T3, 75), (T4, 100)])
def test_the_goal_grows_with_the_quarter(period: object, goal: int) -> None:
    (found,) = results(an_indicator(achieved=(25,)), period=period)

    assert found.goal == goal


@given(st.lists(st.none() | st.decimals(0, 200, places=2), max_size=12))
def test_places_begin_with_one_and_follow_the_compliance(percents: list[Decimal | None]) -> None:
    empty = whole((), "")
    groups = ranked(replace(empty, compliance=percent) for percent in percents)

    placed = [each for each in groups if each.compliance is not None]
    assert [each.place for each in groups if each.compliance is None] == [0] * (len(groups) - len(placed))
    for each in placed:
        assert each.compliance is not None
        better = sum(other.compliance > each.compliance for other in placed if other.compliance is not None)
        assert each.place == better + 1
