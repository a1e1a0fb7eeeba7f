"""Every message a person can get, byte by byte, and rules for all of them."""

import re

import pytest

from bot.switchboard.answers import BUTTONS
from bot.switchboard.words import word
from domain.kit.said import Said
from domain.people.welcome_messages import CommandMenu
from sandbox.formatting import utf16_length
from tests.golden import FOLDER, path_of, printed
from tests.golden.catalogue import LISTS_ASKED_FOR, MESSAGES
from tests.texts.reading import buttons, parsed, readability, sentences, worded
from texts.kit.wording import WORDINGS
from usecases.switchboard.messages import MESSAGES as KINDS

TEXTS = {name: said for name, said in MESSAGES.items() if not isinstance(said, CommandMenu)}
LOOKED_UP = {each for each in KINDS.values() if each.declared.is_looked_up}
"""What becomes another message, or an edit of one, before it is worded."""

every_message = pytest.mark.parametrize("said", MESSAGES.values(), ids=MESSAGES.keys())
every_text = pytest.mark.parametrize("said", TEXTS.values(), ids=TEXTS.keys())

NO_TUTEO = r"\b(tú|te|ti|tu|tus|tuyo|puedes|tienes|quieres|debes|escribe|envía|toca|pide)\b"
NO_APOLOGY = r"\b(perdón|disculp\w+|lo siento|lamentamos|lamento|desafortunadamente|ups)\b"
NO_BLAME = r"\b(error|equivoc\w+|incorrect\w+|inválid\w+|olvid\w+|culpa|falló|indebid\w+)\b"
ENGLISH = (
    r"\b(the|and|or|your|you|please|file|files|error|button|ok|click|status|help|not|value|none|true|false)\b"
)


@pytest.mark.parametrize("name", MESSAGES)
def test_message_reads_as_its_golden_file(name: str) -> None:
    assert printed(word(MESSAGES[name])) == path_of(name).read_text(encoding="utf-8"), (
        "read it aloud; if it is better now: python -m tests.golden"
    )


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(MESSAGES), "python -m tests.golden"


def test_every_kind_of_message_has_a_wording_and_a_golden_file() -> None:
    kinds = set(KINDS.values()) - LOOKED_UP

    assert set(WORDINGS) == kinds, "no words: write a function under @words(…)"
    assert {type(said) for said in MESSAGES.values()} == kinds, "no golden message: add one in tests/golden"


@pytest.mark.parametrize("name", TEXTS)
def test_message_is_short_unless_a_list_was_asked_for(name: str) -> None:
    limit = 4096 if name.startswith(LISTS_ASKED_FOR) else 900

    assert utf16_length(parsed(TEXTS[name]).text) <= limit


@every_text
def test_message_says_something(said: Said) -> None:
    assert parsed(said).text.strip()
    assert "None" not in worded(said).html


@every_text
def test_message_asks_one_thing_at_most(said: Said) -> None:
    assert parsed(said).text.count("¿") <= 1


@every_text
def test_message_neither_shouts_nor_says_tu_nor_apologises_nor_blames(said: Said) -> None:
    text = parsed(said).text + " ".join(button.label for button in buttons(said))

    assert not re.search(r"[!¡]", text)
    for unwanted in (NO_TUTEO, NO_APOLOGY, NO_BLAME):
        assert not re.search(unwanted, text, re.IGNORECASE)


@every_message
def test_message_has_no_english_words(said: Said) -> None:
    assert not re.search(ENGLISH, re.sub(r"\] \S+", "]", printed(word(said))), re.IGNORECASE)


@every_message
def test_buttons_fit_a_phone(said: Said) -> None:
    rendered = word(said)
    rows = getattr(rendered, "keyboard", ())

    assert len(buttons(said)) <= 8
    assert all(1 <= len(row) <= 2 for row in rows)
    assert all(1 <= len(button.label) <= 60 for button in buttons(said))


@every_message
def test_buttons_come_back_as_what_they_say(said: Said) -> None:
    for button in buttons(said):
        assert 1 <= len(button.data.encode()) <= 64
        assert BUTTONS.unpack(button.data) is not None


@every_message
def test_buttons_of_a_message_differ(said: Said) -> None:
    labels = [button.label for button in buttons(said)]

    assert len(set(labels)) == len(labels)


def test_sentences_are_easy_to_read() -> None:
    told = {name: sentences(said) for name, said in TEXTS.items()}
    scores = {name: readability(text) for name, text in told.items() if text.strip()}
    hard = [f"{score:6.1f}  {name}: {told[name]!r}" for name, score in scores.items() if score < 65]

    assert len(scores) > 100
    assert not hard, "Szigriszt-Pazos under 65:\n" + "\n".join(sorted(hard))
