"""What several subjects share: periods, workdays, indicators, lights, values, evidence, rights."""
