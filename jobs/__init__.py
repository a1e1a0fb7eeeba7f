"""Scheduled jobs: the ticks and the trigger that runs them."""
