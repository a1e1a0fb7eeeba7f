"""Command-line text for a document that cannot be made."""

from texts.kit.formats import joined


def nothing_to_file(code: str, year: int, *, is_known: bool, programme: str, known: tuple[str, ...]) -> str:
    """Say why there is no document; `known` are the programmes of the UR."""
    if not code and known:
        return f"Ninguna UR tiene el programa {programme}; hay {joined(known)}."
    if not code:
        return f"No hay programas de {year}: impórtelos primero."
    if not is_known:
        return f"No hay una UR {code}: importe primero su programa con «puntual import»."
    if not known:
        return f"La UR {code} no tiene programas de {year}: impórtelos primero."
    return f"La UR {code} no tiene el programa {programme}; tiene {joined(known)}."
