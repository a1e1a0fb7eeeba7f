"""Medios de verificación: reading oficios, what a document proves, acuses, the chain of the audit trail."""
