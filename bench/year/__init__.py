"""A year of faults: forty UR, real processes, and what breaks drawn from a seed (`bench.year_of_faults`)."""
