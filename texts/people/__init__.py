"""Texts about people: welcome, help, relevo, administration."""
