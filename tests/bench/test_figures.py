"""The table and the JSON of the benchmark."""

import json

import pytest

from bench.figures import Figure, as_json, percentile, table

OURS = Figure("broadcast", "Puntual", 101.5, "s", 1.015, "the limit", "<= 103 s", is_met=True, bound="98.5%")
PEER = Figure("broadcast", "loop", 175.0, "s", 0.58, "(ours / theirs)")


def test_the_table_has_a_line_for_each_figure_and_then_what_bounds_it() -> None:
    lines = table([OURS, PEER]).splitlines()

    assert lines[0].split() == ["measure", "who", "value", "ratio", "target", "met"]
    assert "101.5 s" in lines[2]
    assert lines[2].endswith("yes")
    assert "0.58 x (ours / theirs)" in lines[3]
    assert lines[5:] == ["broadcast, Puntual: 98.5%"]


def test_a_missed_target_is_seen() -> None:
    missed = Figure("steps", "Puntual", 17.0, "/s", target=">= 300/s", is_met=False)

    assert table([missed]).splitlines()[2].endswith("NO")


def test_the_json_holds_every_field_and_the_machine() -> None:
    report = json.loads(as_json([OURS], cores=2))

    assert report["cores"] == 2
    assert report["figures"][0]["value"] == 101.5
    assert report["figures"][0]["is_met"] is True


@pytest.mark.parametrize(("percent", "expected"), [(50, 50), (95, 95), (100, 100), (1, 1)])
def test_a_percentile_is_a_value_that_was_measured(percent: int, expected: int) -> None:
    assert percentile(range(1, 101), percent) == expected


def test_one_value_is_every_percentile() -> None:
    assert percentile([7.0], 95) == 7.0
