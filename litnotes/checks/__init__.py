"""What is unclear in reports, one by one and across files, and the mending of what needs no choice."""
