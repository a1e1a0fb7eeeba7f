"""A workbook compared with the report: changes, faults by cell, indicators saved by somebody since."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capture.turns import Refusal
from domain.kit.avances import Avance, AvanceState, Indicator, UnitReport
from domain.kit.causes import Side
from domain.kit.evidence import EvidenceType
from domain.kit.slips import SlipKind
from domain.kit.values import ValueProblem
from domain.papers.template_cells import CellProblem
from domain.papers.template_diff import Comparison, IndicatorDifference, compare
from domain.papers.templates import Fillable, FilledCell, FilledLine, FilledTemplate
from domain.review.locks import Lock, LockReason
from tests.builders import T3, a_confirmed_zero, a_report, an_avance, an_indicator, an_oficio

TODAY = date(2025, 9, 25)
CAUSES = {Side.BELOW: ("Falta de recursos", "Otra"), Side.ABOVE: ("Mayor demanda", "Otra")}
COLUMNS = dict(zip(Fillable, "FGHIJL", strict=True))
WORDS = "La reunión de septiembre pasó a octubre"
ACTION = "Se convoca de nuevo en octubre"
EXPLAINED = {"cause": "Falta de recursos", "justification": WORDS, "action": ACTION, "recovery": "2025-12-15"}

Row = dict[str, str]


def a_filled(report: UnitReport, *rows: Row, versions: dict[int, int] | None = None) -> FilledTemplate:
    """A workbook of the report; `rows` are the contents of its lines, by name of the cell."""
    read = {each.id: each.avances[3].version if 3 in each.avances else 0 for each in report.indicators}
    lines = tuple(
        FilledLine(
            indicator.id,
            {
                fills: FilledCell(f"{letter}{place}", row.get(fills.value, ""))
                for fills, letter in COLUMNS.items()
            },
        )
        for place, (indicator, row) in enumerate(zip(report.indicators, rows, strict=True), start=7)
    )
    return FilledTemplate(report.unit.code, report.period, versions or read, lines)


def compared(report: UnitReport, *rows: Row, lock: Lock | None = None) -> Comparison:
    found = compare(report, a_filled(report, *rows), CAUSES, lock or Lock(), TODAY)
    assert found is not None
    return found


def the_difference(indicator: Indicator, **row: str) -> IndicatorDifference:
    found = compared(a_report(indicator), row)
    assert found.faults == ()
    (difference,) = found.differences
    return difference


def the_faults(indicator: Indicator, **row: str) -> list[tuple[str, object]]:
    found = compared(a_report(indicator), row)
    assert found.differences == ()
    return [(fault.place, fault.problem) for fault in found.faults]


def test_a_line_that_nobody_touched_changes_nothing() -> None:
    explained = an_avance(
        "10",
        cause="Falta de recursos",
        justification=WORDS,
        action=ACTION,
        recovery_on=date(2025, 12, 15),
    )
    report = a_report(an_indicator(), an_indicator("Componente 7", avances={3: explained}))

    assert compared(report, {}, {"value": "10", **EXPLAINED}) == Comparison()


def test_a_first_value_on_the_goal_with_its_oficio() -> None:
    after = the_difference(
        an_indicator(), value="25", evidence="Oficio SP/113/2025 del 26 de septiembre"
    ).after

    assert (after.state, after.value, after.version) == (AvanceState.REPORTED, Decimal(25), 0)
    assert [each.type for each in after.evidence] == [EvidenceType.OFICIO]
    assert after.evidence[0].dated_on == date(2025, 9, 26)
    assert after.justification is None


def test_a_value_may_come_without_evidence_for_now() -> None:
    assert the_difference(an_indicator(), value="25").after.evidence == ()


@pytest.mark.parametrize("text", ["25", "25 %", "25.0", "25,0"])
def test_the_same_value_in_other_words_changes_nothing(text: str) -> None:
    assert compared(a_report(an_indicator(achieved=(25, 25, 25))), {"value": text}) == Comparison()


def test_evidence_is_added_to_what_is_registered() -> None:
    indicator = an_indicator(avances={3: an_avance(25, evidence=(an_oficio("SP/112/2025"),))})

    after = the_difference(indicator, value="25", evidence="Oficio SP/112/2025; circular SP/113/2025").after

    assert [each.numbers for each in after.evidence] == [("SP/112/2025",), ("SP/113/2025",)]
    assert after.version == 1


def test_outside_green_the_reason_is_taken() -> None:
    after = the_difference(an_indicator(), value="10", **EXPLAINED).after

    assert (after.cause, after.justification, after.action) == ("Falta de recursos", WORDS, ACTION)
    assert after.recovery_on == date(2025, 12, 15)


def test_over_the_goal_the_cause_is_one_of_its_side() -> None:
    over = {**EXPLAINED, "cause": "mayor demanda"}

    assert the_difference(an_indicator(), value="30", **over).after.cause == "Mayor demanda"
    assert the_faults(an_indicator(), value="30", **EXPLAINED) == [("G7", CellProblem.CAUSE_UNKNOWN)]


def test_a_cause_that_was_retired_stays_with_what_cites_it() -> None:
    old = an_avance("10", cause="Lluvia", justification=WORDS, action=ACTION, recovery_on=date(2025, 12, 15))
    row = {**EXPLAINED, "cause": "Lluvia"}

    assert the_difference(an_indicator(avances={3: old}), value="11", **row).after.cause == "Lluvia"


def test_a_day_that_was_ahead_when_it_was_saved_stays() -> None:
    old = an_avance(
        "10", cause="Falta de recursos", justification=WORDS, action=ACTION, recovery_on=date(2025, 9, 1)
    )
    row = {**EXPLAINED, "recovery": "2025-09-01"}

    assert the_difference(an_indicator(avances={3: old}), value="11", **row).after.recovery_on == date(
        2025, 9, 1
    )


def test_what_is_never_recovered_has_no_day() -> None:
    row = {**EXPLAINED, "recovery": "No se recupera"}
    after = the_difference(an_indicator(), value="10", **row).after
    kept = an_indicator(avances={3: after})

    assert after.recovery_on is None
    unchanged = {"value": "10", **EXPLAINED, "recovery": "no se recupera"}
    assert compared(a_report(kept), unchanged) == Comparison()
    assert the_difference(kept, **{**unchanged, "value": "11"}).after.recovery_on is None


def test_inside_green_a_reason_is_left_out() -> None:
    assert the_difference(an_indicator(), value="25", **EXPLAINED).after.justification is None


def test_a_zero_is_a_confirmed_one_with_its_reason() -> None:
    after = the_difference(an_indicator(goals=(25, 25, 0, 50)), value="0", **EXPLAINED).after

    assert (after.state, after.value, after.justification) == (AvanceState.CONFIRMED_ZERO, Decimal(0), WORDS)


def test_outside_green_everything_that_lacks_is_told_at_once() -> None:
    assert the_faults(an_indicator(), value="10") == [
        ("G7", CellProblem.CAUSE_MISSING),
        ("H7", CellProblem.WORDS_MISSING),
        ("I7", CellProblem.ACTION_MISSING),
        ("J7", CellProblem.RECOVERY_MISSING),
    ]


@pytest.mark.parametrize(
    ("cell", "text", "place", "problem"),
    [
        ("value", "mucho", "F7", ValueProblem.WORDS),
        ("value", "-5", "F7", ValueProblem.NEGATIVE),
        ("value", "25.123", "F7", ValueProblem.TOO_PRECISE),
        ("value", "", "F7", CellProblem.VALUE_MISSING),
        ("cause", "Mala suerte", "G7", CellProblem.CAUSE_UNKNOWN),
        ("justification", "pues no", "H7", Refusal.REASON_TOO_SHORT),
        ("justification", "Falta de recursos", "H7", Refusal.REASON_IS_CAUSE),
        ("action", "algo", "I7", Refusal.ACTION_TOO_SHORT),
        ("recovery", "pronto", "J7", Refusal.RECOVERY_NOT_UNDERSTOOD),
        ("recovery", "2025-01-15", "J7", Refusal.RECOVERY_NOT_AHEAD),
        ("recovery", "2030-01-15", "J7", Refusal.RECOVERY_TOO_LATE),
        ("evidence", "oficio SP/112", "L7", Refusal.INCOMPLETE_NUMBER),
        ("evidence", "el de siempre", "L7", Refusal.NO_EVIDENCE_READ),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(cell: str, text: str, place: str, problem: object) -> None:
    row = {"value": "10", **EXPLAINED, cell: text}

    assert the_faults(an_indicator(), **row) == [(place, problem)]


def test_a_fault_says_what_the_cell_holds_and_whose_it_is() -> None:
    (fault,) = compared(a_report(an_indicator("Actividad 7.1")), {"value": "mucho"}).faults

    assert (fault.level, fault.said) == ("Actividad 7.1", "mucho")


def test_too_much_evidence_is_refused() -> None:
    many = "; ".join(f"oficio SP/{number}/2025 del {number} de mayo de 2025" for number in range(1, 22))

    assert the_faults(an_indicator(), value="25", evidence=many) == [("L7", Refusal.TOO_MUCH_EVIDENCE)]


def test_a_value_cannot_be_taken_back() -> None:
    indicator = an_indicator(achieved=(25, 25, 25))

    assert the_faults(indicator, evidence="SP/113/2025") == [("F7", CellProblem.VALUE_GONE)]


def test_an_emptied_line_is_told() -> None:
    assert the_faults(an_indicator(achieved=(25, 25, 25))) == [("F7", CellProblem.VALUE_GONE)]


def test_an_unsolved_formula_is_told_before_anything_else() -> None:
    report = a_report(an_indicator())
    filled = a_filled(report, {"cause": "Mala suerte"})
    cells = {**filled.lines[0].cells, Fillable.VALUE: FilledCell("F7", lacks_value=True)}
    unsolved = FilledTemplate("402", T3, filled.versions, (FilledLine(1, cells),))

    found = compare(report, unsolved, CAUSES, Lock(), TODAY)

    assert found is not None
    assert [(fault.place, fault.problem) for fault in found.faults] == [("F7", CellProblem.FORMULA)]


def test_one_fault_leaves_nothing_to_save() -> None:
    report = a_report(an_indicator(), an_indicator("Actividad 7.2"))

    found = compared(report, {"value": "25"}, {"value": "mucho"})

    assert (len(found.faults), found.differences) == (1, ())
    assert found.faults[0].place == "F8"


def test_what_was_saved_meanwhile_is_told_unless_the_line_says_the_same() -> None:
    report = a_report(an_indicator(avances={3: an_avance(25, version=2)}))

    for text, faults in (("20", [CellProblem.CHANGED_MEANWHILE]), ("25", [])):
        filled = a_filled(report, {"value": text}, versions={1: 1})
        found = compare(report, filled, CAUSES, Lock(), TODAY)
        assert found is not None
        assert [fault.problem for fault in found.faults] == faults


def test_of_a_report_that_was_given_back_only_what_was_observed_is_taken() -> None:
    report = a_report(an_indicator(), an_indicator("Actividad 7.2"))
    lock = Lock(LockReason.GIVEN_BACK, open_ids=frozenset({1}))

    taken = compared(report, {"value": "25"}, {}, lock=lock)
    refused = compared(report, {"value": "25"}, {"value": "25"}, lock=lock)

    assert len(taken.differences) == 1
    assert [(fault.place, fault.problem) for fault in refused.faults] == [("F8", CellProblem.LOCKED)]


def test_indicators_that_are_gone_make_the_workbook_old() -> None:
    report = a_report(an_indicator())
    filled = FilledTemplate("402", T3, {1: 0, 99: 0})

    assert compare(report, filled, CAUSES, Lock(), TODAY) is None


def test_a_confirmed_import_is_a_change() -> None:
    imported = Avance(AvanceState.UNCONFIRMED, None, version=1, is_imported=True)

    difference = the_difference(an_indicator(avances={3: imported}), value="25")

    assert (difference.before, difference.after.value) == (imported, Decimal(25))


def test_an_imported_value_that_stays_is_no_change() -> None:
    imported = an_avance(25, is_imported=True, evidence=())
    report = a_report(an_indicator(avances={3: imported}))

    assert compared(report, {"value": "25 %"}) == Comparison()


def test_a_slip_is_pointed_at() -> None:
    assert the_difference(an_indicator(), value="250", **{**EXPLAINED, "cause": "Otra"}).slip is not None


def test_a_componente_is_looked_at_beside_the_new_values_of_its_actividades() -> None:
    report = a_report(
        an_indicator("Componente 7"), an_indicator("Actividad 7.1"), an_indicator("Actividad 7.2")
    )

    found = compared(report, {"value": "0", **EXPLAINED}, {"value": "25"}, {"value": "25"})

    slips = {str(each.indicator.facts.level): each.slip for each in found.differences}
    assert slips["Componente 7"] is not None
    assert slips["Componente 7"].kind is SlipKind.ALL_MET_ZERO
    assert slips["Actividad 7.1"] is None


def test_the_words_of_the_quarter_before_are_pointed_at() -> None:
    indicator = an_indicator(avances={2: an_avance("10", justification=WORDS)})

    difference = the_difference(indicator, value="10", **EXPLAINED)

    assert difference.slip is not None
    assert difference.slip.kind is SlipKind.SAME_WORDS


def test_a_value_that_stays_is_not_doubted_again() -> None:
    indicator = an_indicator(avances={3: a_confirmed_zero()})

    difference = the_difference(indicator, value="0", **EXPLAINED)

    assert difference.slip is None


cells = st.dictionaries(st.sampled_from([fills.value for fills in Fillable]), st.text(max_size=30))


@given(cells)
def test_any_filling_is_refused_by_cell_or_changes_what_it_says(row: Row) -> None:
    found = compared(a_report(an_indicator()), row)

    if found.faults:
        assert found.differences == ()
        assert {fault.place[1:] for fault in found.faults} == {"7"}
    else:
        for each in found.differences:
            assert isinstance(each.after.value, Decimal)
