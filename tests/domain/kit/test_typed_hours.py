"""Hours and spans of hours in every way that people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.words.typed_hours import read_hour, read_hour_span


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        *(("9", 9, 0), ("09", 9, 0), ("9:00", 9, 0), ("9.30", 9, 30), ("09:00 hrs", 9, 0), ("9 h", 9, 0)),
        *(
            ("9h", 9, 0),
            ("9 hs", 9, 0),
            ("9 hrs.", 9, 0),
            ("9 hora", 9, 0),
            ("17 horas", 17, 0),
            ("9h30", 9, 30),
        ),
        *(("0900", 9, 0), ("1730 hrs", 17, 30), ("9:30:00", 9, 30), ("9:30 h", 9, 30), ("00:00", 0, 0)),
        *(
            ("9 am", 9, 0),
            ("9am", 9, 0),
            ("9 a.m.", 9, 0),
            ("9 a. m.", 9, 0),
            ("9 A M", 9, 0),
            ("5 pm", 17, 0),
        ),
        *(("5:15 p.m.", 17, 15), ("12 pm", 12, 0), ("12 am", 0, 0), ("5\u00a0p.\u00a0m.", 17, 0)),
        *(
            ("5 de la tarde", 17, 0),
            ("9 de la mañana", 9, 0),
            ("8 de la noche", 20, 0),
            ("12 de la noche", 0, 0),
        ),
        *(("nueve", 9, 0), ("a las nueve y media", 9, 30), ("cinco y cuarto de la tarde", 17, 15)),
        *(("la una", 1, 0), ("a la una y media pm", 13, 30), ("mediodía", 12, 0), ("medianoche", 0, 0)),
        *(("a las 4 en punto", 4, 0), ("16 h en punto", 16, 0), ("9'30", 9, 30), ("4 en punto pm", 16, 0)),
        *(("al mediodía", 12, 0), ("a las 16:00", 16, 0), ("para las 16 h", 16, 0), ("１７：００", 17, 0)),
    ],
)
def test_an_hour_is_read_however_it_is_typed(text: str, hour: int, minute: int) -> None:
    assert read_hour(text) == 60 * hour + minute


@pytest.mark.parametrize(
    "text",
    [
        *("", "h", "24", "24:00", "25 h", "9:60", "9:5", "13 pm", "0 am", "9:45 y media", "-9", "9 x", "999"),
        *("nueve y medio", "trece", "9 a 17", "2500", "1260", "de la tarde", "am", "9 pm am"),
    ],
)
def test_what_is_no_hour_is_none(text: str) -> None:
    assert read_hour(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [("4", 16), ("las 7", 19), ("8", 8), ("12", 12), ("0", 0), ("4 am", 4), ("5 de la mañana", 5)],
)
def test_of_what_nobody_does_at_night_a_bare_hour_is_of_the_day(text: str, hour: int) -> None:
    assert read_hour(text, of_the_day=True) == 60 * hour


NINE, FIVE = 9 * 60, 17 * 60


@pytest.mark.parametrize(
    "text",
    [
        *("9 a 17", "9 h a 17 h", "de 9 a 17 h", "9h-17h", "9-17", "9–17", "9 — 17 hrs", "entre 9 y 17"),
        *(
            "entre las 9 y las 17 horas",
            "desde las 9 hasta las 17",
            "de las 9:00 a las 17:00 hrs",
            "9:00 a 17:00",
        ),
        *(
            "9 am a 5 pm",
            "9am-5pm",
            "9 a.m. - 5 p.m.",
            "9 a. m. a 5 p. m.",
            "de 9 de la mañana a 5 de la tarde",
        ),
        *("nueve a cinco", "de nueve a cinco de la tarde", "9 a 5", "9 a 5 pm"),
        *("9 am a 5", "0900-1700", "0900 a 1700 hrs", "De 9 A 17 H.", "9.00 h a 17.00 h", "  9   a   17  "),
        *("9:00 h a 17:00 h", "de 9 hrs. a 17 hrs.", "9a17", "９ a １７"),
    ],
)
def test_a_span_is_read_however_it_is_typed(text: str) -> None:
    assert read_hour_span(text) == (NINE, FIVE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("2 a 5 pm", 14, 17, id="both of the afternoon"),
        pytest.param("11 a 3 pm", 11, 15, id="over noon"),
        pytest.param("10 a 12 pm", 10, 12, id="until noon"),
        pytest.param("12 a 3 pm", 12, 15, id="from noon"),
        pytest.param("12 a 3", 12, 15, id="from noon, not said"),
        pytest.param("7 a 9 am", 7, 9, id="both of the morning"),
        pytest.param("3 pm a 5", 15, 17, id="the second like the first"),
        pytest.param("9 am a 12", 9, 12, id="in order already"),
        pytest.param("mediodía a 5", 12, 17, id="by name"),
        pytest.param("15 a 10", 15, 10, id="turned round"),
        pytest.param("15 a 5", 15, 5, id="of the whole day, turned round"),
        pytest.param("10 a 10", 10, 10, id="nothing"),
    ],
)
def test_what_one_end_leaves_open_the_other_one_says(text: str, start: int, end: int) -> None:
    assert read_hour_span(text) == (60 * start, 60 * end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9",
        "9 y media",
        "de 9",
        "9 a",
        "a 17",
        "25 a 26",
        "9 a 17 a 18",
        "9 17",
        "en la tarde",
        "31/12 al 26/12",
    ],
)
def test_what_is_no_span_is_none(text: str) -> None:
    assert read_hour_span(text) is None


BEFORE = st.sampled_from(["", "de ", "de las ", "desde las ", "entre ", "entre las "])
BETWEEN = st.sampled_from([" a ", " y ", "-", " – ", " hasta las ", " a las "])
AFTER = st.sampled_from(["", " h", "h", " hrs", " hrs.", " horas", " hs"])


def spelled(minutes: int, style: int) -> str:
    hour, minute = divmod(minutes, 60)
    half = "am" if hour < 12 else "pm"
    return (
        f"{hour}:{minute:02}",
        f"{hour:02}.{minute:02}",
        f"{hour:02}{minute:02}",
        f"{hour % 12 or 12}:{minute:02} {half}",
        f"{hour % 12 or 12}:{minute:02} {half[0]}. {half[1]}.",
        f"{hour}h{minute:02}",
    )[style]


MINUTES = st.integers(0, 24 * 60 - 1)
STYLES = st.integers(0, 5)


@given(MINUTES, STYLES, AFTER, st.sampled_from(["", "a las ", "las "]))
def test_every_hour_reads_back(minutes: int, style: int, after: str, before: str) -> None:
    text = f"{before}{spelled(minutes, style)}{after if style not in (3, 4) else ''}"

    assert read_hour(text) == minutes


@given(MINUTES, MINUTES, STYLES, BEFORE, BETWEEN, AFTER)
def test_every_span_reads_back(
    start: int, end: int, style: int, before: str, between: str, after: str
) -> None:
    start, end = sorted((start, end))
    after = after if style not in (3, 4) else ""

    text = f"{before}{spelled(start, style)}{after}{between}{spelled(end, style)}{after}"

    assert read_hour_span(text) == (start, end) or (start == end and read_hour_span(text) is not None)


@given(st.text(max_size=40) | st.text("0123456789:.h apm-y lasde", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    hour, span = read_hour(text), read_hour_span(text)

    assert hour is None or 0 <= hour < 24 * 60
    assert span is None or all(0 <= each < 24 * 60 for each in span)
