"""Invitations, administration, relevo and attention in the chat."""
