"""Entregas: sent, reviewed, observed, given back, corrected after sending."""
