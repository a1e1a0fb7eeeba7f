"""Words for people: welcome, help, relevo, administration."""
