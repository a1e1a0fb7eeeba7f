"""What delivery asks of the rules: who may still read, who writes too fast, what could not be handled."""
