"""The benchmarks measure what they claim, at the smallest size; no test depends on timing."""
