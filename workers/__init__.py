"""Work on files in processes of its own: what a file does to a reader ends that process, never the bot."""
