"""Documents that come in: reading printed rows, goals, and what a MIR would change."""
