"""What is said of files of evidence that are not as they were stored."""

from dataclasses import dataclass

from domain.evidence.proof_files import FileFault
from domain.kit.access import Action
from domain.kit.said import ADDRESSEE, Nature, Said, holders


@dataclass(frozen=True)
class ProofFaults(
    Said, kind="proof_faults", nature=Nature.NOTICE, read_by=holders(Action.ADMINISTER), is_looked_up=True
):
    """Files were found altered, gone or unreadable; which they are is looked up when the notice leaves."""


@dataclass(frozen=True)
class ProofFaultsText(Said, kind="proof_faults_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The files that are not as they were stored, the first ones by name and `count` in all."""

    faults: tuple[FileFault, ...]
    count: int


@dataclass(frozen=True)
class FileRepaired(Said, kind="file_repaired", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A file that was faulty was sent again and is whole; `fault` has what its sender may see of it."""

    fault: FileFault
