"""Errors of writes that are based on rows somebody else has changed."""


class Overtaken(Exception):
    """Another transaction came first; the same may be tried again at once, by what is there now."""
