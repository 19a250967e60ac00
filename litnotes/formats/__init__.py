"""The files of reference managers and databases: BibTeX, RIS, CSL-JSON and tables (CSV)."""
