"""Capture and evidence in the chat."""
