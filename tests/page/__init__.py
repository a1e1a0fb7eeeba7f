"""The practice page as people use it: with a mouse, with keys alone, and by ear."""
