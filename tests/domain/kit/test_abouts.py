"""The facts of dialogues: one class for each kind, and the texts of older versions."""

from datetime import date
from decimal import Decimal

import pytest

from domain.calendar.closing_messages import AboutClosing, MissingCount
from domain.calendar.dialogues import (
    AboutAdding,
    AboutDates,
    AboutDays,
    AboutHours,
    AboutLadder,
    AboutRemoval,
    MovedDue,
)
from domain.calendar.inhabiles import Inhabil
from domain.calendar.moved_dates import QuarterDate
from domain.capture.narrative_form import AboutNarrative
from domain.kit.dialogues.abouts import ABOUTS, About
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.narrative import Chart, ChartKind, CountTable, Narrative
from domain.kit.periods import Period
from domain.kit.unsaved import UnsavedOf
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from domain.review.corrections import AboutCorrection
from domain.review.messages import AboutReview, AboutUnsaved
from tests.facts import T3, T4

DATES = {
    "period": "3T2025",
    "unit": "all",
    "which": "due",
    "day": "2025-09-26",
    "source": "Circular 4",
    "before": "2025-09-30",
    "after": "2025-09-26",
    "units": "2",
    "ahead": "2025-09-25,2025-09-26",
    "gone": "",
    "is_due": "yes",
}
MOVED = AboutDates(
    T3,
    "",
    QuarterDate.DUE,
    date(2025, 9, 26),
    "Circular 4",
    date(2025, 9, 30),
    date(2025, 9, 26),
    2,
    (date(2025, 9, 25), date(2025, 9, 26)),
    is_due=True,
)
LADDER = {
    "programme": "8",
    "recipient": "titular",
    "rhythm": "monthly",
    "rungs": "-3 0",
    "goes_on": "yes",
    "ladder": "-3 0 +",
    "period": "3T2025",
    "due_on": "2025-09-30",
    "days": "",
}
WANTED = AboutLadder(
    "8", Recipient.TITULAR, Rhythm.MONTHLY, Ladder((-3, 0), goes_on=True), is_usual=False, period=T3
)


@pytest.mark.parametrize(
    ("kind", "texts", "about"),
    [
        (
            "closing",
            {
                "period": "3T2025",
                "units": "40",
                "missing": "402:3:7,504:1:2",
                "unsent": "304",
                "unsaved": "402\tComponente 7\t25.5\tAna Ruiz",
                "given": "402:2025-10-10",
                "due_on": "2025-09-30",
            },
            AboutClosing(
                T3,
                40,
                (MissingCount("402", 3, 7), MissingCount("504", 1, 2)),
                ("304",),
                (UnsavedOf("402", "Componente 7", Decimal("25.5"), "Ana Ruiz"),),
                (("402", date(2025, 10, 10)),),
                date(2025, 9, 30),
            ),
        ),
        ("closing", {"period": "3T2025", "units": "1", "missing": ""}, AboutClosing(T3, 1)),
        ("inhabil", {"days": "2025-12-26,2025-12-29"}, AboutDays((date(2025, 12, 26), date(2025, 12, 29)))),
        (
            "inhabil_sure",
            {
                "listed": '[["2025-12-26", "Receso", "Gaceta 9"]]',
                "days": "2025-12-26",
                "dues": "4T2025:2025-12-31:2025-12-24:2",
            },
            AboutAdding(
                (Inhabil(date(2025, 12, 26), "Receso", "Gaceta 9"),),
                (MovedDue(T4, date(2025, 12, 31), date(2025, 12, 24), 2),),
            ),
        ),
        (
            "inhabil_removal_sure",
            {"days": "2025-12-26", "source": "Gaceta 10", "dues": ""},
            AboutRemoval(date(2025, 12, 26), "Gaceta 10"),
        ),
        ("dates_sure", DATES, MOVED),
        (
            "dates_sure",
            {**DATES, "unit": "402", "day": "rule", "which": "closes", "before": "", "is_due": ""},
            AboutDates(
                T3,
                "402",
                QuarterDate.CLOSES,
                None,
                "Circular 4",
                None,
                date(2025, 9, 26),
                2,
                (date(2025, 9, 25), date(2025, 9, 26)),
            ),
        ),
        ("ladder_sure", LADDER, WANTED),
        (
            "ladder_sure",
            {**LADDER, "programme": "all", "rungs": "usual", "ladder": "", "days": "2026-01-05"},
            AboutLadder(
                "",
                Recipient.TITULAR,
                Rhythm.MONTHLY,
                Ladder(),
                is_usual=True,
                period=T3,
                days=(date(2026, 1, 5),),
            ),
        ),
        ("hours", {"hours": "600-905"}, AboutHours((600, 905))),
        ("hours", {"hours": "usual"}, AboutHours(None)),
        ("send_without", {"unsaved": ""}, AboutUnsaved(())),
        (
            "narrative",
            {"text": "", "tables": "[]", "chart": "null", "version": "0", "table": "done"},
            AboutNarrative(Narrative("")),
        ),
        ("observe", {"noted": '{"Fin": "Falta el acta"}'}, AboutReview({"Fin": "Falta el acta"})),
    ],
)
def test_texts_of_before_are_read(kind: str, texts: dict[str, str], about: About) -> None:
    assert ABOUTS[kind].unpacked(texts, texts) == about


@pytest.mark.parametrize("cls", ABOUTS.values())
def test_other_texts_tell_nothing(cls: type[About]) -> None:
    assert cls.unpacked({"something": "else"}, {"text": "una frase"}) is None


def test_a_class_without_a_past_reads_no_texts() -> None:
    class AboutTomorrow(About, kinds=()):
        pass

    assert AboutTomorrow.unpacked({"period": str(Period(2025, 3))}, {}) is None


def test_a_question_tells_what_its_dialogue_is_about() -> None:
    asked = FormQuestion("hours", "hours", "1", about=AboutHours(None))

    assert AboutHours.of(asked) == AboutHours(None)
    with pytest.raises(AssertionError):
        AboutClosing.of(asked)


TABLE = '[{"title": "Talleres", "rows": [["Centro", 12], ["Agencias", 21]], "total": 34}]'


def test_the_tables_that_were_given_are_told_from_those_that_were_stored() -> None:
    texts = {"text": "Se dieron", "tables": TABLE, "chart": '{"kind": "bar", "table": 0}', "version": "3"}

    about = AboutNarrative.unpacked(texts, {"tables": "[]", "table": TABLE})

    table = CountTable("Talleres", (("Centro", 12), ("Agencias", 21)), 34)
    before = Narrative("Se dieron", (table,), Chart(ChartKind.BAR, 0), 3)
    assert about == AboutNarrative(before, (), table)


def test_what_is_stored_as_json_elsewhere_is_given_as_it_is() -> None:
    assert AboutCorrection.unpacked({"proposed": '{"value": "26"}'}, {}) == {"proposed": {"value": "26"}}
