"""Data on disk: files, YAML, the notes folder."""
