"""Reading typed and printed text: plain words, numbers, days, hours, a yes or a no."""
