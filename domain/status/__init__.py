"""How a report stands: finding a UR, comparing quarters, results and charts."""
