"""From one day to the next."""
