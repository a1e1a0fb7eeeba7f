"""Inline results and the button above them: short, escaped, within Telegram's limits."""

import pytest

from bot.status.inline_words import (
    KNOWN_SECONDS,
    LONGEST_BUTTON,
    OPEN_CHAT,
    STRANGER_SECONDS,
    inline_list,
    not_a_period,
)
from domain.kit.report_messages import NoProgramme
from domain.people.welcome_messages import NotAllowed, Stranger
from domain.status.messages import UnitsNotFound
from domain.status.unit_search import Entry, Kind
from sandbox.formatting import parse_html, utf16_length
from tests.facts import NOW
from tests.messages import T3, a_programme, a_reported_line, a_status, some_lines
from usecases.status.answer_inline import InlineAnswer, InlineRefusal

NEAR = (Entry(Kind.UNIT, "402", "Secretaría Particular"),)


def test_a_result_shows_what_will_be_posted_and_that_all_will_see_it() -> None:
    status = a_status(a_programme(a_reported_line()), name="Secretaría <Particular>")

    (article,) = inline_list(InlineAnswer((status,), next_offset=10), NOW).articles

    assert (article.id, article.title) == ("402-3T2025", "402 · Secretaría <Particular> · 3T2025")
    assert article.description == "1 de 1 reportados. Lo verán todos en este chat."
    assert parse_html(article.html).text.endswith("\n\nConsultado el 25 sep 2025, 12:00 h")
    assert "Secretaría <Particular>" in parse_html(article.html).text


def test_sixty_indicators_stay_short() -> None:
    status = a_status(a_programme(*some_lines(60)))

    (article,) = inline_list(InlineAnswer((status,)), NOW).articles

    assert utf16_length(parse_html(article.html).text) <= 950


def test_the_next_page_begins_where_the_answer_says() -> None:
    assert inline_list(InlineAnswer((), next_offset=10), NOW).next_offset == "10"
    assert inline_list(InlineAnswer(()), NOW).next_offset == ""


@pytest.mark.parametrize(
    ("refusal", "button"),
    [
        (Stranger(), "Solo con invitación: abrir el chat de Puntual"),
        (NotAllowed(("402", "504")), "Usted puede ver 402 y 504"),
        (UnitsNotFound("partikular", NEAR, T3), "No hay «partikular». ¿402 Secretaría Particular?"),
        (UnitsNotFound("tesorería", (), T3), "No hay «tesorería». Escriba un código o un nombre"),
        (NoProgramme("402", 2019, ()), "402 no tiene programa de 2019"),
    ],
)
def test_without_results_the_button_says_why(refusal: InlineRefusal, button: str) -> None:
    found = inline_list(InlineAnswer(refusal=refusal), NOW)

    assert (found.articles, found.button) == ((), button)
    is_stranger = isinstance(refusal, Stranger)
    assert found.cache_seconds == (STRANGER_SECONDS if is_stranger else KNOWN_SECONDS)


def test_the_button_is_never_too_long() -> None:
    long = "x" * 300
    said = UnitsNotFound(long, (Entry(Kind.UNIT, "402", long),), T3)

    for found in (inline_list(InlineAnswer(refusal=said), NOW), not_a_period(long)):
        assert 1 <= len(found.button) <= LONGEST_BUTTON
    assert inline_list(InlineAnswer(), NOW).button == OPEN_CHAT
