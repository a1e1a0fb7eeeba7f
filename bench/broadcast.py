"""The time to remind everybody under Telegram's limits, and the number of refusals."""

import asyncio
import tempfile
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bench.city import Plan, asker_ids, enlace_ids
from bench.figures import Figure
from bench.ours import a_puntual, at_work
from bench.stand_in import TOKEN, StandIn, a_stand_in

RATE = 30
TEXT = "🔔 Faltan 3 días hábiles para entregar el 3T2025. " + "Componente 1: falta el valor. " * 15

Broadcast = Callable[[StandIn, Plan], Awaitable[None]]


@dataclass(frozen=True)
class Course:
    """One broadcast: `seconds` from the first message to the end of the last one's slot."""

    who: str
    seconds: float
    accepted: int
    refused: int
    busiest_second: int
    waits: list[float]


async def measure(*, quick: bool) -> list[Figure]:
    people = 300 if quick else 3000
    plan = Plan(units=40, enlaces=people)
    runners = {"Puntual": ours, "PTB AIORateLimiter": limiter_at_once, "loop, sleep(0.05)": sleeping_loop}
    courses = [await run_course(who, runner, plan) for who, runner in runners.items()]
    return figures_of(courses, people)


def figures_of(courses: list[Course], people: int) -> list[Figure]:
    """Return seconds and refusals of each, ours first, and the time that the limit requires."""
    limit, own, figures = people / RATE, courses[0], []
    for course in courses:
        is_ours = course is own
        lost = max(0, people - course.accepted)
        told = f"{limit / course.seconds:.1%} of Telegram's {RATE}/s; {lost} never sent"
        seconds = Figure("broadcast", course.who, course.seconds, "s", bound=told)
        refused = Figure("broadcast 429", course.who, course.refused, "refused", bound=_room(course))
        if is_ours:
            goal = f"<= {1.03 * limit:.4g} s"
            seconds = Figure(**vars(seconds) | {"target": goal, "is_met": course.seconds <= 1.03 * limit})
            seconds = Figure(**vars(seconds) | {"ratio": course.seconds / limit, "against": "the limit"})
            refused = Figure(**vars(refused) | {"target": "0", "is_met": course.refused == 0 and lost == 0})
        else:
            ratio = own.seconds / course.seconds
            seconds = Figure(**vars(seconds) | {"ratio": ratio, "against": "(ours / theirs)"})
        figures += [seconds, refused]
    return figures


def _room(course: Course) -> str:
    """Say how near the sends came to the limit per second, above which Telegram refuses."""
    return f"Telegram takes {RATE} in a second: {course.busiest_second} in the busiest one"


async def run_course(who: str, broadcast: Broadcast, plan: Plan, *, asking: bool = False) -> Course:
    """Run one broadcast; with `asking`, people ask from its first accepted message on."""
    everybody = plan.enlaces + plan.askers
    async with a_stand_in(everybody + plan.implan, asker_ids(plan), limited=True) as stand_in:
        asked = asyncio.create_task(_ask_meanwhile(stand_in)) if asking else None
        await broadcast(stand_in, plan)
        if asked is not None:
            await asked
        waits = await stand_in.end_questions() if asking else []
        counts = await stand_in.client.counts()
    sends = counts["sends"]
    seconds = sends["last_at"] - sends["first_at"] + 1 / RATE
    refused = sends["too_many_requests"]
    return Course(who, seconds, sends["accepted"], refused, counts["busiest_second"], waits)


async def _ask_meanwhile(stand_in: StandIn) -> None:
    """Begin the questions once the broadcast runs: a starting bot answers nobody."""
    while not (await stand_in.client.counts())["sends"]["accepted"]:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.1)
    await stand_in.begin_questions()


async def ours(stand_in: StandIn, plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_puntual(Path(folder), plan, stand_in.url, send_rate=RATE) as puntual:
            await puntual.ticks.reminders()
            async with at_work(puntual):
                await until_sent(stand_in, plan.enlaces)


async def until_sent(stand_in: StandIn, count: int) -> None:
    """Wait until this many messages were accepted; an answer to a question counts as well."""
    while (await stand_in.client.counts())["sends"]["accepted"] < count:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.5)


async def limiter_at_once(stand_in: StandIn, plan: Plan) -> None:
    """Hand every message to the limiter at once, as `create_task` in a loop does."""
    async with limited_application(stand_in.url) as application:
        sends = (application.bot.send_message(each, TEXT) for each in enlace_ids(plan))
        await asyncio.gather(*sends, return_exceptions=True)


async def limiter_one_by_one(stand_in: StandIn, plan: Plan) -> None:
    async with limited_application(stand_in.url) as application:
        for each in enlace_ids(plan):
            try:
                await application.bot.send_message(each, TEXT)
            except TelegramError:
                continue


async def sleeping_loop(stand_in: StandIn, plan: Plan) -> None:
    """Send, sleep, and after a refusal wait as long as Telegram says, as in tutorials."""
    async with Bot(TOKEN, base_url=f"{stand_in.url}/bot", request=HTTPXRequest(8)) as bot:
        for each in enlace_ids(plan):
            try:
                await bot.send_message(each, TEXT)
            except RetryAfter:
                await asyncio.sleep(1)
                await bot.send_message(each, TEXT)
            await asyncio.sleep(0.05)


@asynccontextmanager
async def limited_application(url: str) -> AsyncIterator["Application"]:  # type: ignore[type-arg]
    """Run PTB with its rate limiter, which repeats refused calls, and a handler without work."""
    warnings.simplefilter("ignore", PTBUserWarning)
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    limiter = AIORateLimiter(overall_max_rate=RATE, overall_time_period=1, max_retries=20)
    application = builder.rate_limiter(limiter).concurrent_updates(True).build()  # noqa: FBT003 - PTB's way
    application.add_handler(CommandHandler("estado", _answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        yield application
        await asyncio.sleep(2)  # the last question is answered
        await application.updater.stop()
        await application.stop()


async def _answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(TEXT)
