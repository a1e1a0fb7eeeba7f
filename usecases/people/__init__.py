"""People, URs, goals and rules: invited, administered, handed over, attended."""
