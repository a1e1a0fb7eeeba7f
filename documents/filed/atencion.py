"""Register of attention given to enlaces: questions, answers, returned reports."""

from collections import Counter
from collections.abc import Sequence

from documents.filed.letterhead import Letterhead
from documents.filed.printed import ORDINALS
from documents.filed.sections import Cell, Column, SectionedPaper, Table, TextSection
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.people.attention import Attention, AttentionKind

TITLE = "Registro de atención a enlaces"
KINDS = {
    AttentionKind.QUESTION: "Pregunta",
    AttentionKind.CALL: "Llamada o visita",
    AttentionKind.RETURN: "Informe devuelto",
}
COUNTED = {
    AttentionKind.QUESTION: ("pregunta", "preguntas"),
    AttentionKind.CALL: ("llamada o visita", "llamadas o visitas"),
    AttentionKind.RETURN: ("informe devuelto", "informes devueltos"),
}
PENDING = "Pendiente"
COLUMNS = (
    Column("Fecha y hora", 1.4),
    Column("Tipo", 1.2),
    Column("UR", 0.5),
    Column("Quién", 1.8),
    Column("Asunto", 4),
    Column("Respuesta", 3.4),
    Column("Atendió", 1.8),
    Column("Atendido el", 1.4),
)


def atencion(
    lines: Sequence[Attention], period: Period, moment: Moment, letterhead: Letterhead
) -> SectionedPaper:
    reported = f"{ORDINALS[period.quarter]} trimestre {period.year}"
    return SectionedPaper(
        title=TITLE,
        subject=f"{TITLE}, {reported}",
        fields=(("Trimestre:", reported), ("Corte:", f"{moment.local:%d/%m/%Y %H:%M}")),
        sections=(
            TextSection("", (_in_words(lines),)),
            Table("Atención", COLUMNS, tuple(_row(each, moment) for each in lines), empty="Sin registros."),
        ),
        made_at=moment.now,
        letterhead=letterhead,
    )


def _in_words(lines: Sequence[Attention]) -> str:
    counts = Counter(each.kind for each in lines)
    told = ", ".join(
        f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in COUNTED.items() if counts[kind]
    )
    pending = sum(each.answered_at is None for each in lines)
    units = {each.unit_code for each in lines if each.unit_code}
    if not told:
        return "En este trimestre no se registró atención."
    waiting = f" Sin responder: {pending}." if pending else ""
    return f"Registros: {told}. Unidades Responsables atendidas: {len(units)}.{waiting}"


def _row(line: Attention, moment: Moment) -> tuple[Cell, ...]:
    answered = line.answered_at.astimezone(moment.zone) if line.answered_at else None
    return (
        f"{line.at.astimezone(moment.zone):%d/%m/%Y %H:%M}",
        *(KINDS[line.kind], line.unit_code, line.who, line.text, line.answer),
        *(line.answered_by if answered else PENDING, f"{answered:%d/%m/%Y %H:%M}" if answered else ""),
    )
