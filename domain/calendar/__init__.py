"""Due dates and what moves them: inhábiles, prórrogas, closings, reopenings."""
