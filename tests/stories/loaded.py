"""What the server of `processes` has loaded when it forks one: the product, its tables, its calendars."""

import gc

import aiosqlite  # noqa: F401
import holidays.countries  # noqa: F401

import app.cli
import app.commands
import app.running  # noqa: F401
import storage.schema  # noqa: F401

# A bot looks through all it has loaded before it starts: in a fork that touches, and so copies, every page.
gc.collect()
gc.freeze()
