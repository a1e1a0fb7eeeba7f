"""Tests in several processes: each collects its own files only, and says little about what passed."""
