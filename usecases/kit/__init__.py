"""Functions that several subjects share: messages, questions, saving, the quarter, gaps."""
