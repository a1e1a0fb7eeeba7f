"""Entregas: the card of one, the result of each move, and IMPLAN's list."""

from bot.buttons import keyboards
from bot.buttons.capture import ShowPending
from bot.buttons.review import MoveEntrega, ShowEntrega
from bot.kit.callbacks import pack
from bot.status.words import indicator_line
from domain.kit.avances import Missing
from domain.kit.entregas import GIVEN_BACK, EntregaState, Move
from domain.kit.next_steps import CAPTURES, NextStep
from domain.kit.report_messages import IndicatorLine
from domain.review.messages import (
    EntregaCard,
    EntregaList,
    EntregaMade,
    EntregaMoved,
    EntregaRow,
    ObservedLine,
    SentWithout,
)
from texts.kit.formats import (
    LONGEST_LIST,
    LONGEST_NAME,
    count,
    day,
    due,
    escape,
    fitted,
    light,
    missing,
    no_programmes,
    of_goal,
    percent,
    shorten,
    workdays,
)
from texts.kit.next_steps import ASK_TO_REOPEN
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.standings import spared, standing
from texts.kit.wording import words

PAGE = 20
"""Indicators on one page of a card that was asked for."""
ROOM_OF_NEWS = 250
"""Characters of the list in a card that announces a move."""
LONGEST_QUOTE = 160
QUOTE_OF_NEWS = 90
LONGEST_BY = 40
DECISIONS = {Move.APPROVE, Move.ACCEPT, Move.ACCEPT_UNAPPROVED}
WAITING = {EntregaState.SENT, EntregaState.APPROVED, *GIVEN_BACK}

LABELS = {
    Move.SEND: "Enviar",
    Move.APPROVE: "Vo. Bo.",
    Move.RETURN: "Devolver",
    Move.ACCEPT: "Aceptar",
    Move.ACCEPT_UNAPPROVED: "Aceptar sin Vo. Bo.",
    Move.OBSERVE: "Observar",
    Move.NUDGE: "Recordar al titular",
}
NEWS = {
    Move.SEND: "{by} envió la entrega.",
    Move.APPROVE: "{by} dio el Vo. Bo.",
    Move.RETURN: "{by} devolvió la entrega con observaciones.",
    Move.ACCEPT: "{by} aceptó la entrega.",
    Move.ACCEPT_UNAPPROVED: "{by} aceptó la entrega sin Vo. Bo.",
    Move.OBSERVE: "{by} observó la entrega.",
    Move.NUDGE: "{by}, del IMPLAN, le recuerda que esta entrega espera su Vo. Bo.",
    Move.CORRECT: "{by} concedió una corrección.",
}
DONE = {
    Move.SEND: "Enviada. El titular de {code} la recibe para su Vo. Bo.",
    Move.APPROVE: "Queda su Vo. Bo. La entrega de {code} pasa al IMPLAN.",
    Move.RETURN: "Devuelta con {observed}. El enlace de {code} ya puede atenderla.",
    Move.ACCEPT: "Aceptada la entrega de {code}. La UR recibe el aviso.",
    Move.ACCEPT_UNAPPROVED: "Aceptada la entrega de {code} sin Vo. Bo., con su motivo.",
    Move.OBSERVE: "Observada con {observed}. El enlace de {code} ya puede atenderla.",
    Move.NUDGE: "El titular de {code} recibe hoy el recordatorio.",
}
SHUT = {
    Move.RETURN: (
        "Devuelta con {observed}. El {period} está cerrado: para que el enlace de {code} la atienda, "
        "pida al IMPLAN que reabra la UR."
    ),
    Move.OBSERVE: (
        "Observada con {observed}. El {period} está cerrado: para que el enlace de {code} la atienda, "
        "reabra la UR con /reabrir {code} {period}"
    ),
}
"""Text of a report returned after the close: it can be answered only once the UR is reopened."""
SENT_WITHOUT_TITULAR = "Enviada. {code} no tiene titular a quien avisar, así que la revisa el IMPLAN."


@words(EntregaCard)
def card(said: EntregaCard) -> Message:
    heading = f"<b>{escape(said.code)} · {_name(said.name)}</b> · {said.period}"
    stands = due(said.due) if said.standing.state is EntregaState.OPEN else standing(said.standing)
    facts = [f"{stands} · {said.reported} de {said.asked} reportados"]
    if said.standing.state in GIVEN_BACK:
        facts.append(f"{due(said.due)}.")
    if said.standing.round > 1:
        facts.append(f"Es el envío número {said.standing.round}.")
    if said.news:
        facts.insert(0, NEWS[said.news].format(by=escape(shorten(said.by, LONGEST_BY))))
    if said.reason:
        facts.append(f"Motivo: «{_quoted(said.reason)}»")
    parts = [heading, *facts, *_lines(said), *_observed(said)]
    what_next = _what_next(said)
    return Message("\n".join([*parts, *(["", what_next] if what_next else [])]), _buttons(said))


@words(EntregaMade)
def made(said: EntregaMade) -> Message:
    text = SHUT.get(said.move, DONE[said.move]) if said.is_shut else DONE[said.move]
    if said.move is Move.SEND and not said.has_titular:
        text = SENT_WITHOUT_TITULAR
    observed = count(said.observed, "observación", "observaciones")
    return Message(text.format(code=escape(said.code), observed=observed, period=said.period))


@words(SentWithout)
def sent_without(said: SentWithout) -> Message:
    by, level = escape(shorten(said.by, LONGEST_BY)), escape(said.level)
    return Message(
        f"{by} envió la entrega de {escape(said.code)} del {said.period}. Lo que usted tenía sin guardar, "
        f"{level} ({percent(said.value)}), no va en ella. Para pedir que entre, siga con su captura y "
        "toque Guardar: el IMPLAN decide."
    )


@words(EntregaMoved)
def moved(said: EntregaMoved) -> Message:
    """Explain that a move is not possible: the last move and the present state."""
    stands = standing(said.standing)
    text = f"<b>{escape(said.code)}</b> · {said.period}\n{stands}"
    if said.last is not None:
        by = escape(shorten(said.by, LONGEST_NAME)) if said.by else "Otra persona"
        text = f"{text}\nLo último: {NEWS[said.last].format(by=by)}"
    view = Button("Ver la entrega", pack(ShowEntrega(said.code, said.period)))
    return Message(f"{text}\n\nComo está ahora, eso no se puede. Vea cómo va.", ((view,),))


@words(EntregaList)
def entregas(said: EntregaList) -> Message:
    if not said.rows:
        return Message(no_programmes(said.period))
    sent = sum(row.standing.state is not EntregaState.OPEN for row in said.rows)
    heading = f"<b>Entregas</b> · {said.period}\n{due(said.due)} · {sent} de {len(said.rows)} enviadas"
    example = escape(said.rows[0].code)
    return Message(
        f"{heading}\n\n{fitted([_row(row) for row in said.rows])}\n\nPara abrir una: /entrega {example}"
    )


def is_incomplete(said: EntregaCard) -> bool:
    return bool(said.standing.to_answer) or any(_owed(line) for line in said.lines)


def _lines(said: EntregaCard) -> list[str]:
    """Show the whole report to the person who asked, and a short beginning to the person who decides."""
    if said.news is None:
        first = _page(said) * PAGE
        return ["", fitted([_line(line) for line in said.lines[first : first + PAGE]])]
    if not DECISIONS & set(said.moves):
        return []
    return ["", fitted([_short_line(line) for line in said.lines], ROOM_OF_NEWS)]


def _page(said: EntregaCard) -> int:
    return min(said.page, max(0, len(said.lines) - 1) // PAGE)


def _line(line: IndicatorLine) -> str:
    return f"{indicator_line(line)}{_gap(line)}"


def _short_line(line: IndicatorLine) -> str:
    if line.value is None:
        return indicator_line(line)
    achieved = of_goal(line.value, line.goal)
    return f"{light(line.light)} — <b>{escape(line.level)}</b>: {achieved}{_gap(line)}"


def _gap(line: IndicatorLine) -> str:
    owed = _owed(line)
    return f" · falta {missing(owed)}" if owed and owed != [Missing.VALUE] else ""


def _owed(line: IndicatorLine) -> list[Missing]:
    return [what for what in line.missing if what is not Missing.GOAL]


def _observed(said: EntregaCard) -> list[str]:
    if not said.observations or (said.news and not said.moves):
        return []
    quote, room = (QUOTE_OF_NEWS, ROOM_OF_NEWS) if said.news else (LONGEST_QUOTE, LONGEST_LIST // 2)
    return [
        "",
        "<b>Observaciones</b>",
        fitted([_observation(each, quote) for each in said.observations], room),
    ]


def _observation(line: ObservedLine, longest: int) -> str:
    done = " · atendida" if line.is_solved else ""
    return f"• {escape(line.level)}: «{_quoted(line.text, longest)}»{done}"


def _quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    return escape(shorten(text, longest))


def _what_next(said: EntregaCard) -> str:
    if Move.APPROVE in said.moves:
        return "Revise el informe. Después toque Vo. Bo. o Devolver."
    if Move.SEND in said.moves:
        return _how_to_send(said)
    if Move.ACCEPT in said.moves:
        return "Revise el informe. Después toque Aceptar u Observar."
    if Move.ACCEPT_UNAPPROVED in said.moves:
        return _without_approval(said)
    if said.standing.state is EntregaState.ACCEPTED:
        return f"Con esto termina el {said.period}; no hay nada más que hacer."
    return _kept_back(said)


def _kept_back(said: EntregaCard) -> str:
    """The quarter is closed for the UR: since when, and how IMPLAN can reopen it."""
    if said.step is NextStep.NOT_BEGUN:
        return f"El {said.period} empieza el {day(said.period.first_day)}: se recibe desde ese día."
    if said.step is not NextStep.CLOSED:
        return ""
    how = f"Para que la UR la envíe: /reabrir {escape(said.code)} {said.period}"
    return f"Quedó sin enviar y el trimestre está cerrado. {how if said.may_reopen else ASK_TO_REOPEN}"


def _without_approval(said: EntregaCard) -> str:
    if said.has_titular:
        return "Falta el Vo. Bo. del titular. Puede recordárselo, o aceptar sin Vo. Bo. con un motivo."
    return "No hay titular a quien avisar. Puede aceptar sin Vo. Bo. con un motivo, u observar."


def _how_to_send(said: EntregaCard) -> str:
    if said.standing.to_answer:
        return "Atienda lo observado; lo demás queda como está. Después envíela otra vez."
    if said.standing.state in GIVEN_BACK:
        rest = " Lo demás queda como está: diga por qué va así." if is_incomplete(said) else ""
        return f"Ya se atendió lo observado.{rest} Para entregarla otra vez, toque {_send_label(said)}."
    if is_incomplete(said):
        return "Aún falta algo. Captúrelo antes, o envíela así con un motivo."
    return "No falta ningún dato. Para entregarla, toque Enviar."


def _buttons(said: EntregaCard) -> Keyboard:
    buttons = [_move(said, move) for move in said.moves]
    if Move.SEND in said.moves and said.step in CAPTURES:
        buttons.insert(0, Button("Ver qué falta", pack(ShowPending(said.period))))
    rows = keyboards.in_rows(buttons)
    pages = _pages(said)
    return (*rows, tuple(pages)) if pages else rows


def _move(said: EntregaCard, move: Move) -> Button:
    label = _send_label(said) if move is Move.SEND else LABELS[move]
    return Button(label, pack(MoveEntrega(said.code, said.period, said.version, move)))


def _send_label(said: EntregaCard) -> str:
    return "Enviar así" if is_incomplete(said) else LABELS[Move.SEND]


def _pages(said: EntregaCard) -> list[Button]:
    if said.news:
        return [Button("Ver todo el informe", pack(ShowEntrega(said.code, said.period)))]
    page, pages = _page(said), []
    if page > 0:
        pages.append(Button("‹ Anteriores", pack(ShowEntrega(said.code, said.period, page - 1))))
    if len(said.lines) > (page + 1) * PAGE:
        pages.append(Button("Siguientes ›", pack(ShowEntrega(said.code, said.period, page + 1))))
    return pages


def _row(row: EntregaRow) -> str:
    waits = f" ({workdays(row.waits)})" if row.waits and row.standing.state in WAITING else ""
    return f"{escape(row.code)} · {_name(row.name)} — {standing(row.standing)}{waits}{spared(row.until)}"


def _name(name: str) -> str:
    return escape(shorten(name, LONGEST_NAME))
