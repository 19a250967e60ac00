"""Exports: bibliographies, tables, and the related work for LaTeX."""
