"""What is said of a quarter as a whole: daily, weekly and final summaries, their pictures and workbooks."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.evidence.audit_chain import Seal
from domain.kit.avances import Missing
from domain.kit.said import Said
from domain.summary.changes import Changes, Counted, Extended
from domain.summary.messages import (
    FinalText,
    Forecast,
    GapRow,
    GapsBookText,
    GapsPictureText,
    News,
    OutlookLine,
    PunctualityBookText,
    UnitBar,
    UnitRow,
    UnitState,
    WeeklyText,
)
from domain.summary.outages import Outage
from domain.summary.punctuality import HandIn, ranked
from tests.messages import CLOSE, NAME, T3, a_due, a_summary, a_unit_gap

OAXACA = ZoneInfo("America/Mexico_City")
YESTERDAY, TODAY = (datetime(2025, 9, day, 8, 30, tzinfo=OAXACA) for day in (24, 25))
OUTAGE = Outage(datetime(2025, 9, 24, 17, 10, tzinfo=OAXACA), datetime(2025, 9, 25, 10, 5, tzinfo=OAXACA))

PROGRAMMES = (
    OutlookLine("101 Gobernabilidad democrática", 20, 41),
    OutlookLine("08 Gobierno innovador y tecnológico", 40, 62),
    OutlookLine("4 Planeación <municipal>", 55, 80),
    OutlookLine("6 Evaluación", 90, 100),
    OutlookLine("7 Cultura", 0, None),
)
EJES = (OutlookLine("3. Gobierno moderno y transparente", 38, 66), OutlookLine("1. Bienestar", 70, 100))
FORECAST = Forecast(31, 36, 4, PROGRAMMES, EJES)

EVERY_CHANGE = Changes(
    completed=("118", "210", "304"),
    reopened=("501",),
    advanced=(Counted("402", 1), Counted("504", 2)),
    corrected=(Counted("402", 1),),
    handed_in=("304",),
    accepted=("302",),
    given_back=("207",),
    late=("311", "312"),
    granted=(Extended("311", date(2025, 10, 3)),),
    asked=("207",),
    cut_off=("311",),
    reached=("118",),
    reassigned=(Counted("402", 2),),
    registered=("505",),
)
SOME = Changes(completed=("118", "210", "304"), granted=(Extended("311", date(2025, 10, 3)),))

WAITING = tuple(a_unit_gap(str(code), 600 - code, 600 - code) for code in range(501, 521))
BEGUN = tuple(a_unit_gap(str(code), 5, 9) for code in range(601, 621))
THREE = a_summary((a_unit_gap("304", 3),), (a_unit_gap(),), unreachable=("304",), to_remind=1)
FORTY = a_summary(WAITING, BEGUN, complete=0, unreachable=tuple(unit.code for unit in WAITING), to_remind=20)
TEN = a_summary(
    (a_unit_gap("304", 7, 7), a_unit_gap("210", 5, 5)),
    (a_unit_gap("504", 2, 10), a_unit_gap("402", 1, 3)),
    complete=6,
    unsent=("118",),
    given_back=("207",),
    to_remind=5,
)
DAILY = replace(TEN, is_daily=True, news=News(YESTERDAY, SOME), forecast=FORECAST)
QUIET = replace(DAILY, news=News(YESTERDAY, Changes()))

PLACED = ranked(
    (
        HandIn("304", "Secretaría de Gobierno", CLOSE, date(2025, 9, 18)),
        HandIn("118", "Tesorería", CLOSE, date(2025, 9, 18)),
        HandIn("402", "Secretaría Particular", CLOSE, date(2025, 9, 24)),
        HandIn("311", "Casa de la Salud", date(2025, 10, 3), date(2025, 10, 3)),
        HandIn("504", "IMPLAN", CLOSE, date(2025, 10, 2)),
        HandIn("210", "=Cultura", CLOSE),
        HandIn("207", "Deporte", date(2025, 10, 10)),
    ),
    date(2025, 10, 8),
)
FINAL = FinalText(T3, date(2025, 10, 7), False, 31, 40, PLACED)
WEEKLY = WeeklyText(
    T3,
    date(2025, 9, 22),
    a_due(6),
    12,
    10,
    20,
    8,
    (a_unit_gap("304", 7, 7), a_unit_gap("504", 2, 10)),
    FORECAST,
    PROGRAMMES,
    EJES,
)

BARS = (
    UnitBar("304", "Secretaría de Gobierno", 0, 7, UnitState.NOT_STARTED),
    UnitBar(
        "504",
        "Instituto Municipal de Planeación <y otros asuntos del municipio>",
        8,
        10,
        UnitState.INCOMPLETE,
    ),
    UnitBar("402", "Secretaría Particular", 2, 3, UnitState.INCOMPLETE),
    UnitBar("118", "Tesorería", 4, 4, UnitState.COMPLETE),
    UnitBar("210", "Cultura", 5, 5, UnitState.HANDED_IN),
    UnitBar("211", "Deporte", 4, 5, UnitState.HANDED_IN),
    UnitBar("212", "Sin metas en el trimestre", 0, 0, UnitState.COMPLETE),
)
COUNTS = (
    (UnitState.NOT_STARTED, 1),
    (UnitState.INCOMPLETE, 2),
    (UnitState.COMPLETE, 2),
    (UnitState.HANDED_IN, 2),
)
PICTURE = GapsPictureText(T3, TODAY, a_due(), BARS, 0, COUNTS)
GAPS = (
    GapRow(
        "304", "=Secretaría de Gobierno", "101 Gobernabilidad", "Actividad 7.1", NAME,
        (Missing.VALUE, Missing.EVIDENCE), Decimal("25.5"), None, CLOSE,
    ),
    GapRow(
        "402", "Secretaría Particular", "08 Gobierno", "Fin", "+Índice", (Missing.GOAL,), None, Decimal(0),
        date(2025, 10, 3),
    ),
)  # fmt: skip
UNITS = (
    UnitRow(
        "304", "=Secretaría de Gobierno", UnitState.NOT_STARTED, 0, 7, 0, None, CLOSE, is_reachable=False
    ),
    UnitRow("402", "Secretaría Particular", UnitState.INCOMPLETE, 2, 3, 66, 83, date(2025, 10, 3), True),
    UnitRow("504", "IMPLAN", UnitState.HANDED_IN, 10, 10, 100, 100, CLOSE, True, False),
)
BOOK = GapsBookText(T3, TODAY, a_due(), GAPS, UNITS, PROGRAMMES, EJES)

SEAL = Seal(1234, "3f2a9c1d5b7e" + "0" * 52)

MESSAGES: dict[str, Said] = {
    "summary_no_units": a_summary(complete=0),
    "summary_all_complete": a_summary(complete=3),
    "summary_one_unsent": a_summary(complete=3, unsent=("402",)),
    "summary_seven_unsent": a_summary(complete=7, unsent=tuple(str(code) for code in range(401, 408))),
    "summary_three_units": THREE,
    "summary_one_day_before": replace(THREE, due=a_due(1)),
    "summary_on_the_day": replace(THREE, due=a_due(0)),
    "summary_after": replace(THREE, due=a_due(-2)),
    "summary_forty_units": FORTY,
    "summary_forty_units_all": replace(FORTY, pages=True),
    "summary_daily": DAILY,
    "summary_daily_sealed": replace(DAILY, seal=SEAL),
    "summary_daily_unchanged_sealed": replace(QUIET, seal=SEAL),
    "summary_daily_accepted": replace(DAILY, accepted=1),
    "summary_daily_first": replace(DAILY, news=None),
    "summary_daily_every_change": replace(
        DAILY,
        news=News(YESTERDAY, EVERY_CHANGE),
        outage=OUTAGE,
        prorrogas_awaited=("207",),
        reassigned=("402",),
        unreachable=("311",),
    ),
    "summary_daily_unchanged": QUIET,
    "summary_daily_unchanged_waiting": replace(
        QUIET, outage=OUTAGE, prorrogas_awaited=("207",), unreachable=("304",), reassigned=("402", "504")
    ),
    "summary_daily_unchanged_complete": replace(
        a_summary(complete=3), is_daily=True, news=News(YESTERDAY, Changes())
    ),
    "summary_asked": replace(DAILY, is_daily=False, news=News(TODAY, SOME)),
    "summary_asked_unchanged": replace(QUIET, is_daily=False),
    "summary_nobody_reached": replace(THREE, to_remind=0),
    "summary_without_history_of_one": replace(TEN, forecast=Forecast(1, 1, 1)),
    "summary_forty_units_every_change": replace(
        FORTY, is_daily=True, news=News(YESTERDAY, EVERY_CHANGE), forecast=FORECAST, outage=OUTAGE
    ),
    "summary_picture": PICTURE,
    "summary_workbook": BOOK,
    "summary_workbook_no_gaps": replace(BOOK, gaps=(), programmes=(), ejes=()),
    "weekly": WEEKLY,
    "weekly_received_until": replace(
        WEEKLY, due=a_due(-2), accepted=4, forecast=replace(FORECAST, received_until=date(2025, 10, 7))
    ),
    "weekly_one_accepted": replace(WEEKLY, handed_in=1, accepted=1),
    "weekly_no_units": replace(WEEKLY, complete=0, incomplete=0, not_started=0, worst=()),
    "weekly_all_complete": replace(
        WEEKLY, handed_in=1, complete=40, incomplete=0, not_started=0, worst=(), forecast=None, ejes=()
    ),
    "weekly_none_sent": replace(WEEKLY, handed_in=0, forecast=None, programmes=PROGRAMMES[-1:], ejes=()),
    "final": FINAL,
    "final_closed": replace(FINAL, is_closed=True, placed=PLACED[:2], complete=2, units=2),
    "final_nobody_in_time": replace(FINAL, complete=0, placed=PLACED[-3:]),
    "final_nobody": replace(FINAL, complete=0, units=1, placed=()),
    "final_forty_units": replace(
        FINAL,
        placed=ranked(
            (HandIn(str(101 + n), "Área", CLOSE, date(2025, 9, 10 + n // 2)) for n in range(40)), CLOSE
        ),
    ),
    "final_workbook": PunctualityBookText(TODAY, FINAL),
}
