"""Words about dates and closings."""
