"""The messages of the narrative sheet."""

from dataclasses import replace
from typing import Any

from bot.capture import narrative_words as narratives
from domain.capture.messages import Saved
from domain.capture.narrative_form import AboutNarrative
from domain.capture.narrative_messages import NarrativeNotTaken, NarrativeSaved
from domain.kit.avances import Missing
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.narrative import CountTable, Narrative
from domain.kit.said import Said
from tests.messages import T3, a_due, a_line, a_pending, a_reminder, a_unit, some_lines

TEXT = "Se dieron 33 talleres de <lectura> en el centro y en las agencias, con 412 personas."
TALLERES = CountTable("Talleres & cursos", (("Centro", 12), ("Agencias", 21)), 33)
PEOPLE = CountTable("Personas", (("Mujeres", 1200), ("Hombres", 34)), 1234)
UNWRITTEN = a_line(id=7, missing=(Missing.NARRATIVE,))


def asked(field: str, *options: str, text: str = "", **facts: Any) -> FormQuestion:
    about = AboutNarrative(Narrative(text), **facts)
    offered = tuple(Option(each, each) for each in options)
    fields: dict[str, Any] = {"subject": {"level": "Componente 7"}, "options": offered, "about": about}
    return FormQuestion(kind="narrative", asked=field, token="5", unit_code="402", **fields)


def confirm(*tables: CountTable, **answers: str) -> FormQuestion:
    given = {"text": TEXT, **answers}
    return replace(asked("confirm", "save", "text", "tables", tables=tables), answers=given)


MESSAGES: dict[str, Said] = {
    "narrative_text": asked("text"),
    "narrative_text_again": asked("text", "keep", text=TEXT * 20),
    "narrative_table": asked("table", "done"),
    "narrative_table_again": asked("table", "keep", "done"),
    "narrative_table_another": asked("table", "done", tables=(TALLERES,)),
    "narrative_sum": asked(
        "sum", "33", "34", "again", given=CountTable("Talleres & cursos", TALLERES.rows, 34)
    ),
    "narrative_chart": asked("chart", "bar", "line", "none", tables=(TALLERES,)),
    "narrative_drawn": FormQuestion(
        kind="narrative",
        asked="drawn",
        token="5",
        options=(Option("0", "Talleres & cursos"), Option("1", "Personas")),
    ),
    "narrative_confirm": confirm(TALLERES, PEOPLE, chart="line", drawn="1"),
    "narrative_confirm_text_only": confirm(chart="none"),
    "narrative_saved": NarrativeSaved("Componente 7", "402", T3, a_due(), some_lines(2)),
    "narrative_saved_one_left": NarrativeSaved("Componente 7", "402", T3, a_due(), some_lines(1)),
    "narrative_saved_all": NarrativeSaved("Componente 7", "402", T3, a_due(), ()),
    "narrative_saved_all_again": NarrativeSaved("Componente 7", "402", T3, a_due(), (), is_again=True),
    "saved_narrative_next": Saved("Componente 7", "402", T3, a_due(), (UNWRITTEN,), 7),
    "saved_narrative_next_of_many": Saved("Componente 7", "402", T3, a_due(), (UNWRITTEN, *some_lines(2)), 7),
    "pending_narrative": a_pending(a_unit(UNWRITTEN), may_capture=True),
    "reminder_narrative": a_reminder(a_unit(UNWRITTEN)),
    **{f"narrative_not_{problem}": NarrativeNotTaken(problem, "7 <b>") for problem in narratives.PROBLEMS},
    **{f"form_refused_{problem}": FormRefused(problem, "Centro <12>") for problem in narratives.REFUSALS},
}
