"""The bot as people meet it: through its router on a database in memory, and over HTTP."""
