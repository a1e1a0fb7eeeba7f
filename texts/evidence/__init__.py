"""Words about proof: acuses, files that are not as they were stored."""
