"""Changing and showing the calendar: dates, inhábiles, prórrogas, closings."""
