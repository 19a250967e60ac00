"""Edits of a report: where an entry goes, in the style of the student, and the new bytes of the file."""
