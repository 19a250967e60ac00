"""Reports as pages for a browser: every word of the notes is text, never markup that runs."""
