"""The index: what the notes say, in tables of SQLite, made from the files and never the other way round."""
