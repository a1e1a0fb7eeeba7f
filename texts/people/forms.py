"""The questions of administrative dialogues."""

from collections.abc import Callable, Mapping

from domain.kit.access import Role
from domain.kit.causes import Side
from domain.kit.dialogues.choices import FIRST, NO, SUPLENTE, YES
from domain.kit.dialogues.messages import FormQuestion
from texts.kit.formats import escape, shorten

Wording = Callable[[FormQuestion], str]

LONGEST_ROW = 380
"""Characters of the raw row in a question."""

ROLES = {
    Role.ENLACE.value: "Enlace",
    Role.TITULAR.value: "Titular",
    Role.IMPLAN.value: "IMPLAN",
    Role.CONSULTA.value: "Consulta",
}
YES_OR_NO = {YES: "Sí", NO: "No"}


def _fixed(text: str) -> Wording:
    return lambda _: text


def _sure(_: FormQuestion) -> str:
    return (
        "Quien pierde su función deja de entrar desde su siguiente mensaje. "
        "Lo que guardó se conserva.\n¿Quita esta función?"
    )


def _new_name(asked: FormQuestion) -> str:
    return f"¿Cómo se llama ahora la UR {escape(asked.answers['unit'])}? Escriba el nombre completo."


def _goals(_: FormQuestion) -> str:
    return (
        "¿Cuáles son las metas nuevas? Escriba los cuatro trimestres, que sumen 100. Por ejemplo: 20 30 25 25"
    )


def _raw_row(asked: FormQuestion) -> str:
    told = asked.subject
    row = f"\n<code>{escape(shorten(told['row'], LONGEST_ROW))}</code>" if told["row"] else ""
    head = f"{escape(told['level'])} · PP {escape(shorten(told['programme'], 12))} · {escape(told['period'])}"
    question = "¿Cuál es la meta correcta?" if told["is_goal"] else "¿Cuál es el valor correcto?"
    return (
        f"<b>{head}</b>\n{escape(shorten(told['text'], 160))}\n"
        f"Renglón {escape(told['line'])} del archivo:{row}\n\n{question}"
    )


QUESTIONS: Mapping[str, Mapping[str, Wording]] = {
    "invite": {
        "role": _fixed("¿Qué función tendrá la persona?"),
        "unit": _fixed("¿De qué UR? Escriba su código, por ejemplo 402, o toque una."),
        "name": _fixed("¿Cómo se llama? Escriba nombre y apellidos."),
        "standing": _fixed("¿Es el enlace principal de su UR, o quien lo suple?"),
    },
    "revoke": {"who": _fixed("¿A quién le quita su función? Toque a la persona."), "sure": _sure},
    "withdraw_invitation": {
        "which": _fixed("¿Qué invitación se retira? Toque una."),
        "sure": _fixed("El enlace que se mandó deja de servir. ¿Retira esta invitación?"),
    },
    "rename_unit": {
        "unit": _fixed("¿Qué UR cambia de nombre? Escriba su código o toque una."),
        "name": _new_name,
    },
    "reprogramme": {
        "indicator": _fixed("¿De qué indicador cambian las metas? Toque uno."),
        "goals": _goals,
        "oficio": _fixed("¿Qué oficio lo ordena? Escriba su número y su fecha."),
        "dated": _fixed("¿De qué día es el oficio? Por ejemplo: 3 de julio de 2025"),
        "reason": _fixed("¿Por qué cambian las metas? Escríbalo en una frase."),
    },
    "confirm_which": {"row": _fixed("¿Qué número quiere confirmar? Toque uno.")},
    "confirm_value": {"value": _raw_row},
    "mir": {"decision": _fixed("¿Carga este libro? Se toma completo o no se toma nada.")},
    "rules": {
        "programme": _fixed("¿De qué programa? Toque uno."),
        "limits": _fixed(
            "¿Con qué porcentaje de la meta cambia el color? Escriba tres números: amarillo desde, "
            "verde desde y verde hasta. Por ejemplo: 80 90 110"
        ),
        "months": _fixed("¿Quiere el avance mes por mes de los indicadores mensuales?"),
        "narrative": _fixed("¿Quiere también la ficha narrativa? Es un texto por cada indicador."),
    },
    "cause_add": {
        "side": _fixed("¿Para qué resultados se ofrece la causa nueva?"),
        "text": _fixed("¿Cómo se llama la causa? Escriba hasta 60 letras."),
    },
    "cause_retire": {"cause": _fixed("¿Qué causa deja de ofrecerse? Toque una.")},
    "cause_place": {
        "cause": _fixed("¿Qué causa cambia de lugar? Toque una."),
        "position": _fixed("¿En qué lugar va? El 1 es el primero."),
    },
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "invite": {**ROLES, FIRST: "Enlace principal", SUPLENTE: "Suplente"},
    "revoke": YES_OR_NO,
    "withdraw_invitation": YES_OR_NO,
    "rules": YES_OR_NO,
    "mir": {"load": "Cargar"},
    "cause_add": {Side.BELOW.value: "Por debajo de la meta", Side.ABOVE.value: "Por encima de la meta"},
}

REFUSALS: Mapping[str, str] = {
    "goals_not_four": "No entendí «{said}» como cuatro metas. Escriba cuatro números: 20 30 25 25",
    "goals_not_hundred": "Las metas «{said}» no suman 100. Escriba cuatro que sumen 100: 20 30 25 25",
    "oficio_without_number": "«{said}» no lleva número de oficio. Por ejemplo: IMP/012/2025 del 3 de julio",
    "day_not_read": "No entendí «{said}» como una fecha. Por ejemplo: 3 de julio de 2025",
    "not_a_percent": "No entendí «{said}» como porcentaje. Escriba solo el número, por ejemplo: 25.5",
    "three_limits": "No entendí «{said}» como tres números. Por ejemplo: 80 90 110",
    "limits_not_ascending": "Los tres números van de menor a mayor. Por ejemplo: 80 90 110",
    "cause_exists": "La causa «{said}» ya se ofrece. Escriba otra.",
}
