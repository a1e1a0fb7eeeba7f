"""The contents of an imported document, and its refusal."""

import pytest

from domain.kit.indicators import BLANK, IndicatorFacts, Level
from domain.kit.reports import DocumentError, DocumentRefused, ImportedIndicator


def test_what_a_document_does_not_say_is_blank_and_not_zero() -> None:
    imported = ImportedIndicator(IndicatorFacts(Level.parse("Fin"), "Bienestar"), source_line=12)

    assert imported.programmed == imported.achieved == BLANK == (None, None, None, None)
    assert (imported.evidence_raw, imported.raw_row, imported.flags) == (None, None, ())


def test_a_refused_document_names_every_error() -> None:
    errors = (
        DocumentError("línea 12", "La meta dice «mucho»."),
        DocumentError("línea 14", "Falta el nivel."),
    )

    with pytest.raises(DocumentRefused) as refusal:
        raise DocumentRefused("informe.txt", errors)

    assert (refusal.value.source, refusal.value.errors) == ("informe.txt", errors)
