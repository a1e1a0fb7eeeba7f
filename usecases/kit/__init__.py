"""What several subjects share: saying, asking, saving, choosing a quarter, counting what is owed."""
