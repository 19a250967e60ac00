"""The index: the content of the notes in tables of SQLite, always made from the files."""
