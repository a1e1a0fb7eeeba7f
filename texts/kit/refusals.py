"""Refusals: what is wrong, and an example; the question stays open."""

from domain.capture.messages import (
    EditNoticed,
    FilePlace,
    FileProblem,
    NoOpenQuestion,
    NothingToCancel,
    OldButton,
    Refused,
    UnknownIndicator,
)
from domain.capture.turns import Refusal
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownPeriod, UnknownUnit
from domain.kit.values import ValueProblem
from domain.people.welcome_messages import NotAllowed
from texts.kit.formats import escape, joined, percent, shorten
from texts.kit.hints import A_UNIT, example_of_both, example_of_quarter, example_of_unit
from texts.kit.rendering import Message
from texts.kit.wording import words

ONLY_THE_NUMBER = "Escriba solo el número, por ejemplo: 25 o 25.5"

PROBLEMS: dict[ValueProblem | Refusal, str] = {
    ValueProblem.EMPTY: f"El mensaje llegó vacío. {ONLY_THE_NUMBER}",
    ValueProblem.WORDS: f"No entendí «{{said}}» como porcentaje. {ONLY_THE_NUMBER}",
    ValueProblem.MAYBE_NOTHING: (
        "No entendí «{said}» como porcentaje. Si no hubo avance, escriba: sin avance. "
        "Si lo hubo, escriba solo el número, por ejemplo: 25 o 25.5"
    ),
    ValueProblem.SEVERAL_NUMBERS: f"En «{{said}}» hay más de un número. {ONLY_THE_NUMBER}",
    ValueProblem.NEGATIVE: f"«{{said}}» es menor que cero; un avance va de 0 en adelante. {ONLY_THE_NUMBER}",
    ValueProblem.EXPONENT: f"«{{said}}» no se lee como porcentaje. {ONLY_THE_NUMBER}",
    ValueProblem.INFINITE: f"«{{said}}» no es un número. {ONLY_THE_NUMBER}",
    ValueProblem.TOO_LARGE: f"«{{said}}» pasa de 1000 %. {ONLY_THE_NUMBER}",
    ValueProblem.NO_TOTAL: (
        "«{said}» no se puede calcular: el total es cero. Escriba la cuenta y el total, por ejemplo: 302/1440"
    ),
    ValueProblem.TOO_PRECISE: "«{said}» lleva más de dos decimales. Escriba hasta dos, por ejemplo: 25.75",
    Refusal.NO_EVIDENCE_READ: (
        "Su mensaje no lleva número de oficio. Si no lo tiene, escriba «S/N» y la fecha. "
        "Por ejemplo: oficio SP/112/2025 del 26 de septiembre"
    ),
    Refusal.NO_EVIDENCE_YET: (
        "Si todavía no tiene el oficio, escriba: sin evidencia por ahora. Si no lleva número, escriba «S/N» "
        "y la fecha. Por ejemplo: oficio SP/112/2025 del 26 de septiembre"
    ),
    Refusal.INCOMPLETE_NUMBER: (
        "Al número de oficio le falta una parte en «{said}». Escríbalo completo, por ejemplo: SP/112/2025. "
        "Si no tiene número, escriba «S/N» y la fecha."
    ),
    Refusal.NUMBER_INSTEAD_OF_EVIDENCE: (
        "Aquí va el oficio, no el valor. Para cambiar el valor toque Corregir. "
        "Ejemplo de oficio: SP/112/2025 del 26 de septiembre"
    ),
    Refusal.NUMBER_WHERE_FILE_IS_ASKED: (
        "Aquí va el oficio del archivo, no el valor; el valor se puede corregir después. "
        "Ejemplo de oficio: SP/112/2025 del 26 de septiembre"
    ),
    Refusal.REASON_TOO_SHORT: (
        "La justificación queda muy corta. Diga en una frase qué pasó, con 20 letras o más, por ejemplo: "
        "«La reunión de septiembre pasó a octubre»"
    ),
    Refusal.REASON_TOO_LONG: "El texto pasa de 1,000 caracteres. Dígalo en una o dos frases.",
    Refusal.REASON_IS_CAUSE: (
        "Eso repite la causa. Diga además qué pasó, por ejemplo: «La reunión de septiembre pasó a octubre»"
    ),
    Refusal.ACTION_TOO_SHORT: (
        "Falta decir qué harán. Escríbalo en una frase, por ejemplo: "
        "«Se hará la reunión el 15 de octubre con las dos áreas»"
    ),
    Refusal.RECOVERY_NOT_UNDERSTOOD: (
        "No entendí «{said}» como fecha. Escriba un día, por ejemplo: 30 de octubre. "
        "Si no hay fecha, toque No se recupera."
    ),
    Refusal.RECOVERY_NOT_AHEAD: (
        "«{said}» ya pasó. Escriba un día que está por venir, por ejemplo: 30 de octubre"
    ),
    Refusal.RECOVERY_TOO_LATE: (
        "«{said}» es después del 31 de marzo del año siguiente. Escriba un día anterior, "
        "o toque No se recupera."
    ),
    Refusal.SAVE_OR_ADD: (
        "Para terminar toque Guardar, o escriba: guardar. Para agregar otra evidencia escriba su número y "
        "su fecha."
    ),
    Refusal.SAVE_OR_CHANGE: (
        "No se guardó nada todavía. Toque Guardar, o el mes que quiere cambiar. También puede dar el total."
    ),
    Refusal.MONTH_ABOVE_YEAR: (
        f"«{{said}}» es más de lo programado para todo el año (100 %). {ONLY_THE_NUMBER}"
    ),
    Refusal.FILE_NOT_AWAITED: "Recibí un archivo, pero antes falta otra respuesta. Envíelo después de ella.",
    Refusal.TOO_MUCH_EVIDENCE: (
        "Un indicador lleva hasta 20 evidencias y esta ya no se agregó. Siga con las que ya envió."
    ),
    Refusal.TOO_MANY_FILES: (
        "Un indicador lleva hasta 60 archivos y este ya no se agregó. Junte las páginas en un PDF, o siga "
        "con los que ya envió."
    ),
    Refusal.NOT_IN_THE_LIST: (
        "«{said}» no está en la lista. Toque una evidencia o escriba su número, por ejemplo: SP/112/2025"
    ),
    Refusal.REMOVAL_TOO_SHORT: (
        "El motivo queda muy corto. Diga en una frase por qué se quita, por ejemplo: "
        "«El oficio era de otro indicador»"
    ),
    Refusal.REMOVAL_TOO_LONG: "El motivo pasa de 1,000 caracteres. Dígalo en una o dos frases.",
    Refusal.NOT_A_CHOICE: "Ese botón no responde esta pregunta. Toque uno de los de la pregunta o escriba.",
}

# Refusals of files, and what to send instead.
KINDS = {
    "word": ("Un documento de Word no se recibe.", "Guárdelo como PDF y envíelo"),
    "slides": ("Una presentación no se recibe.", "Guárdela como PDF y envíela"),
    "old_workbook": (
        "Ese libro no se puede leer aquí: guárdelo como .xlsx.",
        "Si es evidencia, envíelo en PDF",
    ),
    "archive": ("Un archivo comprimido no se recibe.", "Envíe por separado cada PDF o foto"),
    "other_picture": ("Ese tipo de imagen no se recibe.", "Guárdela como JPG o PNG y envíela"),
    "locked_document": (
        "El archivo tiene contraseña y nadie podría abrirlo.",
        "Guárdelo como PDF sin contraseña y envíelo",
    ),
}
IN_WRITING = "Esta pregunta se contesta por escrito o con un botón."
OF_IMPLAN = "Aquí se reciben la MIR en Excel (.xlsx) y la lista de inhábiles en CSV o ICS."
NOT_AWAITED = {
    FilePlace.DIALOGUE: (
        "El archivo no responde la pregunta abierta y no se guardó. Termínela primero, o déjela con /cancelar"
    ),
    FilePlace.IMPLAN: f"El archivo no se guardó. {OF_IMPLAN}",
}

FILE_PROBLEMS = {
    "not_allowed": "Ese archivo no se puede recibir. Envíe un PDF, una foto JPG o PNG, o escriba el oficio.",
    "too_large": "El archivo pasa de 20 MB. Envíe uno más ligero o escriba el número del oficio y su fecha.",
    "locked": (
        "El PDF tiene contraseña y nadie podría abrirlo. Envíelo sin contraseña, o escriba el número del "
        "oficio y su fecha."
    ),
    "too_heavy": (
        "El PDF ocupa demasiado al abrirse y no se recibe. Envíe una foto del oficio, o escriba su número "
        "y su fecha."
    ),
    "too_many_pixels": (
        "La imagen tiene demasiados puntos para abrirse. Envíela más pequeña, o escriba el número del oficio."
    ),
    "workbook_unread": (
        "El libro ocupa demasiado al abrirse y no se leyó; nada cambió. Pida otro con /plantilla, llénelo "
        "y envíelo sin agregarle hojas ni imágenes."
    ),
    "list_unread": (
        "El libro ocupa demasiado al abrirse y no se leyó; nada cambió. Envíe uno solo con los renglones de "
        "la plantilla, sin imágenes ni hojas de más."
    ),
    "calendar_unread": (
        "La lista ocupa demasiado al abrirse y no se leyó; nada cambió. Envíela en CSV, con un día en cada "
        "renglón: fecha, nombre y fuente."
    ),
    "not_fetched": "El archivo no llegó completo. Envíelo otra vez.",
    "not_stored": "El archivo no se pudo guardar. Envíelo de nuevo en unos minutos.",
    "not_awaited": "El archivo no se guardó: no hay una captura abierta. Elija antes el indicador: /capturar",
    "unsupported": "Aquí se leen texto, fotos y archivos PDF. Escriba su respuesta o pida /ayuda",
}


@words(Refused)
def refused(said: Refused) -> Message:
    return Message(PROBLEMS[said.problem].format(said=escape(shorten(said.said, 40))))


@words(FileProblem)
def file_problem(said: FileProblem) -> Message:
    if said.problem in KINDS:
        return Message(_kind_refused(*KINDS[said.problem], said.place))
    if said.problem == "not_awaited" and said.place in NOT_AWAITED:
        return Message(NOT_AWAITED[said.place])
    return Message(FILE_PROBLEMS[said.problem])


def _kind_refused(wrong: str, do: str, place: FilePlace) -> str:
    match place:
        case FilePlace.NOWHERE:
            return f"{wrong} {do}. Para un oficio, elija antes el indicador: /capturar"
        case FilePlace.DIALOGUE:
            return f"{wrong} {IN_WRITING}"
        case FilePlace.IMPLAN:
            return f"{wrong} {OF_IMPLAN}"
        case _:
            return f"{wrong} {do}, o escriba el número del oficio y su fecha."


@words(OldButton)
def old_button(said: OldButton) -> Message:
    if said.value is None:
        return Message("Este botón es de un mensaje anterior. Siga en el mensaje más reciente o vea: /ayuda")
    level = escape(said.level)
    return Message(
        f"Este botón es de un mensaje anterior. {level} ya está guardado: {percent(said.value)}. "
        f"Para corregirlo: /capturar {level}{_of(said.period)}"
    )


def _of(period: Period | None) -> str:
    return f" {period}" if period else ""


@words(NothingToCancel)
def nothing_to_cancel(_: NothingToCancel) -> Message:
    return Message("No hay ninguna pregunta abierta. Para ver qué puede hacer: /ayuda")


@words(NoOpenQuestion)
def no_open_question(said: NoOpenQuestion) -> Message:
    do = "Para capturar: /capturar" if said.may_capture else "Para ver cómo va el informe: /estado"
    if said.is_thanked:
        return Message(f"Con gusto. {do}")
    if said.agreed:
        agreed = escape(shorten(said.agreed, 20))
        return Message(f"No hay ninguna pregunta abierta para «{agreed}». Toque el botón del mensaje. {do}")
    correct = ". Para corregir un dato escriba, por ejemplo: corregir 7.1" if said.may_capture else ""
    return Message(f"No hay ninguna pregunta abierta. {do}{correct}")


@words(NotAllowed)
def not_allowed(said: NotAllowed) -> Message:
    if not said.units:
        return Message("Su invitación no incluye esta función. Vea lo que sí puede hacer: /ayuda")
    which = "la UR" if len(said.units) == 1 else "las UR"
    shown = f"{which} {escape(joined(said.units))}"
    first = (
        f"Usted puede ver {shown}." if said.command == "estado" else f"Usted puede hacerlo solo en {shown}."
    )
    example = example_of_unit(said.command, escape(said.units[0]))
    return Message(f"{first} Por ejemplo: {example}" if example else first)


@words(UnknownUnit)
def unknown_unit(said: UnknownUnit) -> Message:
    code = escape(shorten(said.code, 40))
    example = example_of_unit(said.command) or A_UNIT
    return Message(f"No hay una UR «{code}». Escriba su código de tres dígitos, por ejemplo: {example}")


@words(UnknownPeriod)
def unknown_period(said: UnknownPeriod) -> Message:
    text = escape(shorten(said.text, 40))
    return Message(f"No entendí «{text}» como trimestre. Escríbalo así: {example_of_quarter(said.command)}")


@words(NoProgramme)
def no_programme(said: NoProgramme) -> Message:
    text = f"{escape(said.code)} no tiene programa registrado para {said.year}."
    if said.years:
        example = example_of_both(said.command, escape(said.code), f"4T{said.years[-1]}")
        years = joined([str(year) for year in said.years])
        return Message(f"{text} Hay de {years}{f': {example}' if example else '.'}")
    return Message(f"{text} Lo registra el IMPLAN.")


@words(UnknownIndicator)
def unknown_indicator(said: UnknownIndicator) -> Message:
    text = escape(shorten(said.text, 40))
    how = "Para elegir uno: /capturar" if said.is_to_capture else "Para ver cuáles tiene: /estado"
    return Message(f"No encontré «{text}» entre sus indicadores. {how}")


@words(EditNoticed)
def edit_noticed(_: EditNoticed) -> Message:
    return Message("Ese mensaje no es una respuesta. Si quiere cambiar un dato, toque aquí: /capturar")
