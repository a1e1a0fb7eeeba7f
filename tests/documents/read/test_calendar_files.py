"""Lists of inhábiles as IMPLAN sends them: CSV of a spreadsheet, iCalendar, and what is neither."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.read.calendar_files import LARGEST, read_inhabiles
from domain.calendar.inhabiles import MOST_IN_FILE, Inhabil, InhabilesFile, UnreadLine, is_calendar_file
from tests.facts import OAXACA

GUELAGUETZA = Inhabil(date(2025, 7, 21), "Lunes del Cerro", "Gaceta 12")
ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//y//ES\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;VALUE=DATE:20251226\r
DTEND;VALUE=DATE:20251228\r
SUMMARY:Vacaciones\\, segundo periodo\r
DESCRIPTION:Gaceta 40\r
END:VEVENT\r
{more}END:VCALENDAR\r
"""


def read(name: str, content: bytes, zone: ZoneInfo = OAXACA) -> InhabilesFile:
    return read_inhabiles(name, content, zone)


def an_event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", "UID:2", *lines, "END:VEVENT", ""))


@pytest.mark.parametrize(
    "text",
    [
        "fecha,nombre,fuente\n2025-07-21,Lunes del Cerro,Gaceta 12\n",
        "Fecha;Nombre;Fuente\r\n21/07/2025;Lunes del Cerro;Gaceta 12\r\n",
        "\ufeffFuente\tDía\tMotivo\nGaceta 12\t21 de julio de 2025\tLunes  del Cerro\n",
        "21/07/2025,Lunes del Cerro,Gaceta 12",
        '\n\n"21/07/2025","Lunes del Cerro","Gaceta 12"\n,,\n',
    ],
)
def test_a_csv_is_read_however_it_is_laid_out(text: str) -> None:
    found = read("inhabiles.csv", text.encode())

    assert (found.days, found.unread, found.problem) == ((GUELAGUETZA,), (), "")


def test_a_spreadsheet_of_windows_keeps_its_accents() -> None:
    found = read("a.csv", "2025-11-03;Día de Muertos;Sesión 4".encode("cp1252"))

    assert found.days == (Inhabil(date(2025, 11, 3), "Día de Muertos", "Sesión 4"),)


def test_a_row_may_stand_for_several_days_and_without_a_source_the_file_is_it() -> None:
    found = read("cabildo.csv", b"del 29 al 31 de diciembre de 2025,Vacaciones")

    assert [each.day.day for each in found.days] == [29, 30, 31]
    assert {each.source for each in found.days} == {"Archivo cabildo.csv"}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("21/07,Lunes del Cerro,Gaceta 12", "no_year"),
        (",Lunes del Cerro,Gaceta 12", "no_day"),
        ("21/07/2025,,Gaceta 12", "no_name"),
        ("31/06/2025,Nunca,Gaceta 12", "day_not_read"),
        ("del 31/07/2025 al 1/07/2025,Al revés,Gaceta 12", "day_not_read"),
    ],
)
def test_a_row_that_is_not_understood_is_named_by_its_line(row: str, problem: str) -> None:
    text = f"fecha,nombre,fuente\n2025-07-21,Lunes del Cerro,Gaceta 12\n{row}\n"

    found = read("a.csv", text.encode())

    assert found.days == (GUELAGUETZA,)
    assert [(each.line, each.problem) for each in found.unread] == [(3, problem)]


def test_an_event_of_several_days_ends_the_day_before_its_end() -> None:
    found = read("a.ics", ICS.format(more="").encode())

    name = "Vacaciones, segundo periodo"
    assert found.days == tuple(Inhabil(date(2025, 12, day), name, "Gaceta 40") for day in (26, 27))


@pytest.mark.parametrize(
    ("event", "shown", "problem"),
    [
        (an_event("SUMMARY:Sin fecha"), "Sin fecha", "no_day"),
        (an_event("DTSTART;VALUE=DATE:20251229"), "2025-12-29", "no_name"),
        (
            an_event("DTSTART;VALUE=DATE:20251229", "SUMMARY:Cada año", "RRULE:FREQ=YEARLY"),
            "Cada año",
            "repeats",
        ),
        (
            an_event("DTSTART;VALUE=DATE:20251229", "DTEND;VALUE=DATE:20251228", "SUMMARY:Al revés"),
            "Al revés",
            "ends_before",
        ),
        (
            an_event("DTSTART;VALUE=DATE:20251229", "STATUS:CANCELLED", "SUMMARY:Guardia"),
            "Guardia",
            "cancelled",
        ),
    ],
)
def test_an_event_that_is_not_understood_is_named_by_its_line(event: str, shown: str, problem: str) -> None:
    found = read("a.ics", ICS.format(more=event).encode())

    assert len(found.days) == 2
    assert found.unread == (UnreadLine(11, shown, problem),)


NEW_YORK = """BEGIN:VTIMEZONE\r
TZID:Oficina\r
BEGIN:STANDARD\r
DTSTART:19700101T000000\r
TZOFFSETFROM:-0500\r
TZOFFSETTO:-0500\r
END:STANDARD\r
END:VTIMEZONE\r
"""


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        pytest.param(("DTSTART:20251230T090000", "DTEND:20251230T120000"), [30], id="an hour without a zone"),
        pytest.param(("DTSTART:20251231T000000Z",), [30], id="18:00 here is the next day in UTC"),
        pytest.param(("DTSTART:20251231T000000Z", "DTEND:20251231T020000Z"), [30], id="18:00 to 20:00"),
        pytest.param(("DTSTART:20251230T060000Z", "DTEND:20251231T060000Z"), [30], id="midnight to midnight"),
        pytest.param(("DTSTART:20251230T060000Z", "DURATION:P1D"), [30], id="a day long"),
        pytest.param(("DTSTART:20251230T060000Z", "DTEND:20251231T060001Z"), [30, 31], id="a second more"),
        pytest.param(("DTSTART;TZID=America/New_York:20251231T003000",), [30], id="of another zone"),
        pytest.param(("DTSTART;TZID=Europe/Madrid:20251230T060000",), [29], id="of a zone far away"),
        pytest.param(("DTSTART;TZID=Oficina:20251231T003000",), [30], id="of a zone of its own"),
        pytest.param(("DTSTART;TZID=America/Mexico_City:20251230T233000",), [30], id="of our zone"),
        pytest.param(("DTSTART;TZID=Central Standard Time (Mexico):20251230T233000",), [30], id="of Windows"),
        pytest.param(("DTSTART;TZID=Nadie/La_Conoce:20251230T233000",), [30], id="of a zone nobody knows"),
        pytest.param(("DTSTART:20251229T150000", "DTEND:20251231T120000"), [29, 30, 31], id="several days"),
        pytest.param(("DTSTART:20251229T150000", "DTEND:20251231T000000"), [29, 30], id="until midnight"),
        pytest.param(("DTSTART:20251229T230000", "DURATION:PT2H"), [29, 30], id="hours over midnight"),
        pytest.param(("DTSTART;VALUE=DATE:20251229", "DURATION:P2D"), [29, 30], id="whole days by length"),
        pytest.param(("DTSTART;VALUE=DATE:20251229", "DTEND;VALUE=DATE:20251229"), [29], id="without length"),
        pytest.param(("DTSTART:20251229T090000", "DTEND:20251229T090000"), [29], id="an instant"),
    ],
)
def test_an_event_counts_for_its_local_days(lines: tuple[str, ...], days: list[int]) -> None:
    found = read("a.ics", ICS.format(more=NEW_YORK + an_event(*lines, "SUMMARY:Guardia")).encode())

    assert found.unread == ()
    assert [each.day for each in found.days[2:]] == [date(2025, 12, day) for day in days]


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - of UTC, as it is written
    st.integers(1, 5 * 24 * 60),
    st.sampled_from(["America/Mexico_City", "America/Tijuana", "Europe/Madrid", "Asia/Kathmandu", "UTC"]),
)
def test_every_local_day_that_an_event_touches_is_taken_and_no_other(
    start: datetime, minutes: int, name: str
) -> None:
    zone, begins = ZoneInfo(name), start.replace(microsecond=0, tzinfo=UTC)
    ends = begins + timedelta(minutes=minutes)
    event = an_event(f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}", "SUMMARY:Guardia")

    found = read("a.ics", ICS.format(more=event).encode(), zone)

    touched = {(begins + timedelta(minutes=each)).astimezone(zone).date() for each in range(0, minutes, 30)}
    touched.add((ends - timedelta(seconds=1)).astimezone(zone).date())
    assert [each.day for each in found.days[2:]] == sorted(touched)


@pytest.mark.parametrize("day", ["00010101T000000Z", "99991231T235959Z"])
def test_a_day_that_no_calendar_has_breaks_nothing(day: str) -> None:
    event = an_event(f"DTSTART:{day}", "DURATION:P9999999D", "SUMMARY:Nunca")

    assert read("a.ics", ICS.format(more=event).encode()).problem == "not_read"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\n , \n", "empty"),
        (b"fecha,nombre\n", "empty"),
        (b"a\0b", "not_text"),
        (b"PK\x03\x04", "not_text"),
        (b"%PDF-1.7", "not_text"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "not_read"),
        (b"x" * (LARGEST + 1), "too_large"),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(content: bytes, problem: str) -> None:
    found = read("a.csv", content)

    assert (found.days, found.problem) == ((), problem)


def test_a_list_of_years_is_refused() -> None:
    rows = "".join(f"2025-{month:02}-{day:02},Día\n" for month in range(1, 13) for day in range(1, 29))

    assert read("a.csv", rows.encode()).problem == "too_many"
    assert len(rows.splitlines()) > MOST_IN_FILE


@pytest.mark.parametrize(
    ("name", "is_one"), [("a.csv", True), ("A.ICS", True), ("a.xlsx", False), ("csv", False)]
)
def test_its_name_says_that_it_may_be_one(name: str, is_one: bool) -> None:
    assert is_calendar_file(name) is is_one


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    read("a.csv", content)


@given(st.text(max_size=80))
def test_no_calendar_breaks_the_reader(text: str) -> None:
    read("a.ics", ICS.format(more=f"{text}\r\n").encode("utf-8", "replace"))
