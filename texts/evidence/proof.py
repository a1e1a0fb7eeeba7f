"""Faulty evidence files: what they prove, and how to repair them."""

from domain.evidence.proof_files import FileFault, FileState, ProofPlace
from domain.evidence.proof_messages import FileRepaired, ProofFaultsText
from texts.kit.formats import count, escape, evidence_words, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

STATES = {
    FileState.ALTERED: "alterado",
    FileState.MISSING: "falta",
    FileState.UNREADABLE: "no se puede leer",
}
UNCITED = "ningún indicador lo cita"


@words(ProofFaultsText)
def faults(said: ProofFaultsText) -> Message:
    """Tell IMPLAN which files are faulty, and how to repair them."""
    one = "archivo de evidencia no está como se guardó"
    many = "archivos de evidencia no están como se guardaron"
    more = said.count - len(said.faults)
    lines = [f"• {escape(fault_line(each))}" for each in said.faults]
    lines += [f"• y {more} más"] if more else []
    return Message(
        f"⚠️ {count(said.count, one, many)}:\n"
        + "\n".join(lines)
        + "\n\nPara repararlos, pida el mismo archivo a quien lo tenga. Basta con enviarlo a este chat, como "
        "archivo. En el servidor también se puede: puntual evidence repair --from RESPALDO"
    )


@words(FileRepaired)
def repaired(said: FileRepaired) -> Message:
    """Say which files are intact again."""
    places = [escape(place_words(each)) for each in said.fault.places]
    of_what = "".join(f"\n• {each}" for each in places)
    return Message(
        f"Ese archivo no estaba como se guardó y ya quedó reparado{':' if places else '.'}{of_what}"
    )


def fault_line(fault: FileFault) -> str:
    """Name a file by what it proves, with its state."""
    if not fault.places:
        return f"«{shorten(fault.name or fault.sha256[:12], 60)}», {UNCITED}: {STATES[fault.state]}"
    first, *others = fault.places
    more = f" (y en {count(len(others), 'lugar', 'lugares')} más)" if others else ""
    return f"{place_words(first)}{more}: {STATES[fault.state]}"


def place_words(place: ProofPlace) -> str:
    return (
        f"{place.unit_code} · {place.period} · {place.level}, {shorten(evidence_words(place.evidence), 70)}"
    )
