"""The lock after sending, and the corrections that an enlace may ask for."""

from decimal import Decimal

from bot.buttons.review import AskCorrection, DecideCorrection
from bot.kit.callbacks import pack
from domain.review.locks import LockReason
from domain.review.messages import (
    CorrectionAsked,
    CorrectionDecided,
    CorrectionOvertaken,
    CorrectionTaken,
    Locked,
)
from texts.kit.formats import LONGEST_NAME, day, escape, percent, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_REASON = 300
BESIDE_REASON = 150
"""Characters of each text where two are quoted."""

LOCKED = {
    LockReason.SENT: "La entrega de {code} ya se envió{on}.",
    LockReason.APPROVED: "La entrega de {code} ya tiene el Vo. Bo.{on}.",
    LockReason.ACCEPTED: "El IMPLAN aceptó la entrega de {code}{on}.",
    LockReason.GIVEN_BACK: "La entrega de {code} volvió{on} solo por lo observado. Lo demás queda como está.",
}


@words(Locked)
def locked(said: Locked) -> Message:
    on = f" el {day(said.since_on)}" if said.since_on else ""
    if said.reason is LockReason.CLOSED:
        return Message(
            f"El IMPLAN cerró el {said.period}{on}: {escape(said.level)} de {escape(said.unit_code)} "
            "ya no se captura. Si debe entregarlo, pida al IMPLAN que reabra su UR."
        )
    if said.reason is LockReason.NOT_BEGUN:
        return Message(
            f"El {said.period} empieza{on}: {escape(said.level)} de {escape(said.unit_code)} "
            "se captura desde ese día. Para lo que falta hoy: /pendientes"
        )
    why = LOCKED[said.reason].format(code=escape(said.unit_code), on=on)
    value = "" if said.value is None else f" ({percent(said.value)})"
    ask = Button("Pedir corrección", pack(AskCorrection(said.indicator_id, said.period)))
    return Message(
        f"{why}\nPara cambiar {escape(said.level)}{value}, pida una corrección al IMPLAN.", ((ask,),)
    )


@words(CorrectionAsked)
def asked(said: CorrectionAsked) -> Message:
    name = escape(shorten(said.name, LONGEST_NAME))
    text = (
        f"<b>Solicitud {said.correction_id} · {escape(said.code)} · {name}</b> · {said.period}\n"
        f"{escape(shorten(said.by, LONGEST_NAME))} propone cambiar {escape(said.level)}: "
        f"{change(said.before, said.after)}.\n"
        f"{_justified(said)}"
        f"Motivo: «{escape(shorten(said.reason, BESIDE_REASON if said.words else LONGEST_REASON))}»\n\n"
        "¿La concede?"
    )
    buttons = (
        Button("Conceder", pack(DecideCorrection(said.correction_id, is_granted=True))),
        Button("Negar", pack(DecideCorrection(said.correction_id, is_granted=False))),
    )
    return Message(text, (buttons,))


@words(CorrectionTaken)
def taken(said: CorrectionTaken) -> Message:
    what = f"{escape(said.level)}, {change(said.before, said.after)}"
    if said.waits:
        return Message(f"Ya hay una solicitud sin decidir: {what}. Espere a que el IMPLAN la decida.")
    return Message(f"Su solicitud llegó al IMPLAN: {what}. Le aviso en cuanto decida.")


@words(CorrectionDecided)
def decided(said: CorrectionDecided) -> Message:
    by = escape(shorten(said.by, LONGEST_NAME)) if said.by else "El IMPLAN"
    where = f"<b>{escape(said.code)}</b> · {said.period}"
    if said.is_granted:
        what = change(said.before, said.after)
        return Message(f"{where}\n{by} concedió la corrección. {escape(said.level)} cambió {what}.")
    reason = escape(shorten(said.decision, LONGEST_REASON))
    stays = "sin valor" if said.before is None else f"en {percent(said.before)}"
    return Message(
        f"{where}\n{by} negó la corrección. {escape(said.level)} se queda {stays}.\nMotivo: «{reason}»"
    )


@words(CorrectionOvertaken)
def overtaken(said: CorrectionOvertaken) -> Message:
    now = "no tiene valor" if said.value is None else f"tiene {percent(said.value)}"
    return Message(
        f"{escape(said.level)} cambió después de la solicitud y ahora {now}. Puede negarla con un motivo."
    )


def _justified(said: CorrectionAsked) -> str:
    return f"Justificación: «{escape(shorten(said.words, BESIDE_REASON))}»\n" if said.words else ""


def change(before: Decimal | None, after: Decimal | None) -> str:
    old = "de sin valor" if before is None else f"de {percent(before)}"
    return f"{old} a {percent(after or Decimal(0))}"
