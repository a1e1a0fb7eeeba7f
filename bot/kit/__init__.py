"""What the rooms of the bot share: how buttons and commands are declared, typed words, waiting."""
