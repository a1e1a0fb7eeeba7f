"""People and their administration: invitations, lists, attention given."""
