"""Chaos tests: random kills, replicas and outages, with counts of lost or doubled messages."""
