"""Acuses: the folio, the facts of a report, their hash, and what of them has changed."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.acuses import changed_levels, folio_of, hash_of, programmes_of
from tests.builders import T3, a_report, an_avance, an_indicator


def some_facts(**values: Any) -> dict[str, Any]:
    """The facts of two indicators, by level; `values` are their values."""
    indicators = [
        {"id": number, "level": level.replace("_", " "), "value": value}
        for number, (level, value) in enumerate(values.items(), start=1)
    ]
    return {"folio": "A-402-3T2025-0001", "programmes": [{"code": "08", "indicators": indicators}]}


def test_a_folio_names_unit_quarter_and_number() -> None:
    assert folio_of("402", T3, 1) == "A-402-3T2025-0001"


def test_the_facts_are_those_of_the_quarter() -> None:
    avance = an_avance(
        "23.50",
        cause="Falta de recursos",
        justification="Se mudó la oficina",
        action="Se convoca en octubre",
        recovery_on=T3.last_day,
    )
    indicator = an_indicator("Componente 7", achieved=(25, 25), avances={3: avance})

    ((programme,),) = (programmes_of(a_report(indicator)),)

    (stated,) = programme.indicators
    assert (programme.code, stated.level) == ("08", "Componente 7")
    assert (stated.goal, stated.value, stated.variation) == (Decimal(25), Decimal("23.5"), Decimal("1.5"))
    assert str(stated.value) == "23.5"
    assert (stated.cause, stated.justification) == ("Falta de recursos", "Se mudó la oficina")
    assert (stated.action, stated.recovery_on) == ("Se convoca en octubre", T3.last_day)
    assert stated.evidence == avance.evidence


def test_what_is_owed_and_missing_is_stated_as_missing() -> None:
    (programme,) = programmes_of(a_report(an_indicator()))

    (stated,) = programme.indicators
    assert (stated.value, stated.variation, stated.evidence) == (None, Decimal(25), ())


def test_without_a_goal_there_is_no_variation() -> None:
    (programme,) = programmes_of(a_report(an_indicator(goals=())))

    assert programme.indicators[0].variation is None


def test_what_does_not_count_for_the_quarter_is_not_stated() -> None:
    assert programmes_of(a_report(an_indicator("Fin", goals=(0, 0, 0, 100)))) == ()


def test_the_hash_is_of_the_canonical_form() -> None:
    assert hash_of({"a": 1, "b": "ñ"}) == hash_of({"b": "ñ", "a": 1})
    assert hash_of({"a": 1}) != hash_of({"a": 2})
    assert len(hash_of({})) == 64


def test_nothing_has_changed_in_the_same_facts() -> None:
    facts = some_facts(Componente_7="25", Actividad_71="25")

    assert changed_levels(facts, facts | {"folio": "A-402-3T2025-0002"}) == ()


def test_another_value_an_added_and_a_removed_indicator_are_named() -> None:
    then = some_facts(Componente_7="25", Actividad_71="25")

    assert changed_levels(then, some_facts(Componente_7="25", Actividad_71="26")) == ("Actividad 71",)
    assert changed_levels(then, some_facts(Componente_7="25")) == ("Actividad 71",)
    assert changed_levels(some_facts(Componente_7="25"), then) == ("Actividad 71",)


def test_a_field_that_came_later_changes_no_earlier_acuse() -> None:
    then, now = some_facts(Componente_7="25"), some_facts(Componente_7="25")
    now["programmes"][0]["indicators"][0]["light"] = "green"

    assert changed_levels(then, now) == ()
    assert changed_levels(now, then) == ("Componente 7",)


@given(st.lists(st.integers(0, 100), max_size=5), st.lists(st.integers(0, 100), max_size=5))
def test_exactly_what_differs_is_named(then: list[int], now: list[int]) -> None:
    changed = changed_levels(
        some_facts(**{f"A{place}": value for place, value in enumerate(then)}),
        some_facts(**{f"A{place}": value for place, value in enumerate(now)}),
    )

    assert changed == tuple(
        f"A{place}"
        for place in range(max(len(then), len(now)))
        if then[place : place + 1] != now[place : place + 1]
    )
