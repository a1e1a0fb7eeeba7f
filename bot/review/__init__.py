"""Review in the chat: entregas, observations, corrections."""
