"""The review of an entrega: what may still be changed, and corrections after the sending."""
