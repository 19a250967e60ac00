"""Which paper each name means."""
