"""Files of evidence, acuses and the audit trail: read, check, repair, verify."""
