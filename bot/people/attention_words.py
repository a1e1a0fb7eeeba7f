"""Questions to IMPLAN, their answers, and the register of attention."""

from collections.abc import Callable, Mapping

from bot.buttons.attention import AnswerHelp
from bot.kit.callbacks import pack
from domain.kit.dialogues.messages import FormQuestion
from domain.people.attention_messages import AttentionNoted, HelpAnswered, HelpAsked, HelpGiven, HelpWanted
from texts.kit.formats import LONGEST_NAME, escape, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_SHOWN = 300
LONGEST_QUOTE = 80

QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "help_answer": {
        "text": lambda asked: (
            f"{_who(asked.subject['who'])} pregunta: «{_quote(asked.subject['question'])}»\n\n"
            "Escriba la respuesta tal como la va a leer."
        )
    },
    "attention": {
        "unit": lambda _: "¿A qué UR atendió? Escriba su código, por ejemplo: 402",
        "who": lambda _: "¿A quién atendió? Escriba su nombre o su cargo.",
        "text": lambda _: "¿Qué se vio? Una frase basta, por ejemplo: dudas sobre el oficio del Componente 7",
    },
}
REFUSALS = {
    "help_text_too_short": "Escríbalo en una frase, por ejemplo: /ayuda ¿cómo corrijo un valor enviado?",
    "help_text_too_long": "Su texto es muy largo. Escríbalo en menos de 300 letras, o envíe dos mensajes.",
    "attention_unit": "No hay una UR «{said}». Escriba su código de tres cifras, por ejemplo: 402",
}


@words(HelpAsked)
def asked(said: HelpAsked) -> Message:
    if not said.is_heard:
        return Message(
            "Su pregunta quedó registrada, pero nadie del IMPLAN usa todavía este bot. Llámeles por teléfono."
        )
    return Message("Su pregunta llegó al IMPLAN. La respuesta le llega aquí.")


@words(HelpWanted)
def wanted(said: HelpWanted) -> Message:
    unit = f"{escape(said.unit_code)} · " if said.unit_code else ""
    text = (
        f"<b>Pregunta de {unit}{_who(said.who)}</b>\n«{escape(shorten(said.text, LONGEST_SHOWN))}»\n\n"
        f"También puede escribir: responder {said.attention_id}"
    )
    return Message(text, ((Button("Responder", pack(AnswerHelp(said.attention_id))),),))


@words(HelpGiven)
def given(said: HelpGiven) -> Message:
    return Message(
        f"<b>El IMPLAN responde</b>\n«{_quote(said.question)}»\n\n"
        f"{escape(shorten(said.answer, LONGEST_SHOWN))}\n— {_who(said.by)}"
    )


@words(HelpAnswered)
def answered(said: HelpAnswered) -> Message:
    who = _who(said.who)
    if said.is_late:
        return Message(
            f"{_who(said.by)} ya respondió a {who}: «{_quote(said.answer)}»\nNo se envió otra respuesta."
        )
    return Message(f"Respuesta enviada a {who}. Queda en el registro de atención.")


@words(AttentionNoted)
def noted(said: AttentionNoted) -> Message:
    return Message(
        f"<b>Atención registrada</b>\n{escape(said.unit_code)} · {_who(said.who)}: «{_quote(said.text)}»"
    )


def _who(name: str) -> str:
    return escape(shorten(name, LONGEST_NAME))


def _quote(text: str) -> str:
    return escape(shorten(text, LONGEST_QUOTE))
