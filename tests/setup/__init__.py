"""The set-up on a machine without a network: the real script, small wheels that the tests make themselves."""
