"""Inline mode: queries, answers and posted results."""

from typing import Any

import pytest
from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest

from sandbox.chat import InlineSeen
from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.inline import QUERY_LIMIT
from sandbox.server import Sandbox
from tests.sandbox.helpers import ANA_ID

TOO_OLD = "query is too old and response timeout expired"
BETO_ID = 504


def an_article(
    result_id: str = "402", text: str = "<b>402</b> va bien", **fields: Any
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(result_id, fields.pop("title", "Secretaría"), content, **fields)


async def asked(bot: Bot) -> str:
    """Return the id of the one waiting query, and acknowledge it."""
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert update.inline_query is not None
    return update.inline_query.id


async def test_the_bot_is_able_to_answer_inline(bot: Bot) -> None:
    assert (await bot.get_me()).supports_inline_queries


async def test_a_query_arrives_with_who_asks_what_and_from_where(bot: Bot, ana: PersonClient) -> None:
    await ana.asks_inline("x" * 300, offset="10", timeout=0, chat_type="group")

    (update,) = await bot.get_updates(allowed_updates=["inline_query"])

    query = update.inline_query
    assert query is not None
    assert (query.from_user.id, query.query, query.offset) == (ANA_ID, "x" * QUERY_LIMIT, "10")
    assert query.chat_type == "group"


async def test_a_query_is_not_brought_to_a_bot_that_does_not_ask_for_it(bot: Bot, ana: PersonClient) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await ana.asks_inline("402", timeout=0)

    assert await bot.get_updates(timeout=0) == ()


async def test_what_the_bot_answers_is_seen(bot: Bot, ana: PersonClient) -> None:
    waiting = await ana.asks_inline("402", timeout=0)
    button = InlineQueryResultsButton("Abrir el chat", start_parameter="inline")

    await bot.answer_inline_query(
        await asked(bot),
        [an_article(description="2 de 3")],
        next_offset="10",
        button=button,
        is_personal=True,
    )

    seen = await ana.asks_inline("402")
    assert not waiting.is_answered
    assert seen.is_from_cache
    assert [(each.id, each.title, each.description, each.text) for each in seen.results] == [
        ("402", "Secretaría", "2 de 3", "402 va bien")
    ]
    assert (seen.button, seen.start, seen.next_offset) == ("Abrir el chat", "inline", "10")


async def test_a_personal_answer_is_kept_for_nobody_else(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    beto = await client.person(BETO_ID, "Beto")
    await ana.asks_inline("402", timeout=0)
    await bot.answer_inline_query(await asked(bot), [an_article()], is_personal=True)
    await ana.asks_inline("504", timeout=0)
    await bot.answer_inline_query(await asked(bot), [an_article("504")])

    assert not (await beto.asks_inline("402", timeout=0)).is_answered
    assert (await beto.asks_inline("504", timeout=0)).is_from_cache
    assert not (await ana.asks_inline("504", offset="10", timeout=0)).is_answered


async def test_an_answer_without_cache_is_asked_for_again(bot: Bot, ana: PersonClient) -> None:
    await ana.asks_inline("402", timeout=0)
    await bot.answer_inline_query(await asked(bot), [an_article()], cache_time=0)

    assert not (await ana.asks_inline("402", timeout=0)).is_answered


async def test_a_query_is_answered_once_and_in_time(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await ana.asks_inline("402", timeout=0)
    answered = await asked(bot)
    await bot.answer_inline_query(answered, [])
    await ana.asks_inline("504", timeout=0)
    late = await asked(bot)
    await client.expires_inline()

    for query_id in (answered, late, "9"):
        with pytest.raises(BadRequest) as refused:
            await bot.answer_inline_query(query_id, [])
        assert TOO_OLD in refused.value.message.lower()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"results": [an_article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH", id="too many"),
        pytest.param({"results": [an_article(), an_article()]}, "RESULT_ID_DUPLICATE", id="one id twice"),
        pytest.param({"results": [an_article("")]}, "RESULT_ID_INVALID", id="no id"),
        pytest.param({"results": [an_article("ñ" * 33)]}, "RESULT_ID_INVALID", id="id of 66 bytes"),
        pytest.param({"results": [an_article(title=" ")]}, "ARTICLE_TITLE_EMPTY", id="no title"),
        pytest.param({"results": [an_article(text="")]}, "message text is empty", id="no text"),
        pytest.param({"results": [an_article(text="a" * 4097)]}, "message is too long", id="long text"),
        pytest.param({"results": [an_article(text="<b>a")]}, "can't find end tag", id="broken markup"),
        pytest.param({"results": [{"type": "photo", "id": "1"}]}, "articles only", id="a photo"),
        pytest.param({"results": {"id": "1"}}, "expected an array", id="no list"),
        pytest.param({"next_offset": "a" * 65}, "NEXT_OFFSET_INVALID", id="long offset"),
        pytest.param(
            {"button": {"text": " ", "start_parameter": "a"}}, "non-empty", id="button without text"
        ),
        pytest.param({"button": {"text": "a"}}, "START_PARAM_INVALID", id="button to nowhere"),
        pytest.param({"button": {"text": "a", "start_parameter": "a b"}}, "START_PARAM_INVALID", id="blank"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(
    bot: Bot, ana: PersonClient, answer: dict[str, Any], reason: str
) -> None:
    await ana.asks_inline("402", timeout=0)
    given = {"inline_query_id": await asked(bot), "results": [], **answer}

    with pytest.raises(BadRequest) as refused:
        await bot.do_api_request("answer_Inline_Query", given)

    assert reason.lower() in refused.value.message.lower()


async def test_fifty_results_are_taken(bot: Bot, ana: PersonClient) -> None:
    await ana.asks_inline("", timeout=0)
    await bot.answer_inline_query(await asked(bot), [an_article(str(n)) for n in range(50)])

    assert len((await ana.asks_inline("")).results) == 50


async def test_a_picked_result_is_posted_as_what_the_bot_wrote(bot: Bot, ana: PersonClient) -> None:
    await ana.asks_inline("402", timeout=0)
    await bot.answer_inline_query(await asked(bot), [an_article()])

    posted = await ana.picks(await ana.asks_inline("402"), "402")

    assert (posted.text, posted.from_bot) == ("402 va bien", False)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.via_bot is not None
    assert update.message.via_bot.username == "puntual_bot"
    assert update.message.text == "402 va bien"


async def test_nothing_is_posted_that_was_not_offered(bot: Bot, ana: PersonClient) -> None:
    unanswered = await ana.asks_inline("402", timeout=0)

    with pytest.raises(SandboxError, match="no hay un resultado 402"):
        await ana.picks(unanswered, "402")


async def test_nothing_is_posted_of_a_query_that_was_never_made(ana: PersonClient) -> None:
    with pytest.raises(SandboxError, match="no hay una consulta 9"):
        await ana.picks(InlineSeen("9"), "402")


async def test_nobody_waits_for_an_answer_when_the_server_stops(sandbox: Sandbox, ana: PersonClient) -> None:
    sandbox.world.inline.bell.close()

    assert not (await ana.asks_inline("402", timeout=30)).is_answered
