"""Following citations, and screening what was found."""
