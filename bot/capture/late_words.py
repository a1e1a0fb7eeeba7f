"""The question about a message that was written before the open question."""

from bot.buttons.late import JudgeLate
from bot.kit.callbacks import pack
from domain.capture.late import LateVerdict
from domain.capture.late_messages import LateAsked
from texts.kit.formats import escape, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_SAID = 120


@words(LateAsked)
def late_asked(asked: LateAsked) -> Message:
    said = escape(shorten(" ".join(asked.said.split()), LONGEST_SAID))
    deed = f"mandó el archivo «{said}»" if asked.is_file else f"escribió «{said}»"
    if asked.is_open:
        text = f"Antes de esta pregunta {deed} y no se ha registrado. ¿Es la respuesta?"
    else:
        text = f"Antes {deed} y no se ha atendido. ¿Se atiende ahora?"
    return Message(text + _behind(asked), _keyboard(asked))


def _behind(asked: LateAsked) -> str:
    if asked.more == 0:
        return ""
    behind = "sigue otro mensaje" if asked.more == 1 else f"siguen otros {asked.more} mensajes"
    return f"\n\nDespués {behind} de antes."


def _keyboard(asked: LateAsked) -> tuple[tuple[Button, ...], ...]:
    agreed = "Sí, es la respuesta" if asked.is_open else "Sí, atenderlo"
    first = (_button(asked, LateVerdict.YES, agreed), _button(asked, LateVerdict.NO, "No"))
    if asked.more == 0:
        return (first,)
    return (first, (_button(asked, LateVerdict.NONE, f"Descartar los {asked.more + 1}"),))


def _button(asked: LateAsked, verdict: LateVerdict, label: str) -> Button:
    return Button(label, pack(JudgeLate(asked.token, verdict)))
