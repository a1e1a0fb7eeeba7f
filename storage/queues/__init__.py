"""The inbox and the outbox: claimed, leased, paced, parked."""
