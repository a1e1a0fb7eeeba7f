"""Text of people and documents is shown unchanged, and can neither break nor imitate a message."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.switchboard.words import answered
from domain.kit.said import Said
from domain.people.welcome_messages import CommandMenu
from sandbox.formatting import Formatted, parse_html, utf16_length
from tests.golden.catalogue import LISTS_ASKED_FOR, MESSAGES
from tests.texts.reading import buttons, parsed, worded
from texts.kit.formats import clean

T = TypeVar("T")
Change = Callable[[str], str]

TEXTS = {name: said for name, said in MESSAGES.items() if not isinstance(said, CommandMenu)}
OURS = {
    "token",
    "hash",
    "problem",
    "flags",
    "file_sha256",
    "kind",
    "asked",
    "change",
    "format",
    "formats",
    "fault",
}
"""Fields that nobody types and no document prints."""
SIGNS = "<b>&\"'</a>&lt;\u202e\u2066\u200d\u00a0\x00\x07\n\ud83d\ude00".encode(
    "utf-16", "surrogatepass"
).decode("utf-16")

every_text = pytest.mark.parametrize("said", TEXTS.values(), ids=TEXTS.keys())
hostile = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


def with_texts(thing: T, change: Change) -> T:
    """Replace every external text of a message."""
    if is_dataclass(thing) and not isinstance(thing, type):
        held = {f.name: getattr(thing, f.name) for f in fields(thing) if f.init and f.name not in OURS}
        return replace(thing, **{name: with_texts(value, change) for name, value in held.items()})
    if isinstance(thing, tuple):
        return tuple(with_texts(each, change) for each in thing)  # type: ignore[return-value]
    if isinstance(thing, str) and not isinstance(thing, Enum):
        return change(thing) if thing else thing  # type: ignore[return-value]
    return thing


@every_text
def test_a_hostile_text_is_shown_and_changes_nothing_else(said: Said) -> None:
    # No @given on the test itself: Hypothesis nests its settings for each pytest case, and exceeds the
    # recursion limit after some nine hundred cases.
    marked = parsed(with_texts(said, lambda _: "Qq7"))

    @settings(max_examples=8, deadline=None)
    @given(text=hostile)
    @example(text='<b>&"\u202e')
    @example(text="\t")
    def is_shown(text: str) -> None:
        _is_shown(said, marked, text)

    is_shown()


def _is_shown(said: Said, marked: Formatted, text: str) -> None:
    shown = " ".join(clean(text).split())

    hostile_said = with_texts(said, lambda _: text)
    hurt = parsed(hostile_said)

    assert _kinds(hurt.entities) <= _kinds(marked.entities)
    if "Qq7" in marked.text and shown:
        assert shown.casefold() in " ".join(hurt.text.split()).casefold()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09]", hurt.text)
    assert all(button.label and button.label == clean(button.label) for button in buttons(hostile_said))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("text", ["Ñandú " * 60, "W" * 400, "😀" * 300], ids=["words", "one-word", "emoji"])
def test_long_texts_do_not_make_a_message_too_long(name: str, text: str) -> None:
    said = with_texts(TEXTS[name], lambda old: text if len(old) > 20 else old)

    limit = 4096 if name.startswith(LISTS_ASKED_FOR) else 900
    assert utf16_length(parsed(said).text) <= limit
    assert all(len(button.label) <= 60 for button in buttons(said))


@given(text=hostile)
def test_an_answer_is_repeated_as_it_was_written(text: str) -> None:
    shown = " ".join(clean(text).split())

    edited = parse_html(answered(worded(MESSAGES["question_value"]), text)).text

    assert edited.endswith(f"\n\n✓ {shown}")


def _kinds(entities: tuple[dict[str, Any], ...]) -> set[str]:
    return {entity["type"] for entity in entities}
