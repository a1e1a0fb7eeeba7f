"""Updates in: fetched or pushed, kept in the inbox, handled in order."""
