"""Capturing an indicator in conversation: the state machine, and what each step asks and accepts."""
