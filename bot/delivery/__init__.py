"""Updates in and messages out: whatever happens, nothing acknowledged is lost."""
