"""People and administration: invitations, lists, attention given."""
