"""The environment fails: a locked, full, damaged, half-migrated or missing database, and what is said."""
