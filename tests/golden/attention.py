"""Questions to IMPLAN, their answers, and attention that was noted."""

from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.said import Said
from domain.people.attention_messages import AttentionNoted, HelpAnswered, HelpAsked, HelpGiven, HelpWanted

QUESTION = "¿Cómo corrijo un valor que ya envié?"
ANSWER = "Abra /entrega y toque «Corregir»; nosotros se lo concedemos el mismo día."
LONG = "Tengo una duda sobre la evidencia del Componente 7, que este trimestre son dos oficios. " * 3
NASTY = "<b>Ana & Beto</b>"


def _asks(kind: str, asked: str, **subject: str) -> FormQuestion:
    return FormQuestion(kind, asked, "t1", subject=subject)


MESSAGES: dict[str, Said] = {
    "attention_asked": HelpAsked(QUESTION),
    "attention_asked_unheard": HelpAsked(QUESTION, is_heard=False),
    "attention_asked_too_short": FormRefused("help_text_too_short", "eh"),
    "attention_asked_too_long": FormRefused("help_text_too_long", LONG),
    "attention_wanted": HelpWanted(12, "402", "Ana Ruiz", QUESTION),
    "attention_wanted_long": HelpWanted(12, "", NASTY, LONG),
    "attention_given": HelpGiven(QUESTION, ANSWER, "Carla IMPLAN"),
    "attention_given_long": HelpGiven(LONG, LONG, NASTY),
    "attention_answered": HelpAnswered("402", "Ana Ruiz", ANSWER),
    "attention_answered_late": HelpAnswered("402", "Ana Ruiz", ANSWER, "Diana IMPLAN", is_late=True),
    "attention_noted": AttentionNoted("402", "Enlace 402", "Dudas sobre el oficio del Componente 7"),
    "attention_asks_answer": _asks("help_answer", "text", who="Ana Ruiz", question=QUESTION, attention="12"),
    "attention_asks_unit": _asks("attention", "unit"),
    "attention_asks_who": _asks("attention", "who"),
    "attention_asks_text": _asks("attention", "text"),
    "attention_refused_unit": FormRefused("attention_unit", "9999"),
}
