"""What happens to a write whose reading is out of date."""


class Overtaken(Exception):
    """Another transaction came first; the same may be tried again at once, by what is there now."""
