"""Files of evidence that are not as they were stored."""

from dataclasses import replace
from datetime import datetime

from domain.delivery.restored_messages import Restored
from domain.evidence.proof_files import FileFault, FileState, ProofPlace
from domain.evidence.proof_messages import FileRepaired, ProofFaultsText
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.said import Said
from tests.facts import OAXACA
from tests.messages import OFICIO, T3

SHA = "ab" * 32
PLACE = ProofPlace(7, "402", T3, "Componente 7", OFICIO)
PHOTO = replace(PLACE, level="Actividad 7.1", evidence=Evidence(EvidenceType.FILE, "foto <b>&.jpg"))
ALTERED = FileFault(SHA, FileState.ALTERED, "oficio.pdf", (PLACE, PHOTO))
MISSING = FileFault(SHA, FileState.MISSING, "foto <b>&.jpg", (PHOTO,))
UNREAD = FileFault(SHA, FileState.UNREADABLE, "minuta <b>&.pdf")

BACKUP = Restored(datetime(2025, 9, 25, 2, tzinfo=OAXACA), datetime(2025, 9, 25, 11, 5, tzinfo=OAXACA), 41)

MESSAGES: dict[str, Said] = {
    "restored": BACKUP,
    "restored_without_notices": replace(BACKUP, doubted=0),
    "proof_fault": ProofFaultsText((ALTERED,), 1),
    "proof_faults": ProofFaultsText((ALTERED, MISSING, UNREAD, replace(UNREAD, name="")), 4),
    "proof_faults_many": ProofFaultsText((ALTERED,) * 5, 310),
    "file_repaired": FileRepaired(ALTERED),
    "file_repaired_of_others": FileRepaired(replace(ALTERED, places=(), name="")),
}
