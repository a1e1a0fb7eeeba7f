"""Telegram HTML: text, entities and refusals."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import ApiError
from sandbox.formatting import Entity, Formatted, parse_html, utf16_length
from sandbox.texts import detected, message_text, trimmed

SIMPLE_TAGS = st.sampled_from(["b", "strong", "i", "em", "u", "s", "code", "pre", "tg-spoiler", "blockquote"])


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == Formatted(text)


@given(st.text(), SIMPLE_TAGS, st.text(min_size=1), st.text())
def test_a_tag_covers_what_is_inside_it(before: str, tag: str, inside: str, after: str) -> None:
    formatted = parse_html(f"{escape(before)}<{tag}>{escape(inside)}</{tag}>{escape(after)}")

    assert formatted.text == before + inside + after
    (entity,) = formatted.entities
    assert _covered(formatted.text, entity) == inside


@given(st.lists(st.text(min_size=1), min_size=2, max_size=5))
def test_nested_tags_are_ordered_from_the_outside_in(texts: list[str]) -> None:
    source = "".join(f"<b>{escape(text)}" for text in texts) + "</b>" * len(texts)

    entities = parse_html(source).entities

    lengths = [entity["length"] for entity in entities]
    assert lengths == sorted(lengths, reverse=True)
    assert [entity["offset"] for entity in entities] == sorted(entity["offset"] for entity in entities)


@given(st.text(alphabet="<>/&b; ='\"a\n", max_size=30))
def test_broken_markup_is_refused_and_never_crashes(source: str) -> None:
    try:
        parse_html(source)
    except ApiError as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="https://x.mx/?a=1&amp;b=2">x</a>', {"type": "text_link", "url": "https://x.mx/?a=1&b=2"}),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-sql">x</code></pre>', {"type": "pre", "language": "sql"}),
        ("<INS>x</INS>", {"type": "underline"}),
        (
            '<tg-time unix="1759276740" format="wDT">x</tg-time>',
            {"type": "date_time", "unix_time": 1759276740, "date_time_format": "wDT"},
        ),
        ('<tg-time unix="1759276740">x</tg-time>', {"type": "date_time", "unix_time": 1759276740}),
        (
            '<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>',
            {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"},
        ),
    ],
)
def test_a_tag_becomes_its_entity(source: str, entity: Entity) -> None:
    assert parse_html(source) == Formatted("x", (entity | {"offset": 0, "length": 1},))


@pytest.mark.parametrize("source", ["<b></b>x", '<a href="">x</a>', '<a href="no link">x</a>'])
def test_what_would_cover_nothing_or_lead_nowhere_is_no_entity(source: str) -> None:
    assert parse_html(source) == Formatted("x")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("á<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="1" format="YYYY">x</tg-time>', "Invalid date-time format specified"),
        ("&#xD800;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_a_refusal_names_what_is_wrong(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize("source", ["&nbsp;", "&", "& amp", "&#0;", "&ltx"])
def test_a_reference_that_telegram_does_not_know_stays_text(source: str) -> None:
    assert parse_html(source).text == source


def test_trimming_moves_the_entities() -> None:
    formatted = trimmed(parse_html("  🟢 <b>en meta </b> \n"))

    assert formatted.text == "🟢 en meta"
    assert _covered(formatted.text, formatted.entities[0]) == "en meta"


def test_an_entity_over_nothing_but_trimmed_space_is_gone() -> None:
    assert trimmed(parse_html("x<b> </b>")) == Formatted("x")


def test_commands_and_links_are_found_in_plain_text() -> None:
    formatted = detected(Formatted("🔔 use /estado o https://x.mx/a."))

    kinds = [(entity["type"], _covered(formatted.text, entity)) for entity in formatted.entities]
    assert kinds == [("bot_command", "/estado"), ("url", "https://x.mx/a")]


@pytest.mark.parametrize("text", ["SP/DSAV/112/2025", "3/4", "y/o", "https//x"])
def test_a_slash_inside_a_word_is_no_command(text: str) -> None:
    assert detected(Formatted(text)).entities == ()


def test_nothing_is_found_inside_code() -> None:
    assert [each["type"] for each in message_text("<code>/estado</code>", "HTML", None).entities] == ["code"]


def _covered(text: str, entity: Entity) -> str:
    encoded = text.encode("utf-16-le")
    begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    assert end // 2 <= utf16_length(text)
    return encoded[begin:end].decode("utf-16-le")
