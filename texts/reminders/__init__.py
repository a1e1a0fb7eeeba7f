"""Words of a rehearsal."""
