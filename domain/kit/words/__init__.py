"""Reading what people type and print: plain words, numbers, days, hours, a yes or a no."""
