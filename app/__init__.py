"""The application: command line, settings, wiring, clock; the only package that imports all others."""

__version__ = "0.6.0"
