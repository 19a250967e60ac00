"""The command line: one file a family of commands."""

import gc

# Starting makes thousands of objects that stay: looking for garbage among them takes a tenth of the time.
gc.set_threshold(100_000, 50, 50)
