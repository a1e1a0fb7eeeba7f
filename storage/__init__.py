"""Tables, repositories, the unit of work, evidence files by hash, and migrations."""
