"""What is answered to who asks how a report stands, what is owed, or who did what."""
