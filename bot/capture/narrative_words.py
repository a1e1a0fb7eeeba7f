"""The narrative sheet of an indicator: its questions, its summary, its outcome."""

from collections.abc import Callable, Mapping

from bot.buttons import keyboards
from bot.buttons.review import ShowEntrega
from bot.kit.callbacks import pack
from domain.capture.narrative_form import NONE, AboutNarrative
from domain.capture.narrative_messages import NarrativeNotTaken, NarrativeSaved
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.narrative import Chart, ChartKind, CountTable
from texts.kit.done import all_done
from texts.kit.formats import count, due, escape, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

Wording = Callable[[FormQuestion], str]

LONGEST_QUOTE = 350
"""Characters of a text that its question repeats."""
MOST_LINES = 4
LONGEST_TITLE = 50
EXAMPLE = "Talleres\nCentro: 12\nAgencias: 21\nTotal: 33"

CHARTS = {ChartKind.BAR: "Barras", ChartKind.LINE: "Línea"}
"""The label of each kind of chart."""


def _text(asked: FormQuestion) -> str:
    level, before = escape(asked.subject["level"]), AboutNarrative.of(asked).before.text
    quoted = f"Dice ahora: «{_quote(before)}»\n" if before else ""
    verb = "Escriba el texto nuevo" if before else "Cuente qué se hizo en el trimestre"
    return (
        f"<b>Narrativa de {level}</b>\n{quoted}{verb}, en 40 letras o más. Por ejemplo: "
        "«Se dieron 33 talleres de lectura en el centro y en las agencias»"
    )


def _table(asked: FormQuestion) -> str:
    given = AboutNarrative.of(asked).tables
    if given:
        last = given[-1]
        noted = f"Anotada: {_title(last)} (total {last.total:,})."
        return f"{noted} ¿Hay otra tabla? Escríbala igual, o toque un botón."
    return (
        "¿Tiene una tabla de cuentas? Escríbala en un solo mensaje: primero el título y luego un renglón "
        f"por concepto. El total puede ir al final. Por ejemplo:\n<pre>{EXAMPLE}</pre>"
    )


def _sum(asked: FormQuestion) -> str:
    table = AboutNarrative.of(asked).given
    assert table is not None
    return (
        f"{_title(table)}: los renglones suman {table.sum:,} y escribió {table.total:,}. ¿Cuál es correcto?"
    )


def _chart(_: FormQuestion) -> str:
    return "¿Quiere una gráfica con los datos de una tabla?"


def _drawn(_: FormQuestion) -> str:
    return "¿De qué tabla es la gráfica? Toque una."


def _confirm(asked: FormQuestion) -> str:
    answers, tables = asked.answers, AboutNarrative.of(asked).tables
    parts = [f"<b>Narrativa de {escape(asked.subject['level'])}</b>", f"«{_quote(answers['text'])}»"]
    parts += [
        f"• {_title(table)}: {count(len(table.rows), 'renglón', 'renglones')}, total {table.total:,}"
        for table in tables
    ]
    if answers["chart"] != NONE:
        chart = Chart(ChartKind(answers["chart"]), int(answers["drawn"]))
        parts.append(f"Gráfica: {CHARTS[chart.kind].lower()}, de {_title(tables[chart.table])}")
    return "\n".join([*parts, "", "¿Lo guardamos así?"])


def _quote(text: str) -> str:
    return escape(shorten(text, LONGEST_QUOTE))


def _title(table: CountTable) -> str:
    return escape(shorten(table.title, LONGEST_TITLE))


QUESTIONS: Mapping[str, Mapping[str, Wording]] = {
    "narrative": {
        "text": _text,
        "table": _table,
        "sum": _sum,
        "chart": _chart,
        "drawn": _drawn,
        "confirm": _confirm,
    }
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "narrative": {
        "keep": "Dejar lo de antes",
        "done": "No hay más tablas",
        "again": "Escribirla otra vez",
        "none": "Sin gráfica",
        "save": "Guardar",
        "text": "Cambiar el texto",
        "tables": "Cambiar las tablas",
        **{kind.value: label for kind, label in CHARTS.items()},
    }
}

REFUSALS: Mapping[str, str] = {
    "narrative_text_too_short": (
        "«{said}» dice muy poco. Escriba 40 letras o más, por ejemplo: "
        "«Se dieron 33 talleres de lectura en el centro y en las agencias»"
    ),
    "narrative_text_too_long": "Su texto es muy largo. Escríbalo en menos de 2,000 letras.",
    "table_without_rows": (
        "«{said}» no trae renglones con su cuenta. Escriba el título y, abajo, un renglón por concepto. "
        f"Por ejemplo:\n<pre>{EXAMPLE}</pre>"
    ),
    "table_without_title": (
        f"A su tabla le falta el título. Escríbalo en el primer renglón, por ejemplo:\n<pre>{EXAMPLE}</pre>"
    ),
    "table_line": (
        "Un renglón no se entendió. Cada uno lleva el concepto y un número entero, por ejemplo:\n"
        f"<pre>{EXAMPLE}</pre>"
    ),
    "table_two_readings": (
        "Un renglón se puede leer de dos formas. Ponga dos puntos antes del número, "
        "por ejemplo: «Ruta 1: 234»"
    ),
    "table_too_long": (
        "La tabla es muy larga. Caben 20 renglones y un título de 80 letras. Mande el resto en otra, "
        "por ejemplo:\n"
        f"<pre>{EXAMPLE}</pre>"
    ),
}

PROBLEMS: Mapping[str, str] = {
    "not_asked": "El programa de {level} no lleva narrativa. Si debe llevarla, avise al IMPLAN.",
    "without_value": (
        "{level} no tiene valor todavía. Guárdelo primero con /capturar y luego escriba la narrativa."
    ),
    "changed_meanwhile": (
        "Otra persona guardó la narrativa de {level} mientras usted escribía. Revise lo suyo y toque Guardar "
        "solo si quiere cambiarla."
    ),
    "none_owed": (
        "No falta ninguna narrativa. Para cambiar una, escriba el indicador, por ejemplo: /narrativa 7.1"
    ),
}


@words(NarrativeNotTaken)
def not_taken(said: NarrativeNotTaken) -> Message:
    return Message(PROBLEMS[said.problem].format(level=escape(said.level)))


@words(NarrativeSaved)
def saved(said: NarrativeSaved) -> Message:
    """Say what is still missing, as after any capture."""
    first = f"Narrativa de {escape(said.level)} guardada."
    if not said.remaining:
        send = Button("Enviar entrega", pack(ShowEntrega(said.unit_code, said.period)))
        done = all_done(said.unit_code, said.period, is_again=said.is_again)
        return Message(f"{first} {done} {due(said.due)}.", ((send,),))
    verb = "Falta" if len(said.remaining) == 1 else "Faltan"
    left = count(len(said.remaining), "indicador", "indicadores")
    return Message(
        f"{first} {verb} {left}. {due(said.due)}.", keyboards.indicators(said.remaining, said.period)
    )
