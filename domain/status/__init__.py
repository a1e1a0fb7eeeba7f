"""The state of a report: finding a UR, comparing quarters, results and charts."""
