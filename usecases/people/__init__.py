"""People, URs, goals and rules: invitations, administration, hand-overs, attention."""
