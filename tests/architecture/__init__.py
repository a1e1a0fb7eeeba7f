"""The house rules as tests: what the reviewer should not have to look for."""
