"""What clocks that go astray may not do to reminders, summaries and closings."""
