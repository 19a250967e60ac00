"""Plain values: names of papers, people, ids, languages, plain text and TeX, and how they compare."""
