"""What leaves the notes: bibliographies, tables, and the related work for LaTeX."""
