"""The files of reference managers and databases: BibTeX, RIS, CSL-JSON, tables and others."""
