"""Entregas: sent, reviewed, observed, returned, corrected after the sending."""
