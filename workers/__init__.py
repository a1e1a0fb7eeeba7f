"""Worker processes that read and write files: a file that does harm ends a worker, never the bot."""
