"""Commands, links, quarters and URs are read as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.typed import StatusArguments, TypedCommand, is_period, read_command, read_status_arguments
from domain.kit.periods import Period, PeriodNotUnderstood


@pytest.mark.parametrize(
    ("rest", "unit", "period"),
    [
        ("", None, None),
        ("402", "402", None),
        ("3T2025", None, "3T2025"),
        ("402 3T2025", "402", "3T2025"),
        ("3T2025 402", "402", "3T2025"),
        ("3t 2025 402", "402", "3T2025"),
        ("402 2025-T3", "402", "3T2025"),
        ("  402   T3 2025 ", "402", "3T2025"),
        ("402 402", "402", None),
    ],
)
def test_status_takes_its_arguments_in_any_order(rest: str, unit: str | None, period: str | None) -> None:
    expected = Period.parse(period) if period else None

    assert read_status_arguments(rest) == StatusArguments(unit, expected)


@pytest.mark.parametrize("rest", ["40", "4022", "402 504", "5T2025", "402 mañana", "٤٠٢", "3T1999"])
def test_status_says_which_argument_is_no_quarter(rest: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        read_status_arguments(rest)

    assert refusal.value.text in rest


@given(rest=st.text())
def test_status_reads_any_arguments_or_says_which_not(rest: str) -> None:
    try:
        read_status_arguments(rest)
    except PeriodNotUnderstood:
        assert not is_period(rest)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/estado", TypedCommand("estado", "")),
        ("/Estado 402", TypedCommand("estado", "402")),
        ("/estado@puntual_bot 402 3T2025", TypedCommand("estado", "402 3T2025")),
        ("  /capturar   7.1 ", TypedCommand("capturar", "7.1")),
        ("/start\nAbC-1_2", TypedCommand("start", "AbC-1_2")),
        ("/start inline", TypedCommand("start", "")),
    ],
)
def test_a_command_is_read_with_its_rest(text: str, command: TypedCommand) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize("text", ["estado", "/", "//", "/ estado", "/está", "a /estado", ""])
def test_another_text_is_no_command(text: str) -> None:
    assert read_command(text) is None


@given(text=st.text())
def test_any_text_is_a_command_or_not(text: str) -> None:
    read_command(text)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        pytest.param("/start v_0000000000", "verificar", "0000000000", id="the QR of an acuse"),
        pytest.param("/start v_0000000001", "start", "v_0000000001", id="no code"),
        pytest.param("/start v_" + "0" * 30, "start", "v_" + "0" * 30, id="an invitation like it"),
        pytest.param("/start 0000000000", "start", "0000000000", id="another link"),
        pytest.param("/estado v_0000000000", "estado", "v_0000000000", id="another command"),
    ],
)
def test_the_link_of_an_acuse_is_taken_for_no_invitation(text: str, name: str, rest: str) -> None:
    assert read_command(text) == TypedCommand(name, rest)
