"""Placeholders of `.env.example` and `compose.yaml` that the installer has to replace."""

from collections.abc import Mapping

SAMPLES: Mapping[str, tuple[str, ...]] = {
    "bot_token": ("pegue-aqui-el-token",),
    "bot_username": ("puntual_ejemplo_bot",),
    "database_url": ("usuario@servidor", "usuario:clave@servidor"),
    "database_password": ("una clave, la que sea", "a$b@c d"),
    "webhook_url": ("puntual.ejemplo.gob.mx",),
    "webhook_secret": ("una-clave-larga-que-solo-usted-conoce",),
}
"""By setting: the text that identifies a placeholder."""

ADVICE: Mapping[str, str] = {
    "bot_token": "escriba en .env el token que le dio @BotFather",
    "bot_username": "escriba el nombre de su bot, o quite ese renglón",
    "database_url": "escriba el usuario y el servidor de su base de datos",
    "database_password": "escriba la clave de su base de datos",
    "webhook_url": "escriba la dirección pública de su servidor",
    "webhook_secret": "invente una clave de 16 a 256 letras, números o guiones",
}


def is_sample(name: str, text: str) -> bool:
    return any(sample in text for sample in SAMPLES.get(name, ()))


def still_a_sample(name: str) -> str:
    """Return the sentence for a setting that still has its placeholder."""
    return f"PUNTUAL_{name.upper()} tiene todavía el texto de ejemplo: {ADVICE[name]}."
