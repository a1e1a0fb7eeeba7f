"""Medios de verificación: reading oficios, what proves what, acuses and the chain of the audit trail."""
