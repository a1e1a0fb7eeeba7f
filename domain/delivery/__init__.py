"""The rules of delivery: what becomes of a message, how often it is tried again, pace, crashes."""
