"""Reading reports: bytes into spans, spans into what a day says, with a diagnostic for every guess."""
