"""Everything Puntual says in a chat, as facts, by subject; the sentences are in bot/texts."""
