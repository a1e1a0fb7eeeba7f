"""Where everything meets: command line, settings, wiring, clock; it alone knows all the other packages."""

__version__ = "0.6.0"
