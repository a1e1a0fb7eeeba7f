"""The rules of quarterly indicator reports: frozen data and pure functions, no I/O and no clock."""
