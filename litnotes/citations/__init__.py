"""Following citations: lists asked for page by page, and the works they name, each once."""
