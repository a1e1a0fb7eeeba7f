"""The gap summary for IMPLAN: first what changed, then complete and incomplete URs, worst first."""

from bot.buttons.reminders import EscalateAll, NudgeAll
from bot.buttons.summary import ShowAllGaps, ShowGapsBook, ShowGapsPicture
from bot.kit.callbacks import pack
from bot.summary import part_words as parts
from domain.summary.messages import SummaryText, UnitGap
from texts.kit.formats import count, day, fitted, no_programmes
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words

SEAL_SHOWN = 12
"""Characters of the audit trail's seal: enough to compare it."""
SIZES = (6, 4, 3, 2, 1)
"""URs named in each list, as many as fit; the rest are counted."""
LONGEST = 1490
"""A summary has fewer than 1,500 characters, whatever the number of URs."""


@words(SummaryText)
def summary(said: SummaryText) -> Message:
    if not said.units:
        return Message(no_programmes(said.period))
    if said.pages:
        return Message(fitted(_lines(said, shown=said.units)), _buttons(said))
    if _is_unchanged(said):
        return Message(parts.fitting(lambda shown: _unchanged(said, shown), LONGEST, SIZES), _buttons(said))
    text = parts.fitting(lambda shown: "\n".join(_lines(said, shown)), LONGEST, SIZES)
    # Where even the shortest lists are too long, the last lines are replaced by their number.
    return Message(fitted(text.split("\n"), LONGEST - 20), _buttons(said))


def _is_unchanged(said: SummaryText) -> bool:
    return said.is_daily and said.news is not None and said.news.changes.is_empty


def _lines(said: SummaryText, shown: int) -> list[str]:
    title = f"<b>Brechas del {said.period}</b> · {day(said.day)} · {parts.time_left(said.due)}"
    lines = [title, _counts(said)]
    for paragraph in (
        _outage(said),
        _news(said, shown),
        _standing(said, shown),
        _not_started(said, shown),
        _incomplete(said, shown),
        parts.forecast_lines(said.forecast, min(shown, 2)) if said.forecast else [],
        _seal(said),
    ):
        lines += ["", *paragraph] if paragraph else []
    return lines


def _seal(said: SummaryText) -> list[str]:
    if said.seal is None:
        return []
    return [f"Historial: asiento {said.seal.number}, sello <code>{said.seal.hash[:SEAL_SHOWN]}</code>"]


def _unchanged(said: SummaryText, shown: int) -> str:
    """Say in one line that nothing changed, and how much still waits for IMPLAN."""
    assert said.news is not None
    outage = f"{_outage(said)[0]}\n\n" if said.outage else ""
    first = (
        f"Sin cambios desde {parts.since(said.news, said.day)}: {_counts(said)}, {parts.time_left(said.due)}."
    )
    seal = "".join(f"\n\n{line}" for line in _seal(said))
    return outage + " ".join([first, *(f"{line}." for line in _waiting(said, shown))]) + seal


def _counts(said: SummaryText) -> str:
    unsent = f" ({len(said.unsent)} sin enviar)" if said.unsent else ""
    counted = [
        count(said.complete, "completa", "completas") + unsent,
        count(len(said.incomplete), "incompleta", "incompletas"),
        f"{len(said.not_started)} sin iniciar",
    ]
    accepted = f" · {count(said.accepted, 'entrega aceptada', 'entregas aceptadas')}" if said.accepted else ""
    return f"{' · '.join(counted)} ({said.units} UR){accepted}"


def _outage(said: SummaryText) -> list[str]:
    """Explain late or missing reminders by the outage."""
    if said.outage is None:
        return []
    began, ended = (f"{day(at.date())} {at:%H:%M}" for at in (said.outage.began_at, said.outage.ended_at))
    return [f"⚠️ Puntual estuvo detenido del {began} al {ended}. De lo atrasado se envió solo lo último."]


def _news(said: SummaryText, shown: int) -> list[str]:
    if said.news is None:
        return []
    since = parts.since(said.news, said.day)
    lines = parts.news_lines(said.news.changes, shown)
    return [f"Desde {since}:", *lines] if lines else [f"Sin cambios desde {since}."]


def _standing(said: SummaryText, shown: int) -> list[str]:
    return [f"{line}." for line in _waiting(said, shown)]


def _waiting(said: SummaryText, shown: int) -> list[str]:
    """List what waits for somebody's action, new or old."""
    awaited, reassigned = parts.named(said.prorrogas_awaited, shown), parts.named(said.reassigned, shown)
    unreachable, unsent = parts.named(said.unreachable, shown), parts.named(said.unsent, shown)
    given_back = parts.named(said.given_back, shown)
    every = (
        (awaited, f"Prórrogas por decidir: {awaited} (/prorrogas)"),
        (reassigned, f"«No me corresponde» por decidir: {reassigned}"),
        (unreachable, f"⚠️ Sin enlace localizable: {unreachable}. Invite a su enlace"),
        (unsent, f"Completas sin enviar: {unsent}"),
        (given_back, f"Devueltas, sin atender lo observado: {given_back}"),
    )
    return [line for codes, line in every if codes]


def _not_started(said: SummaryText, shown: int) -> list[str]:
    """`304 (7 indicadores), 210 (5)`: the word is written once."""
    if not said.not_started:
        return []
    first, *others = said.not_started
    units = [f"{parts.code(first.code)} ({count(first.gaps, 'indicador', 'indicadores')})"]
    units += [f"{parts.code(unit.code)} ({unit.gaps})" for unit in others]
    return [f"Sin iniciar: {parts.listed(units, shown)}"]


def _incomplete(said: SummaryText, shown: int) -> list[str]:
    if not said.incomplete:
        return []
    more = len(said.incomplete) - shown
    units = [f"• {parts.gaps(unit)}" for unit in said.incomplete[:shown]]
    return ["Incompletas:", *units, *([f"… y {more} más"] if more > 0 else [])]


def _buttons(said: SummaryText) -> Keyboard:
    """Return the buttons: actions, the worst UR, and the full list."""
    worst = max((*said.not_started, *said.incomplete), key=_weight, default=None)
    rows = [_nudges(said), _invites(said), _lists(said, worst)]
    if not said.is_daily or _is_unchanged(said):
        picture, book = ShowGapsPicture(said.period), ShowGapsBook(said.period)
        rows.append([Button("Imagen", pack(picture)), Button("Excel", pack(book))])
    return tuple(tuple(row) for row in rows if row)


def _weight(unit: UnitGap) -> int:
    return unit.gaps


def _nudges(said: SummaryText) -> list[Button]:
    if said.due.shut_on is not None or not (said.to_remind or said.unreachable):
        return []
    escalate = Button("Escalar a titulares", pack(EscalateAll(said.period)))
    if not said.to_remind:
        return [escalate]
    label = f"Recordar a los {said.to_remind}" if said.to_remind > 1 else "Recordar al enlace"
    return [Button(label, pack(NudgeAll(said.period))), escalate]


def _invites(said: SummaryText) -> list[Button]:
    """Return a button to invite a person to the first unreachable UR."""
    return parts.invite_button(said.unreachable[0]) if said.unreachable else []


def _lists(said: SummaryText, worst: UnitGap | None) -> list[Button]:
    buttons = parts.status_button(worst.code, said.period) if worst else []
    longest = max(
        len(said.not_started),
        len(said.incomplete),
        len(said.unreachable),
        len(said.unsent),
        len(said.given_back),
    )
    if not said.pages and (longest > SIZES[0] or (_is_unchanged(said) and worst is not None)):
        buttons.append(Button("Ver todas", pack(ShowAllGaps(said.period))))
    return buttons
