"""The command line: one file a command, each of which parses, asks `app` and shows."""

import gc
import os

# Starting makes thousands of objects that stay: looking for garbage among them takes a tenth of the time.
gc.set_threshold(100_000, 50, 50)
# pydantic would look for plugins of its own in every package that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
