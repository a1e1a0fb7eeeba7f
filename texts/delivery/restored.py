"""What IMPLAN and the operator are told of a restored backup."""

from domain.delivery.restored_messages import Restored
from texts.kit.formats import clock_time, count
from texts.kit.rendering import Message
from texts.kit.wording import words


@words(Restored)
def restored(said: Restored) -> Message:
    some = count(said.doubted, "aviso", "avisos")
    held = f" Por eso no se repite nada de ese tiempo: {some}." if said.doubted else ""
    return Message(
        f"Se restauró un respaldo hecho el {clock_time(said.made_at)}. Lo capturado después ya no está, y "
        f"hasta el {clock_time(said.restored_at)} no se sabe qué se envió.{held} Los recordatorios y "
        "resúmenes que siguen salen como siempre.\n\nPida a los enlaces que revisen su informe: /estado"
    )
