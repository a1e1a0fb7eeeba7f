"""A year of faults: forty UR, real processes, and seeded random faults (`bench.year_of_faults`)."""
