"""Acuses: the receipt of an entrega, and the result of verifying one."""

from decimal import Decimal

from documents.acuse_sheet import AcuseRow, AcuseSheet, PrintedProgramme, PrintedProof, proofs_shown
from domain.evidence import acuses
from domain.evidence.acuse_codes import printed_code
from domain.evidence.acuse_messages import AcuseChecked, AcuseText, AcuseUnknown
from domain.evidence.acuses import AcuseKind, AcuseStep
from domain.evidence.audit_chain import Seal
from domain.kit.entregas import Move
from domain.kit.evidence import Evidence
from domain.kit.periods import Period
from texts.kit.formats import (
    MONTH_NAMES,
    clock_time,
    count,
    escape,
    evidence_words,
    joined,
    number,
    percent,
    shorten,
)
from texts.kit.rendering import Attachment, Message
from texts.kit.wording import words
from usecases.kit.makers import ACUSE_PDF
from workers.calls import call

ISSUER = "Municipio de Oaxaca de Juárez · Instituto Municipal de Planeación"
KINDS = {AcuseKind.SENT: "Acuse de envío", AcuseKind.ACCEPTED: "Acuse de aceptación"}
STEPS = {
    Move.SEND: "Envió",
    Move.APPROVE: "Vo. Bo.",
    Move.ACCEPT: "Aceptó",
    Move.ACCEPT_UNAPPROVED: "Aceptó sin Vo. Bo.",
}
NOTE = (
    "Metas y resultados en porcentaje del plan anual. Variación: meta menos alcanzado; con signo menos, se "
    "rebasó la meta. Junto a cada archivo, los primeros 12 signos de su huella SHA-256."
)
EXAMPLE = "/verificar K7Q2M-9X34T"

LONGEST_LINE = 72
LONGEST_INDICATOR = 105
LONGEST_PROOF = 52
LONGEST_REASON = 140
SHOWN = 8
"""Changed indicators that are named; the rest are counted."""


@words(AcuseText)
def acuse(said: AcuseText) -> Message:
    facts = said.facts
    name = f"{facts.unit_code} · {shorten(facts.unit_name, LONGEST_LINE)}"
    text = (
        f"<b>{KINDS[facts.kind]} {escape(facts.folio)}</b>\n"
        f"{escape(name)} — {facts.period}, {_reported(facts)}\n\n"
        f"Quien lo reciba puede ver si es auténtico: /verificar {escape(printed_code(said.code))}"
    )
    return Message(text, attachment=Attachment(f"acuse-{facts.folio}.pdf", call(ACUSE_PDF, sheet_of(said))))


@words(AcuseChecked)
def acuse_checked(said: AcuseChecked) -> Message:
    title = f"El acuse {escape(said.folio)}"
    if not said.is_genuine:
        return Message(f"⚠️ {title} existe, pero su registro no coincide con su huella. Avise al IMPLAN.")
    name = escape(f"{said.unit_code} · {shorten(said.unit_name, LONGEST_LINE)}")
    what = "el envío" if said.kind is AcuseKind.SENT else "la aceptación"
    text = f"✅ {title} es auténtico.\nPrueba {what} del informe {said.period} de {name}"
    return Message(f"{text}, el {clock_time(said.issued_at)}.\n\n{_since(said)}{_damaged(said)}")


@words(AcuseUnknown)
def acuse_unknown(said: AcuseUnknown) -> Message:
    if not said.typed.strip():
        return Message(f"Escriba también el código que está bajo el cuadro del acuse, por ejemplo: {EXAMPLE}")
    code = escape(shorten(said.typed, 40))
    if said.is_possible:
        return Message(f"Ningún acuse tiene el código «{code}». No lo emitió este sistema.")
    return Message(
        f"«{code}» no es el código de un acuse. Son 10 letras y números; cópielo otra vez, "
        f"por ejemplo: {EXAMPLE}"
    )


def sheet_of(said: AcuseText) -> AcuseSheet:
    """Turn the facts into the texts of the receipt."""
    facts, code = said.facts, printed_code(said.code)
    again = f", envío {facts.round}" if facts.round > 1 else ""
    name = f"{facts.unit_code} · {shorten(facts.unit_name, LONGEST_LINE)}"
    lines = [("Folio", facts.folio), ("UR", name), ("Periodo", _months(facts.period))]
    lines += [line for step in facts.steps for line in _step(step)]
    address = f"https://t.me/{said.bot_name}?start=v_{said.code}" if said.bot_name else said.code
    return AcuseSheet(
        title=f"{KINDS[facts.kind]} {facts.folio}",
        issuer=ISSUER,
        heading=KINDS[facts.kind],
        subject=f"Informe Trimestral de Indicadores {facts.period}{again}",
        folio=facts.folio,
        code=code,
        check=f"/verificar {code}",
        address=address,
        sha256=said.sha256,
        facts=(*lines, ("Contenido", _reported(facts))),
        programmes=_programmes(facts),
        note=f"{NOTE}{_seal(facts.seal)}",
        issued_at=said.issued_at,
    )


def _since(said: AcuseChecked) -> str:
    if said.is_unchanged:
        return "El informe sigue igual desde entonces."
    if not said.changed:
        return "El informe cambió después."
    more = len(said.changed) - SHOWN
    named = [escape(level) for level in said.changed[:SHOWN]] + ([f"{more} más"] if more > 0 else [])
    status = f"/estado {escape(said.unit_code)} {said.period}"
    return f"El informe cambió después en {joined(named)}. Para verlo: {status}"


def _damaged(said: AcuseChecked) -> str:
    """List the evidence whose file is faulty now."""
    if not said.damaged:
        return ""
    levels = list(dict.fromkeys(level for _, level in said.damaged if level))
    more = len(levels) - SHOWN
    named = [escape(level) for level in levels[:SHOWN]] + ([f"{more} más"] if more > 0 else [])
    of_what = f" de {joined(named)}" if named else ""
    return f"\n\n⚠️ La evidencia{of_what} ya no está como se guardó: cambió o falta. Avise al IMPLAN."


def _reported(facts: acuses.AcuseFacts) -> str:
    every = [each for programme in facts.programmes for each in programme.indicators]
    valued = sum(each.value is not None for each in every)
    bare = sum(bool(each.value) and not each.evidence for each in every)
    reported = f"{valued} de {count(len(every), 'indicador', 'indicadores')}"
    return f"{reported} con valor, {bare} sin evidencia" if bare else reported


def _seal(seal: Seal | None) -> str:
    """Print the seal of the audit trail: with it a later change of the trail can be detected."""
    if seal is None:
        return ""
    return f" Historial al emitirse: asiento {seal.number}, sello {seal.hash}"


def _months(period: Period) -> str:
    first, last = (MONTH_NAMES[day.month - 1] for day in (period.first_day, period.last_day))
    return f"{period} · {first} a {last} de {period.year}"


def _step(step: AcuseStep) -> list[tuple[str, str]]:
    who = f"{shorten(step.by, LONGEST_LINE)} · {clock_time(step.at)}"
    reason = [("Motivo", shorten(step.reason, LONGEST_REASON))] if step.reason else []
    return [(STEPS[step.move], who), *reason]


def _programmes(facts: acuses.AcuseFacts) -> tuple[PrintedProgramme, ...]:
    amounts = [len(each.evidence) for programme in facts.programmes for each in programme.indicators]
    shown = proofs_shown(amounts)
    return tuple(
        PrintedProgramme(
            f"PP {programme.code} · {shorten(programme.name, LONGEST_INDICATOR)}",
            tuple(_row(each, shown) for each in programme.indicators),
        )
        for programme in facts.programmes
    )


def _row(each: acuses.AcuseIndicator, shown: int) -> AcuseRow:
    return AcuseRow(
        level=each.level,
        name=shorten(each.name, LONGEST_INDICATOR),
        goal="sin meta" if each.goal is None else percent(each.goal),
        value="sin valor" if each.value is None else percent(each.value),
        variation="" if each.variation is None else _signed(each.variation),
        evidence=_proofs(each.evidence, shown),
    )


def _signed(value: Decimal) -> str:
    return number(value).replace("-", "−")


def _proofs(evidence: tuple[Evidence, ...], shown: int) -> tuple[PrintedProof, ...]:
    """List the documents that fit and count the rest; the hash of the acuse covers all."""
    listed = evidence if len(evidence) <= shown else evidence[: shown - 1]
    proofs = [
        PrintedProof(shorten(evidence_words(each), LONGEST_PROOF), (each.file_sha256 or "")[:12])
        for each in listed
    ]
    more = len(evidence) - len(listed)
    return (*proofs, *([PrintedProof(f"y {more} más")] if more else []))
