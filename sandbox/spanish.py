"""Spanish error texts of the page's routes; the Bot API keeps Telegram's words."""

from sandbox.errors import EMPTY_FILE, EMPTY_TEXT, LONG_CAPTION, LONG_TEXT, ApiError

NOT_HERE = "En el chat de prueba no hay nada en {path}."
OTHER_METHOD = "La dirección {path} no se usa con ese método."
OTHER_SITE = "La petición vino de otro sitio. Use la página del chat de prueba."
UNREADABLE = "La petición no se pudo leer."
WENT_WRONG = "El chat de prueba falló. El motivo está en la terminal donde lo abrió."
NO_FILE = "Falta el archivo. Elija uno y envíelo de nuevo."
NO_PICTURE = "«{name}» no es una imagen. Envíelo con Adjuntar, Archivo."
LARGE_FILE = (
    "El archivo pesa más de {limit} MB, y el chat de prueba recibe hasta ese tamaño. Envíe uno más ligero."
)

_SENTENCES = {
    EMPTY_FILE: "El archivo está vacío. Elija otro.",
    EMPTY_TEXT: "El mensaje está vacío. Escriba algo y envíelo de nuevo.",
    LONG_TEXT: "El mensaje pasa de 4096 caracteres. Divídalo en varios.",
    LONG_CAPTION: "El texto que va con el archivo pasa de 1024 caracteres. Acórtelo o envíelo aparte.",
}


def in_spanish(error: ApiError) -> str:
    """Return a refusal of Telegram in Spanish."""
    reason = error.description.partition(": ")[2]
    return _SENTENCES.get(reason, "El chat de prueba no puede hacer eso.")
