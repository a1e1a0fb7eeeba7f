"""What the system does, one verb for each module; whoever opened the unit of work commits it."""
