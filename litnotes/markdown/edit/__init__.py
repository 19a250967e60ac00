"""Typing into a report: where an entry goes, in the style of the student, and the bytes that come of it."""
