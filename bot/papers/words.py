"""The messages about ordered documents: choice of format, progress, result."""

from bot.buttons.keyboards import in_rows
from bot.buttons.papers import CancelPaper, OrderPaper
from bot.kit.callbacks import pack
from domain.kit.periods import Period
from domain.papers.kinds import FORMAT_NAMES, PAPERS, OrderState, PaperFault, PaperKind, PaperOrder, Reach
from domain.papers.messages import PaperChoice, PaperContent, PaperNotTaken, PaperStanding
from texts.kit.formats import count, escape, joined
from texts.kit.rendering import Attachment, Button, Message
from texts.kit.wording import words

EVERY_UNIT = "todas las UR"
ASK_LATER = "Pídalo más tarde; si se repite, avise a quien administra el bot."
FAULTS = {
    PaperFault.NOTHING: "No hay nada del {period} que poner en el documento. Pida otro trimestre.",
    PaperFault.TEMPLATE: f"No se pudo hacer: la plantilla del documento está mal. {ASK_LATER}",
    PaperFault.DISK: f"No se pudo hacer: el equipo no dejó guardar el archivo. {ASK_LATER}",
    PaperFault.TOO_LARGE: (
        "El archivo pasa de 50 MB y Telegram no lo lleva. En el equipo del IMPLAN se saca con: "
        "<code>puntual report {words}</code>"
    ),
    PaperFault.TOO_HEAVY: (
        "Hacerlo ocupa más memoria o más tiempo de lo que este equipo permite. Pídalo de una sola UR, "
        "o avise a quien administra el bot."
    ),
    PaperFault.BROKEN: f"No se pudo hacer. {ASK_LATER}",
    PaperFault.UNDELIVERED: (
        "Se hizo, pero Telegram no recibió un archivo. Vuelva a pedirlo con /{command}; "
        "si se repite, avise a quien administra el bot."
    ),
    PaperFault.IN_DOUBT: (
        "Se hizo, pero no se sabe si le llegó un archivo. Si no lo ve en este chat, "
        "vuelva a pedirlo con /{command}."
    ),
    PaperFault.GIVEN_UP: f"Se intentó tres veces y no se pudo hacer. {ASK_LATER}",
}
NOT_TAKEN = {
    "unit": "Diga de qué UR, por ejemplo: /{kind} 402 3T2025. Para todas: /{kind} todas",
    "town": "Ese documento es de todo el municipio. Pídalo sin UR: /{kind}",
    "format": "Ese documento sale en {formats}. Pídalo así: /{kind} {asked}{format}",
    "already": "Ese documento ya se está haciendo. Llegará a este chat.",
    "too_many": "Ya hay tres documentos suyos en camino. Espere a que lleguen o cancele uno.",
}


@words(PaperChoice)
def choice(said: PaperChoice) -> Message:
    title = f"<b>{escape(_about(said.kind, said.unit_code, said.period))}</b>"
    buttons = [
        Button(FORMAT_NAMES[each], pack(OrderPaper(said.kind, said.unit_code, said.period, each)))
        for each in said.formats
    ]
    return Message(f"{title}\n¿En qué formato lo quiere?", in_rows(buttons))


@words(PaperNotTaken)
def not_taken(said: PaperNotTaken) -> Message:
    formats = said.formats or PAPERS[said.kind].formats
    names = joined([FORMAT_NAMES[each] for each in formats])
    asked = "".join(f"{each} " for each in (escape(said.unit_code), said.period) if each)
    return Message(
        NOT_TAKEN[said.problem].format(
            kind=PAPERS[said.kind].command,
            formats=names,
            asked=asked,
            format=FORMAT_NAMES[formats[0]].lower(),
        )
    )


@words(PaperStanding)
def standing(said: PaperStanding) -> Message:
    order = said.order
    about = f"{_about(order.kind, order.unit_code, order.period)} · {FORMAT_NAMES[order.format]}"
    text = f"<b>{escape(about)}</b>\n{_stands(said)}"
    if said.state in (OrderState.WAITING, OrderState.WORKING):
        return Message(text, ((Button("Cancelar", pack(CancelPaper(said.order_id))),),))
    return Message(text)


@words(PaperContent)
def content(said: PaperContent) -> Message:
    """The file; its content is looked up when it is sent."""
    order = said.order
    about = escape(_about(order.kind, order.unit_code, order.period))
    return Message(about, attachment=Attachment(said.filename, b"", sha256=said.sha256, file_id=said.file_id))


def _stands(said: PaperStanding) -> str:
    match said.state:
        case OrderState.DONE:
            return f"Listo: {_made(said.made, said.total)}."
        case OrderState.CANCELLED:
            return "Cancelado. No se envió nada."
        case OrderState.FAILED:
            order = said.order
            words, command = _typed(order), _typed(order, PAPERS[order.kind].command)
            told = FAULTS[PaperFault(said.fault)]
            return told.format(period=order.period, words=words, command=f"{command} {order.format}")
        case _ if said.total > 1:
            return f"Preparando {min(said.made + 1, said.total)} de {said.total} …"
        case _:
            return "Preparando … Llega a este chat."


def _made(files: int, documents: int) -> str:
    made = count(files, "archivo", "archivos")
    return made if documents <= files else f"{made} con {documents} documentos"


def _about(kind: PaperKind, unit_code: str, period: Period) -> str:
    is_of_each = PAPERS[kind].reach is Reach.UNIT
    whose = unit_code or (EVERY_UNIT if is_of_each else "")
    return " · ".join(filter(None, (PAPERS[kind].name, whose, str(period))))


def _typed(order: PaperOrder, name: str = "") -> str:
    """The command that makes the document: in the terminal, or by its name in the chat."""
    whose = order.unit_code or ("todas" if PAPERS[order.kind].reach is Reach.UNIT else "")
    return " ".join(filter(None, (name or order.kind.value, escape(whose), str(order.period))))
