"""Reading the evidence that a report cites: oficios, circulars, minutas, lists and addresses."""

from domain.evidence.oficios.keys import OficioKey, expand_range, oficio_key
from domain.evidence.oficios.reading import read_cell, read_evidence
from domain.evidence.oficios.unread_days import read_typed_evidence

__all__ = ["OficioKey", "expand_range", "oficio_key", "read_cell", "read_evidence", "read_typed_evidence"]
