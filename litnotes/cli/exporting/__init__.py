"""What `litnotes export` does: which papers, into which files."""
