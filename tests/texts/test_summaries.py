"""A summary is one short message with any number of URs and any length of names."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summary.words import LONGEST
from bot.switchboard.words import word
from domain.kit.avances import Missing
from domain.kit.said import Said
from domain.summary.changes import Changes, Counted, Extended
from domain.summary.messages import FinalText, Forecast, News, OutlookLine, SummaryText, UnitGap, WeeklyText
from domain.summary.punctuality import HandIn, ranked
from sandbox.formatting import utf16_length
from tests.golden.summaries import DAILY, FINAL, OAXACA, OUTAGE, WEEKLY
from tests.messages import CLOSE, T3, a_due
from tests.texts.reading import parsed
from texts.kit.rendering import Message

NAMES = st.text(max_size=90)
CODES = st.text("0123456789AZ<&ñ", min_size=1, max_size=30)
AMOUNTS = st.integers(0, 4000)
LINES = st.lists(
    st.builds(OutlookLine, NAMES, st.integers(0, 100), st.none() | st.integers(0, 100)), max_size=8
).map(tuple)


def many(amount: int, code: str) -> tuple[str, ...]:
    """Return this many long codes."""
    return tuple(f"{code}{number}" for number in range(amount))


def gaps(amount: int, code: str, level: str) -> tuple[UnitGap, ...]:
    lacks = tuple((level, tuple(Missing)) for _ in range(3))
    return tuple(UnitGap(each, 40, 40, lacks) for each in many(amount, code))


def changes(amount: int, code: str) -> Changes:
    codes = many(amount, code)
    counted = tuple(Counted(each, 40) for each in codes)
    values: dict[str, Any] = {each.name: codes for each in fields(Changes)}
    granted = tuple(Extended(each, CLOSE) for each in codes)
    values |= {"advanced": counted, "corrected": counted, "reassigned": counted, "granted": granted}
    return Changes(**values)


@st.composite
def summaries(draw: st.DrawFn) -> SummaryText:
    code, level, since = draw(CODES), draw(NAMES), draw(st.integers(0, 9))
    news = News(datetime(2025, 9, 25 - since, 8, 30, tzinfo=OAXACA), changes(draw(st.integers(0, 40)), code))
    return SummaryText(
        period=T3,
        day=date(2025, 9, 25),
        due=a_due(draw(st.integers(-400, 60))),
        complete=draw(AMOUNTS),
        not_started=gaps(draw(AMOUNTS), code, level),
        incomplete=gaps(draw(AMOUNTS), code, level),
        unreachable=many(draw(AMOUNTS), code),
        unsent=many(draw(AMOUNTS), code),
        outage=draw(st.sampled_from([None, OUTAGE])),
        prorrogas_awaited=many(draw(AMOUNTS), code),
        reassigned=many(draw(AMOUNTS), code),
        news=draw(st.sampled_from([None, news])),
        forecast=Forecast(draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS), draw(LINES), draw(LINES)),
        to_remind=draw(AMOUNTS),
        is_daily=draw(st.booleans()),
    )


@settings(max_examples=25)
@given(summaries())
def test_a_summary_has_fewer_than_fifteen_hundred_characters(said: SummaryText) -> None:
    message = parsed(said)

    assert utf16_length(message.text) < 1500
    assert len(html_of(said)) < 1500 + 600  # tags and character references
    assert not said.units or f"({said.units} UR)" in message.text


@settings(max_examples=30)
@given(CODES, AMOUNTS, NAMES, LINES, LINES)
def test_a_weekly_summary_is_as_short_as_any_message(
    code: str, amount: int, level: str, programmes: tuple[OutlookLine, ...], ejes: tuple[OutlookLine, ...]
) -> None:
    forecast = Forecast(amount, amount, amount, programmes, ejes)
    worst = gaps(5, code, level)
    said = WeeklyText(T3, CLOSE, a_due(), amount, amount, amount, 1, worst, forecast, programmes, ejes)

    assert utf16_length(parsed(said).text) <= 900


@settings(max_examples=30)
@given(CODES, AMOUNTS, st.integers(1, 60))
def test_a_final_summary_is_as_short_as_any_message(code: str, amount: int, days: int) -> None:
    hand_ins = (
        HandIn(each, "Área", CLOSE, None if place % 5 == 0 else CLOSE + timedelta(days=3 - place % days))
        for place, each in enumerate(many(amount, code))
    )
    said = FinalText(T3, date(2025, 10, 7), False, amount, amount, ranked(hand_ins, date(2025, 10, 8)))

    assert utf16_length(parsed(said).text) <= 900


@pytest.mark.parametrize("said", [DAILY, WEEKLY, FINAL], ids=["daily", "weekly", "final"])
def test_the_longest_lists_that_fit_are_taken(said: Said) -> None:
    assert "… y 1 más" not in parsed(said).text
    assert len(html_of(said)) < LONGEST


def test_what_changed_comes_first_and_then_the_worst() -> None:
    text = parsed(DAILY).text

    places = [
        text.index(words)
        for words in ("Desde el mié 24 sep", "Sin iniciar: 304", "Incompletas:", "A su paso")
    ]
    assert places == sorted(places)


def html_of(said: Said) -> str:
    message = word(said)
    assert isinstance(message, Message)
    return message.html
