"""The chart of goals and achieved values: a picture, and the same facts in words below it."""

from decimal import Decimal

from bot.buttons.status import ShowChart, ShowStatus
from bot.kit.callbacks import pack
from bot.status.turning import turns
from documents.achieved_sheet import AchievedSheet, GoalBar, IndicatorBars
from domain.kit.lights import HUNDRED, ZERO, Light
from domain.status.charts import FULL, PAGE
from domain.status.messages import ChartLine, ChartText
from texts.kit.formats import LIGHT_SIGNS, LONGEST_NAME, count, escape, light, of_goal, shorten
from texts.kit.rendering import Attachment, Button, Message
from texts.kit.wording import words
from usecases.kit.makers import ACHIEVED_PNG
from workers.calls import call

LONGEST_INDICATOR = 90
SCALE = Decimal("1.25")
"""The longest bar, as a multiple of the goal; beyond it only the number tells."""


@words(ChartText)
def chart(said: ChartText) -> Message:
    name = escape(shorten(said.name, LONGEST_NAME))
    lights = [line.lights[-1] for line in said.lines]
    counted = "\n".join(f"{light(each)} — {lights.count(each)}" for each in Light if each in lights)
    place = f"\n{_place(said)}" if said.last_page else ""
    title = f"<b>{escape(said.code)} · {name}</b> · {said.period}"
    text = f"{title}\nLa barra es lo que se alcanzó y la raya es la meta.{place}\n\n{counted}"
    back = Button("Ver resumen", pack(ShowStatus(said.code, said.period)))
    amount = (said.last_page + 1) * PAGE
    pages = turns(lambda page: pack(ShowChart(said.code, said.period, page)), said.page, amount, PAGE)
    picture = Attachment(
        f"avance-{said.code}-{said.period}.png", call(ACHIEVED_PNG, sheet_of(said)), is_photo=True
    )
    return Message(text, ((back,), *pages), picture)


def sheet_of(said: ChartText) -> AchievedSheet:
    """Turn the figures into the texts and bar lengths of the picture."""
    return AchievedSheet(
        title=f"{said.code} · {shorten(said.name, LONGEST_NAME)}",
        subject=f"Meta y alcanzado, {said.period} (% del plan anual)",
        place=_place(said) if said.last_page else "",
        legend=("alcanzado", "meta"),
        indicators=tuple(_bars(line, is_full=len(said.lines) <= FULL) for line in said.lines),
    )


def _place(said: ChartText) -> str:
    amount = count(len(said.lines), "indicador", "indicadores")
    return f"Parte {said.page + 1} de {said.last_page + 1}: {amount}"


def _bars(line: ChartLine, *, is_full: bool) -> IndicatorBars:
    """Show few indicators by quarter; of many, only the quarter in play and the accumulated value."""
    quarter = len(line.goals)
    first = 1 if is_full else quarter
    bars = [_bar_of_quarter(line, each) for each in range(first, quarter + 1)]
    verdict = LIGHT_SIGNS[line.lights[-1]][1]
    name = shorten(line.name, LONGEST_INDICATOR) if is_full else ""
    return IndicatorBars(line.level, name, verdict, line.lights[-1].value, (*bars, _total(line)))


def _bar_of_quarter(line: ChartLine, quarter: int) -> GoalBar:
    """Scale a bar so that the goal is at the same place in every row."""
    goal, value = line.goals[quarter - 1], line.values[quarter - 1]
    widest = SCALE * (goal or max(value or ZERO, HUNDRED))
    parts = (_part(goal, widest), _part(value, widest))
    return GoalBar(f"{quarter}T", *parts, _figures(value, goal), line.lights[quarter - 1].value)


def _total(line: ChartLine) -> GoalBar:
    """Return the bar of the accumulated value against the goals so far; its length is the whole year."""
    goal, value = line.goal_total, line.value_total
    parts = (_part(goal, HUNDRED), _part(value, HUNDRED))
    return GoalBar("acum.", *parts, _figures(value, goal), line.light_total.value, is_total=True)


def _part(value: Decimal | None, widest: Decimal) -> float:
    return min(1.0, float((value or ZERO) / widest))


def _figures(value: Decimal | None, goal: Decimal | None) -> str:
    return of_goal(value, goal) if value is not None else "sin reporte"
