"""Every message is read from the outbox exactly as it was written, to the last digit."""

import json
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.capture.messages import Cancelled, OldButton
from domain.kit.dialogues.abouts import ABOUTS
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.periods import QUARTERS, Period
from domain.kit.said import Said
from usecases.kit.outgoing import encode, kind_of
from usecases.switchboard.messages import MESSAGES, NotUnderstood, decode

CLASSES: tuple[type, ...] = tuple(MESSAGES.values())

st.register_type_strategy(Period, st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS)))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
# PostgreSQL takes no NUL, and JSON no half of a surrogate pair.
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
st.register_type_strategy(str, st.text(LETTERS, max_size=12))
st.register_type_strategy(datetime, st.datetimes().map(lambda at: at.replace(fold=0, tzinfo=UTC)))
st.register_type_strategy(
    Mapping,
    lambda of: st.dictionaries(st.text(LETTERS), st.from_type((get_args(of) or (str, str))[1]), max_size=3),
)


def _tuples(of: type) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of each are enough: lists within lists within lists take their time."""
    parts = get_args(of)
    if parts[1:] == (...,):
        return st.lists(st.from_type(parts[0]), max_size=2).map(tuple)
    return st.tuples(*map(st.from_type, parts))


st.register_type_strategy(tuple, _tuples)


def _dialogues(cls: type[FormQuestion]) -> st.SearchStrategy[FormQuestion]:
    """What a question is about is declared by its kind; of any other kind it is about nothing more."""
    hints = get_type_hints(cls)
    fields = {each.name: st.from_type(hints[each.name]) for each in dataclass_fields(cls)}

    def of_kind(kind: str) -> st.SearchStrategy[FormQuestion]:
        return st.builds(cls, **fields | {"kind": st.just(kind), "about": st.from_type(ABOUTS[kind])})

    plain = st.builds(cls, **fields | {"kind": st.sampled_from(["nudge", ""]), "about": st.none()})
    return plain | st.sampled_from(sorted(ABOUTS)).flatmap(of_kind)


st.register_type_strategy(FormQuestion, _dialogues)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_message_comes_out_of_the_outbox_as_it_went_in(cls: type, data: st.DataObject) -> None:
    said = data.draw(st.from_type(cls))

    stored = json.loads(json.dumps(encode(said)))
    back = decode(kind_of(said), stored)

    # repr tells 25.0 from 25 and a tuple from a list, which equality of decimals would not.
    assert _in_words(back) == _in_words(said)
    assert back == said


def _in_words(said: Said) -> str:
    """UTC has two names; what an instant says is the same."""
    return repr(said).replace("datetime.timezone.utc", "UTC").replace("TzInfo(0)", "UTC")


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_message_is_a_frozen_fact(cls: type) -> None:
    assert is_dataclass(cls)
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "data"),
    [("horoscope", {}), ("refused", {"problem": "of_tomorrow", "said": "25"}), ("saved", {})],
    ids=["kind", "value", "fields"],
)
def test_what_a_later_version_stored_is_not_understood(kind: str, data: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        decode(kind, data)


def test_data_is_plain_json() -> None:
    data: dict[str, Any] = encode(Cancelled("Componente 7"))

    assert data == {"level": "Componente 7"}


def test_what_says_nothing_is_left_out() -> None:
    assert encode(OldButton()) == {}
    assert encode(OldButton("Componente 7", Decimal("25.0"))) == {"level": "Componente 7", "value": "25.0"}


def test_rows_that_an_earlier_version_stored_in_full_are_read() -> None:
    assert decode("old_button", {"level": "", "value": None}) == OldButton()
