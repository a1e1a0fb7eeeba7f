"""Questions about evidence: what a file shows, what is already registered, what to remove."""

from collections.abc import Sequence

from bot.buttons import keyboards
from domain.capture.evidence_pages import PAGE, last_page
from domain.capture.messages import Question
from domain.evidence.evidence_warnings import Concern, EvidenceNote
from domain.evidence.proofs import Proof, cited_in, grouped
from domain.kit.drafts import Choice, Step
from domain.kit.evidence import Evidence, EvidenceType
from texts.kit.formats import escape, evidence, evidence_words, long_day, shorten
from texts.kit.rendering import Button, Keyboard

EXAMPLE = "por ejemplo: SP/112/2025 del 26 de septiembre"
MOST_SHOWN = 8
MOST_NOTES = 3
USE_REGISTERED = "Usar un oficio ya registrado"


def read_back(proof: Proof) -> str:
    """Describe one document as it was understood, or an album with its number of files."""
    if len(proof) == 1:
        return evidence(proof[0])
    return f"{escape(_in_words(proof))} 📎 {len(proof)} archivos"


def all_read_back(asked: Question) -> str:
    if not asked.evidence:
        return "Evidencia: ninguna por ahora." if asked.value else "Sin avance no lleva evidencia."
    proofs = grouped(asked.evidence)
    if len(proofs) == 1:
        return f"Evidencia: {read_back(proofs[0])}"
    more = [f"• y {len(proofs) - MOST_SHOWN} más"] if len(proofs) > MOST_SHOWN else []
    return "\n".join(["Evidencia:", *(f"• {read_back(each)}" for each in proofs[:MOST_SHOWN]), *more])


def notes(asked: Question) -> list[str]:
    """List the first few oddities of a file, and count the rest."""
    found = asked.about_evidence.notes
    lines = [f"⚠️ {_NOTES[each.concern](each, asked)}" for each in found[:MOST_NOTES]]
    left = len(found) - MOST_NOTES
    return [*lines, f"⚠️ Y {left} avisos más." if left > 1 else "⚠️ Y un aviso más."] if left > 0 else lines


def _reading(asked: Question) -> tuple[str, Keyboard]:
    about = asked.about_evidence
    if about.read is None:
        return _reading_unread(asked)
    text = f"Leí en {_place(about.waiting)}: {evidence(about.read)}. ¿Es correcto?"
    buttons = [
        keyboards.answer(asked.token, "Sí", Choice.YES),
        keyboards.answer(asked.token, "Escribir otro", Choice.ANOTHER),
    ]
    return "\n".join([*_queued(asked), text, *notes(asked)]), keyboards.in_rows(buttons)


def _queued(asked: Question) -> list[str]:
    """Name the files that came after the one in question and wait for their turn."""
    later = asked.about_evidence.queued
    if not later:
        return []
    more = f" y {len(later) - 1} más" if len(later) > 1 else ""
    then = "se pregunta después" if len(later) == 1 else "se preguntan después"
    return [f"Recibí también {_named(later[-1])}{more}: {then}."]


def _reading_unread(asked: Question) -> tuple[str, Keyboard]:
    files = asked.about_evidence.waiting
    is_first = not asked.about_evidence.queued
    if len(files) > 1:
        album = f"{len(files)} archivos juntos"
        ask = f"Recibí {album}. ¿Qué oficio muestran?" if is_first else f"¿Qué oficio muestran los {album}?"
    else:
        file = _named(files[0])
        ask = f"Recibí {file}. ¿Qué oficio es?" if is_first else f"¿Qué oficio es {file}?"
    button = keyboards.answer(asked.token, "No lleva número", Choice.UNNUMBERED)
    return "\n".join([*_queued(asked), f"{ask} Escriba su número y fecha, {EXAMPLE}", *notes(asked)]), (
        (button,),
    )


def _registered(asked: Question) -> tuple[str, Keyboard]:
    text = f"¿Qué oficio de la lista sirve para {_level(asked)}? Toque uno o escriba el número del oficio."
    return text, _list(asked, grouped(asked.about_evidence.offered))


def _removal(asked: Question) -> tuple[str, Keyboard]:
    text = f"¿Qué evidencia se quita de {_level(asked)}? Toque una o escriba su número."
    return text, _list(asked, grouped(asked.evidence))


def _removal_reason(asked: Question) -> tuple[str, Keyboard]:
    text = (
        f"Se quitará de {_level(asked)}: {read_back(asked.about_evidence.removing)}\n"
        "¿Por qué? Escríbalo en una frase, por ejemplo: «El oficio era de otro indicador»."
    )
    return text, ((keyboards.answer(asked.token, "Volver", Choice.BACK),),)


def _list(asked: Question, proofs: Sequence[Proof]) -> Keyboard:
    """One button for each document of a page, buttons to the other pages, and one to go back."""
    page = min(asked.about_evidence.page, last_page(len(proofs)))
    shown = list(enumerate(proofs))[page * PAGE : (page + 1) * PAGE]
    rows = [(keyboards.answer(asked.token, _label(proof), Choice.PICK, place),) for place, proof in shown]
    turns: list[Button] = []
    if page > 0:
        turns.append(keyboards.answer(asked.token, "‹ Anteriores", Choice.PAGE, page - 1))
    if page < last_page(len(proofs)):
        turns.append(keyboards.answer(asked.token, "Siguientes ›", Choice.PAGE, page + 1))
    back = (keyboards.answer(asked.token, "Volver", Choice.BACK),)
    return (*rows, *((tuple(turns),) if turns else ()), back)


def _label(proof: Proof) -> str:
    files = f" ({len(proof)} archivos)" if len(proof) > 1 else ""
    words = _in_words(proof)
    return shorten(words[:1].upper() + words[1:], keyboards.LONGEST_LABEL - len(files)) + files


def _in_words(proof: Proof) -> str:
    return "; ".join(evidence_words(each) for each in cited_in(proof))


def _place(files: Proof) -> str:
    if len(files) > 1:
        return f"los {len(files)} archivos"
    if files[0].raw.lower().endswith(".pdf"):
        return "el PDF"
    return "la foto" if files[0].raw == "foto.jpg" else "el archivo"


def _named(file: Evidence) -> str:
    if file.raw == "foto.jpg":
        return "la foto"
    return f"el archivo «{escape(shorten(file.raw, 60))}»"


def _level(asked: Question) -> str:
    programme = f" · PP {asked.programme}" if asked.programme else ""
    return escape(f"{asked.level}{programme}")


def _subject(note: EvidenceNote) -> str:
    return escape(shorten(note.subject, 40))


def _other_year(note: EvidenceNote, asked: Question) -> str:
    day = long_day(note.day) if note.day else ""
    return f"{_subject(note)} es del {day}, fuera de {asked.period.year}. Revise la fecha."


def _other_series(note: EvidenceNote, _: Question) -> str:
    article = "una circular" if note.type is EvidenceType.CIRCULAR else "un oficio"
    return f"{_subject(note)} es número de {article}. Revise qué documento es."


def _other_unit(note: EvidenceNote, _: Question) -> str:
    unit = escape(note.unit_code)
    return f"{_subject(note)}: la UR {unit} envió este mismo archivo. Revise que sea el suyo."


def _earlier_quarter(note: EvidenceNote, _: Question) -> str:
    return f"{_subject(note)}: este mismo archivo ya comprobó el {note.period}. Revise que sea el de ahora."


def _unread_date(note: EvidenceNote, asked: Question) -> str:
    number = _subject(note)
    return (
        f"No entendí la fecha de {number} y va sin ella. Escríbalo otra vez con su fecha, por ejemplo: "
        f"{number} del 26 de septiembre de {asked.period.year}"
    )


def _small_photo(_: EvidenceNote, __: Question) -> str:
    return "La foto es muy pequeña para leerse: reenvíela como archivo."


def _damaged_file(note: EvidenceNote, _: Question) -> str:
    return f"{_subject(note)} no se pudo abrir. Revise que abra y envíelo otra vez."


def _unread_file(note: EvidenceNote, _: Question) -> str:
    subject = _subject(note)
    return f"{subject} se guardó sin leer: ocupa demasiado al abrirse. Si puede, envíe una foto del oficio."


_NOTES = {
    Concern.OTHER_YEAR: _other_year,
    Concern.OTHER_SERIES: _other_series,
    Concern.OTHER_UNIT: _other_unit,
    Concern.EARLIER_QUARTER: _earlier_quarter,
    Concern.UNREAD_DATE: _unread_date,
    Concern.SMALL_PHOTO: _small_photo,
    Concern.DAMAGED_FILE: _damaged_file,
    Concern.UNREAD_FILE: _unread_file,
}

EVIDENCE_WORDINGS = {
    Step.READING: _reading,
    Step.REGISTERED: _registered,
    Step.REMOVAL: _removal,
    Step.REMOVAL_REASON: _removal_reason,
}
