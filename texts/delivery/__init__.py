"""Words about a backup that was put back."""
