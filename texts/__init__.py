"""Spanish texts that more than one edge shows: messages without buttons, refusals, figures, dates."""
