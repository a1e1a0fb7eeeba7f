"""Many lives at once: random kills, replicas and outages, with counts of what was lost or doubled."""
