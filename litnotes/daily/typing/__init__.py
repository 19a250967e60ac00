"""Typing into a report, each time read back: nothing else may have changed."""
