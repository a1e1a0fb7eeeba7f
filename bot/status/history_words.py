"""The history of a UR: who changed what, when and why."""

from bot.buttons.people import ShowHistory
from bot.kit.callbacks import pack
from bot.people.membership_words import role_of
from domain.status.history_messages import Difference, History, HistoryLine
from texts.kit.formats import LONGEST_NAME, day, escape, shorten
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words

ACTIONS = {
    "avance_saved": "guardó el avance",
    "answer_edited": "corrigió una respuesta al editar su mensaje",
    "answer_corrected": "corrigió una respuesta",
    "evidence_removed": "quitó una evidencia",
    "file_repaired": "reparó el archivo de una evidencia",
    "avance_imported": "importó el avance",
    "document_imported": "importó un documento",
    "person_invited": "invitó a una persona",
    "invitation_redeemed": "entró con su invitación",
    "invitation_withdrawn": "retiró una invitación",
    "invitation_replaced": "cambió una invitación por otra",
    "invitation_expired": "dio por vencida una invitación",
    "place_offered": "invitó a quien toma un lugar",
    "person_revoked": "quitó el acceso a una persona",
    "role_taken": "quitó una función a una persona",
    "cause_added": "agregó una causa",
    "cause_moved": "movió una causa",
    "cause_retired": "retiró una causa",
    "cause_restored": "volvió a ofrecer una causa",
    "unit_renamed": "cambió el nombre de la UR",
    "goals_replaced": "reprogramó las metas",
    "goal_confirmed": "confirmó una meta",
    "value_confirmed": "confirmó un valor",
    "rules_set": "cambió los criterios",
    "entrega_moved": "movió la entrega",
    "acuse_issued": "emitió un acuse",
    "template_saved": "guardó el Excel del trimestre",
    "months_saved": "guardó los meses",
    "narrative_saved": "guardó la narrativa",
    "variable_set": "decidió qué se cuenta",
    "variable_removed": "dejó el indicador solo en porcentaje",
    "mir_loaded": "cargó la MIR",
    "correction_asked": "pidió corregir",
    "correction_granted": "concedió la corrección",
    "correction_refused": "negó la corrección",
    "reminder_put_off": "pospuso el recordatorio",
    "unit_nudged": "hizo recordar lo pendiente",
    "titular_told": "hizo avisar al titular",
    "reassignment_asked": "avisó que no le corresponde",
    "reassignment_kept": "respondió que sí le corresponde",
    "reassignment_released": "respondió que no le corresponde",
    "help_asked": "preguntó al IMPLAN",
    "help_answered": "respondió la pregunta",
    "attention_noted": "registró la atención",
    "prorroga_asked": "pidió una prórroga",
    "prorroga_granted": "concedió la prórroga",
    "prorroga_refused": "negó la prórroga",
    "unit_handed_over": "dejó su lugar a otra persona",
    "unit_reopened": "reabrió el trimestre",
    "period_closed": "cerró el trimestre",
    "dates_set": "cambió una fecha del trimestre",
    "inhabil_added": "agregó un día inhábil",
    "inhabil_removed": "quitó un día inhábil",
    "ladder_set": "cambió la escalera de recordatorios",
    "hours_set": "eligió su horario de recordatorios",
}
"""The words of each action; any other reads as a change."""
ANY = "hizo un cambio"
IMPORTED = {"avance_imported": "se importó el avance", "document_imported": "se importó un documento"}
"""Actions of an import."""
ANY_IMPORTED = "se hizo un cambio"
INVITATIONS = {
    "person_invited": "invitó a {name} como {role}",
    "invitation_withdrawn": "retiró la invitación de {name} como {role}",
    "invitation_replaced": "cambió por otra la invitación de {name} como {role}",
    "invitation_expired": "dio por vencida la invitación de {name} como {role}",
}
"""The words of an entry whose invitation is still stored."""
WHOLE_SENTENCES = frozenset({"reassignment_asked", "reassignment_kept", "reassignment_released"})
"""Actions whose words do not end with «de» and the indicator."""

MOVES = {
    "send": "envió la entrega",
    "approve": "dio el Vo. Bo.",
    "return": "devolvió la entrega",
    "accept": "aceptó la entrega",
    "accept_unapproved": "aceptó la entrega sin Vo. Bo.",
    "observe": "observó la entrega",
    "correct": "aplicó una corrección",
    "nudge": "recordó el Vo. Bo. pendiente",
}
"""The words of each move of an entrega."""

FIELDS = {
    "value": "valor",
    "justification": "justificación",
    "cause": "causa",
    "action": "acción",
    "recovery_on": "recuperación",
    "evidence": "evidencia",
    "goals": "metas",
    "goal": "meta",
    "oficio": "oficio",
    "dated_on": "fecha del oficio",
    "name": "nombre",
    "narrative": "narrativa",
    "tables": "tablas",
    "limits": "límites de color",
    "until_on": "hasta",
    "due_on": "nuevo límite",
    "opens_on": "apertura",
    "received_until": "fin de la recepción",
    "closes_on": "cierre",
    "days": "días",
    "folio": "folio",
    "round": "envío",
    "observed": "observación",
}
"""Fields in words; the others are only in the export."""

WHO = {"cli": "La operación", "system": "Puntual"}
LONGEST_VALUE = 60
LONGEST_REASON = 100


@words(History)
def history(told: History) -> Message:
    title = f"<b>Historial de {escape(told.unit_code)} · {told.period}</b>"
    if not told.lines:
        return Message(f"{title}\nNo hay cambios registrados.")
    lines = [line for each in told.lines for line in _entry(each)]
    keyboard: Keyboard = ()
    if told.older_than:
        older = Button("Más antiguos", pack(ShowHistory(told.unit_code, told.period, told.older_than)))
        keyboard = ((older,),)
    return Message("\n".join([title, *lines]), keyboard)


def _entry(entry: HistoryLine) -> list[str]:
    when = f"{day(entry.at.date())} {entry.at:%H:%M}"
    link = ": " if entry.action in WHOLE_SENTENCES else " de "
    what = f"{link}{escape(entry.what)}" if entry.what else ""
    lines = [f"• {when} — {_who(entry.who)} {_deed(entry)}{what}"]
    differences = () if entry.invited else entry.differences
    lines += [_difference(each) for each in differences if each.what in FIELDS]
    if entry.reason:
        lines.append(f"   motivo — {escape(shorten(entry.reason, LONGEST_REASON))}")
    return lines


def _deed(entry: HistoryLine) -> str:
    if entry.who.startswith("import:"):
        return IMPORTED.get(entry.action, ANY_IMPORTED)
    if entry.invited and entry.action in INVITATIONS:
        invited, said = entry.invited, INVITATIONS[entry.action]
        role = role_of(invited.role, is_suplente=invited.is_suplente)
        return said.format(name=escape(shorten(invited.name, LONGEST_NAME)), role=role)
    moves = (MOVES.get(each.after) for each in entry.differences if each.what == "move")
    return next((move for move in moves if move), ACTIONS.get(entry.action, ANY))


def _difference(change: Difference) -> str:
    after = escape(shorten(change.after, LONGEST_VALUE)) or "nada"
    before = f"{escape(shorten(change.before, LONGEST_VALUE))} → " if change.before else ""
    return f"   {FIELDS[change.what]} — {before}{after}"


def _who(who: str) -> str:
    if who in WHO:
        return WHO[who]
    kind, _, name = who.partition(":")
    return escape(f"Del archivo «{shorten(name, 40)}»" if kind == "import" else shorten(who, 40))
