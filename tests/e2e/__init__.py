"""The whole bot: through its router on a database in memory, and over HTTP."""
