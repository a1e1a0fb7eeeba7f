"""Where everything meets: command line, settings, wiring, clock; the only package that knows all the others."""
