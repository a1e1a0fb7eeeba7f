"""The surroundings fail: a locked, full, damaged, half-way or absent database, and what is said of it."""
