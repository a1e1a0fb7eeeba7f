"""Files of evidence, acuses and the audit trail: read, checked, told, repaired, verified."""
