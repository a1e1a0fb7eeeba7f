"""What is said of the calendar: dates, inhábiles, ladders, own hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.calendar.inhabil_words import FILES, LINES
from bot.calendar.inhabil_words import REFUSALS as DAY_REFUSALS
from bot.calendar.ladder_words import REFUSALS as LADDER_REFUSALS
from domain.calendar.dialogues import (
    AboutAdding,
    AboutDates,
    AboutDays,
    AboutHours,
    AboutLadder,
    AboutRemoval,
    MovedDue,
)
from domain.calendar.inhabiles import Inhabil, UnreadLine
from domain.calendar.messages import (
    CalendarNotTaken,
    CalendarText,
    DatesChanged,
    DueMoved,
    HoursSet,
    InhabilesChanged,
    InhabilesPreview,
    InhabilLine,
    InhabilList,
    InhabilNotTaken,
    LadderChanged,
    LadderLine,
    LadderList,
    QuarterDates,
    UnitCalendar,
)
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.dialogues.abouts import About
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.said import Said
from domain.reminders.ladders import DEFAULT, Ladder, Recipient, Rhythm
from tests.facts import T3, T4
from tests.messages import a_due, a_pending
from texts.calendar.dates import REFUSALS as DATE_REFUSALS

MADE = datetime(2025, 9, 24, 15, tzinfo=UTC)
DUE, BEFORE, MOVED = date(2025, 9, 30), date(2025, 9, 29), date(2025, 9, 26)
RECEIVED = date(2025, 10, 7)
SOURCE = "Circular 4/2025 del <IMPLAN>, por el relevo de enlaces"
ANY = tuple(Option(each, each) for each in ("yes",))
RUNGS = tuple(date(2025, 9, day) for day in (15, 23, 25, 29, 30))
SINCE, RESUMED = "2025-09-30", "2025-09-26"

THIRD = QuarterDates(
    T3,
    date(2025, 9, 15),
    DUE,
    RECEIVED,
    None,
    4,
    datetime(2025, 10, 1, 5, 59, 59, tzinfo=UTC),
    "",
    False,
    RUNGS,
)
FOURTH = QuarterDates(
    T4,
    date(2025, 12, 15),
    date(2025, 12, 31),
    date(2026, 1, 8),
    None,
    67,
    datetime(2026, 1, 1, 5, 59, 59, tzinfo=UTC),
)
OWN = UnitCalendar("402", "Secretaría Particular", (THIRD, FOURTH))
EVERYBODY = UnitCalendar("", "", (THIRD, FOURTH))
SET = replace(THIRD, closes_on=date(2025, 10, 10), source=SOURCE)


def moved(code: str, kind: QuarterDate, before: date | None, after: date | None) -> DateMove:
    return DateMove(code, T3, kind, before, after)


def left(*days: date) -> dict[str, int]:
    return {day.isoformat(): (day - MADE.date()).days for day in days}


def question(kind: str, asked: str, *options: Option, **given: str) -> FormQuestion:
    subject = {name.removeprefix("s_"): value for name, value in given.items() if name.startswith("s_")}
    answers = {name: value for name, value in given.items() if not name.startswith("s_")}
    return FormQuestion(kind, asked, "q1", subject=subject, answers=answers, options=options)


def sure(kind: str, about: About) -> FormQuestion:
    return replace(question(kind, "sure", *ANY), about=about)


def declared(*days: date) -> tuple[Inhabil, ...]:
    return tuple(Inhabil(day, "Vacaciones de invierno", SOURCE) for day in days)


CALENDARS: dict[str, Said] = {
    "calendar_own": CalendarText((OWN,), MADE),
    "calendar_everybody": CalendarText((EVERYBODY,), MADE, may_change=True),
    "calendar_set_by_implan": CalendarText((replace(OWN, quarters=(SET, FOURTH)),), MADE, may_change=True),
    "calendar_two_with_the_same": CalendarText(
        (OWN, replace(OWN, unit_code="504", unit_name="Instituto")), MADE
    ),
    "calendar_with_prorroga": CalendarText(
        (replace(OWN, quarters=(replace(THIRD, is_extended=True, workdays_left=0), FOURTH)),), MADE
    ),
    "calendar_past": CalendarText((replace(OWN, quarters=(replace(THIRD, workdays_left=-1), FOURTH)),), MADE),
    "calendar_nine_units": CalendarText(
        tuple(
            UnitCalendar(f"40{each}", "Área", (replace(THIRD, workdays_left=each + 1), FOURTH))
            for each in range(9)
        ),
        MADE,
    ),
    "calendar_not_shut": CalendarNotTaken("shut", T3),
    "calendar_moved": DueMoved(
        (
            moved("402", QuarterDate.DUE, DUE, MOVED),
            moved("402", QuarterDate.RECEIVED, RECEIVED, date(2025, 10, 3)),
        ),
        left(DUE, MOVED, RECEIVED, date(2025, 10, 3)),
        SOURCE,
    ),
    "calendar_moved_two_units": DueMoved(
        tuple(moved(code, QuarterDate.DUE, DUE, BEFORE) for code in ("402", "504")),
        left(DUE, BEFORE),
        "Gaceta 12",
    ),
    "calendar_moved_to_today": DueMoved(
        (moved("402", QuarterDate.DUE, DUE, MADE.date()),), left(DUE, MADE.date()), "Gaceta 12"
    ),
    "calendar_closing_set": DueMoved(
        (moved("402", QuarterDate.CLOSES, None, date(2025, 10, 10)),), left(date(2025, 10, 10)), SOURCE
    ),
    "calendar_closing_gone": DueMoved(
        (moved("402", QuarterDate.CLOSES, date(2025, 10, 10), None),), left(date(2025, 10, 10)), SOURCE
    ),
    "calendar_changed_past_reception": DueMoved(
        (moved("402", QuarterDate.RECEIVED, RECEIVED, date(2025, 9, 23)),),
        left(RECEIVED, date(2025, 9, 23)),
        SOURCE,
    ),
    "dates_changed": DatesChanged(T3, "", QuarterDate.DUE, MOVED, 40, 63),
    "dates_changed_of_one": DatesChanged(T3, "402", QuarterDate.DUE, MOVED, 1, 1),
    "dates_changed_nobody_told": DatesChanged(T3, "402", QuarterDate.DUE, MOVED, 1, 0),
    "dates_changed_nothing_moved": DatesChanged(T4, "", QuarterDate.CLOSES, None, 0, 0),
    "form_dates_unit": question("dates", "unit", Option("all", "all"), s_period="3T2025"),
    "form_dates_which": question(
        "dates",
        "which",
        Option("opens", "2025-09-15"),
        Option("due", "2025-09-30"),
        Option("received", "2025-10-07"),
        Option("closes", ""),
        s_period="3T2025",
        unit="all",
    ),
    "form_dates_which_of_one": question(
        "dates", "which", Option("due", "2025-09-30"), s_period="3T2025", unit="402"
    ),
    "form_dates_day": question("dates", "day", s_period="3T2025", unit="all", which="due"),
    "form_dates_day_or_rule": question(
        "dates", "day", Option("rule", "2025-09-30"), s_period="3T2025", unit="402", which="due"
    ),
    "form_dates_source": question("dates", "source", s_period="3T2025"),
}

SURE = AboutDates(
    T3,
    "",
    QuarterDate.DUE,
    date.fromisoformat(RESUMED),
    SOURCE,
    date.fromisoformat(SINCE),
    date.fromisoformat(RESUMED),
    40,
    (date(2025, 9, 25), date(2025, 9, 26)),
    (date(2025, 9, 11), date(2025, 9, 19), date(2025, 9, 23)),
    is_due=True,
)
SURES: dict[str, Said] = {
    "form_dates_sure": sure("dates_sure", SURE),
    "form_dates_sure_of_one": sure("dates_sure", replace(SURE, unit_code="402", units=1, ahead=(), gone=())),
    "form_dates_sure_opening": sure(
        "dates_sure", replace(SURE, which=QuarterDate.OPENS, units=0, is_due=False)
    ),
    "form_dates_sure_nobody": sure(
        "dates_sure", replace(SURE, which=QuarterDate.CLOSES, before=None, units=0, is_due=False)
    ),
}

CHRISTMAS = tuple(date(2025, 12, day) for day in (26, 29, 30, 31))
LINES_2025 = (
    InhabilLine(date(2025, 7, 21), "Lunes del Cerro", "Gaceta 12 <2025>"),
    InhabilLine(date(2025, 9, 16), "Día de la Independencia", is_law=True),
    *(InhabilLine(day, "Vacaciones de invierno", "Acuerdo de Cabildo 15/2025") for day in CHRISTMAS),
)
UNREAD = tuple(UnreadLine(place, f"renglón «{place}» <b>", problem) for place, problem in enumerate(LINES, 3))

INHABILES: dict[str, Said] = {
    "inhabiles": InhabilList(2025, LINES_2025),
    "inhabiles_of_implan": InhabilList(2025, LINES_2025, may_change=True),
    "inhabiles_only_the_law": InhabilList(
        2030, (InhabilLine(date(2030, 10, 1), "Transmisión", is_law=True),)
    ),
    "inhabiles_not_none_ahead": InhabilNotTaken("none_ahead", 2025),
    "inhabiles_not_gone": InhabilNotTaken("gone", 2025),
    "inhabiles_not_a_year": InhabilNotTaken("not_a_year", 2025),
    "inhabiles_preview": InhabilesPreview("inhabiles <2025>.csv", LINES_2025[2:], 2, UNREAD[:2]),
    "inhabiles_preview_many": InhabilesPreview(
        "a.ics",
        tuple(
            InhabilLine(date(2025, 12, 1) + timedelta(days=each), "Receso", "Gaceta 9") for each in range(12)
        ),
        0,
        UNREAD,
        4,
    ),
    "inhabiles_preview_nothing_new": InhabilesPreview("a.csv", (), 6),
    "inhabiles_added": InhabilesChanged(CHRISTMAS, 40, 63),
    "inhabiles_added_one": InhabilesChanged(CHRISTMAS[:1], 0, 0),
    "inhabiles_added_nothing": InhabilesChanged((), 0, 0),
    "inhabiles_removed": InhabilesChanged(CHRISTMAS[-1:], 40, 1, is_removal=True),
    **{f"inhabiles_file_{problem}": InhabilesPreview("a.csv", (), 0, problem=problem) for problem in FILES},
    "form_inhabil_days": question("inhabil", "days"),
    "form_inhabil_name": replace(question("inhabil", "name"), about=AboutDays(CHRISTMAS)),
    "form_inhabil_source": question("inhabil", "source"),
    "form_inhabil_sure": sure(
        "inhabil_sure",
        AboutAdding(declared(*CHRISTMAS), (MovedDue(T4, CHRISTMAS[-1], date(2025, 12, 24), 40),)),
    ),
    "form_inhabil_sure_moves_nothing": sure("inhabil_sure", AboutAdding(declared(date(2025, 7, 21)))),
    "form_inhabil_sure_many_days": sure(
        "inhabil_sure", AboutAdding(declared(*(date(2025, month, 3) for month in range(1, 13))))
    ),
    "form_inhabil_removal": question(
        "inhabil_removal", "day", *(Option(day.isoformat(), "Vacaciones <de> invierno") for day in CHRISTMAS)
    ),
    "form_inhabil_removal_source": question("inhabil_removal", "source"),
    "form_inhabil_removal_sure": sure(
        "inhabil_removal_sure",
        AboutRemoval(CHRISTMAS[-1], SOURCE, (MovedDue(T4, date(2025, 12, 24), CHRISTMAS[-1], 1),)),
    ),
}

USUAL = tuple(LadderLine("", *key, ladder, is_default=True) for key, ladder in DEFAULT.items())
OF_PROGRAMME = LadderLine("8", Recipient.ENLACE, Rhythm.QUARTERLY, Ladder((-15, -1, 0, 2)), is_default=False)
OF_MONTHS = LadderLine("", Recipient.ENLACE, Rhythm.MONTHLY, Ladder((-3, 0)), is_default=False)
WANTED = AboutLadder(
    "8",
    Recipient.ENLACE,
    Rhythm.QUARTERLY,
    Ladder((-5, -1, 0), goes_on=True),
    is_usual=False,
    period=T3,
    days=(*(date(2025, 9, day) for day in (23, 29, 30)), *(date(2025, 10, day) for day in (1, 2, 3))),
)

LADDERS: dict[str, Said] = {
    "ladders": LadderList(USUAL, T3, DUE),
    "ladders_set": LadderList((*USUAL, OF_PROGRAMME, OF_MONTHS), T3, DUE),
    "ladder_changed": LadderChanged(OF_PROGRAMME),
    "ladder_changed_to_nobody": LadderChanged(replace(OF_MONTHS, ladder=Ladder())),
    "ladder_back_to_usual": LadderChanged(USUAL[0]),
    "form_ladder_recipient": question("ladder", "recipient", *(Option(each, each) for each in Recipient)),
    "form_ladder_rhythm": question("ladder", "rhythm", *(Option(each, each) for each in Rhythm)),
    "form_ladder_programme": question("ladder", "programme", Option("all", "all")),
    "form_ladder_rungs": question("ladder", "rungs", Option("usual", "usual"), Option("nobody", "nobody")),
    "form_ladder_goes_on": question("ladder", "goes_on", Option("yes", "yes"), Option("no", "no")),
    "form_ladder_sure": sure("ladder_sure", WANTED),
    "form_ladder_sure_ends": sure("ladder_sure", replace(WANTED, programme="", ladder=Ladder((-5, -1, 0)))),
    "form_ladder_sure_months": sure("ladder_sure", replace(WANTED, rhythm=Rhythm.MONTHLY)),
    "form_ladder_sure_nobody": sure("ladder_sure", replace(WANTED, ladder=Ladder(), days=())),
    "hours_set": HoursSet((600, 905)),
    "hours_usual": HoursSet(None),
    "form_hours": replace(question("hours", "hours", Option("usual", "usual")), about=AboutHours(None)),
    "form_hours_own": replace(
        question("hours", "hours", Option("usual", "usual")), about=AboutHours((600, 900))
    ),
}

SAID = {"rungs_too_far": "-60 0", "hours_at_night": "10 a 23", "day_not_understood": "mañana <b>"}
REFUSED: dict[str, Said] = {
    f"form_refused_{problem}": FormRefused(problem, SAID.get(problem, "31/12 al 26/12"))
    for refusals in (DATE_REFUSALS, DAY_REFUSALS, LADDER_REFUSALS)
    for problem in refusals
}

AT_MIDNIGHT = datetime(2025, 10, 1, 5, 59, 59, tzinfo=UTC)
TIED: dict[str, Said] = {
    "pending_with_instant": a_pending(due=replace(a_due(), ends_at=AT_MIDNIGHT)),
    "pending_with_instant_today": a_pending(due=replace(a_due(0), ends_at=AT_MIDNIGHT)),
}

MESSAGES: dict[str, Said] = {**TIED, **CALENDARS, **SURES, **INHABILES, **LADDERS, **REFUSED}
