"""What the system does, one verb for each module; the caller that opens the unit of work commits it."""
