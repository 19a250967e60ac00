"""Reading reports: lines to blocks, blocks to entries, with a diagnostic for every guess."""
