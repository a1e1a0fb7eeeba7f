"""What is said of files of evidence that are not as they were stored."""

from dataclasses import dataclass

from domain.proof_files import FileFault
from domain.said import Said


@dataclass(frozen=True)
class ProofFaults(Said):
    """Files were found altered, gone or unreadable; which they are is looked up when the notice leaves."""


@dataclass(frozen=True)
class ProofFaultsText(Said):
    """The files that are not as they were stored, the first ones by name and `count` in all."""

    faults: tuple[FileFault, ...]
    count: int


@dataclass(frozen=True)
class FileRepaired(Said):
    """A file that was faulty was sent again and is whole; `fault` has what its sender may see of it."""

    fault: FileFault
