"""What the documents are called, and what is said of those that cannot be made."""

from bot.texts.formats import joined
from domain.papers import PaperKind

PAPER_NAMES = {
    PaperKind.INFORME: "Informe Trimestral",
    PaperKind.FICHA: "Ficha de indicadores",
    PaperKind.CONTROL: "Reporte de control interno",
    PaperKind.SEGUIMIENTO: "Seguimiento de acciones y resultados acumulados",
    PaperKind.CONSOLIDADO: "Informe consolidado con su oficio",
    PaperKind.SESION: "Presentación de la sesión de resultados",
    PaperKind.ATENCION: "Registro de atención a enlaces",
    PaperKind.TRANSPARENCIA: "Formatos de transparencia",
    PaperKind.PAQUETE: "Paquete de cierre",
}
PAPER_MENU = {
    PaperKind.INFORME: "Recibir el Informe Trimestral",
    PaperKind.FICHA: "Recibir la ficha de indicadores",
    PaperKind.CONTROL: "Recibir el control interno",
    PaperKind.SEGUIMIENTO: "Recibir el seguimiento de acciones",
    PaperKind.CONSOLIDADO: "Recibir el consolidado y su oficio",
    PaperKind.SESION: "Recibir la presentación de resultados",
    PaperKind.ATENCION: "Recibir el registro de atención",
    PaperKind.TRANSPARENCIA: "Recibir los formatos de transparencia",
    PaperKind.PAQUETE: "Recibir el paquete de cierre",
}
"""What the menu says of each."""
PAPER_COMMANDS = {kind: kind.value for kind in PaperKind} | {PaperKind.ATENCION: "registro"}
"""How each is asked for in a chat; /atencion is taken: it notes a call."""
FORMAT_NAMES = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word", "zip": "ZIP"}


def nothing_to_file(code: str, year: int, *, is_known: bool, programme: str, known: tuple[str, ...]) -> str:
    """Say why there is no document, on the command line; `known` are the programmes the UR has."""
    if not code and known:
        return f"Ninguna UR tiene el programa {programme}; hay {joined(known)}."
    if not code:
        return f"No hay programas de {year}: impórtelos primero."
    if not is_known:
        return f"No hay una UR {code}: importe primero su programa con «puntual import»."
    if not known:
        return f"La UR {code} no tiene programas de {year}: impórtelos primero."
    return f"La UR {code} no tiene el programa {programme}; tiene {joined(known)}."
