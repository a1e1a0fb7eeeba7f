"""Messages about files of evidence that are not as they were stored."""

from dataclasses import dataclass

from domain.evidence.proof_files import FileFault
from domain.kit.access import Action
from domain.kit.said import ADDRESSEE, Nature, Said, holders


@dataclass(frozen=True)
class ProofFaults(
    Said, kind="proof_faults", nature=Nature.NOTICE, read_by=holders(Action.ADMINISTER), is_looked_up=True
):
    """Files were found altered, missing or unreadable; which ones is looked up when the notice is sent."""


@dataclass(frozen=True)
class ProofFaultsText(Said, kind="proof_faults_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The files that are not as they were stored, the first ones by name and `count` in all."""

    faults: tuple[FileFault, ...]
    count: int


@dataclass(frozen=True)
class FileRepaired(Said, kind="file_repaired", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A damaged file was sent again and is whole; `fault` holds the facts its sender may see."""

    fault: FileFault
