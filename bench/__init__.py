"""Benchmarks of speed and reliability, each figure beside a peer in the same run: `make bench`."""
