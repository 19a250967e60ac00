"""Reading and editing reports: strings in, values out, no files."""
