"""The command line: one file a command, which parses, calls `app` and prints."""

import gc
import os

# Imports make thousands of objects that stay; collecting garbage among them takes a tenth of the time.
gc.set_threshold(100_000, 50, 50)
# pydantic would look for plugins in every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
