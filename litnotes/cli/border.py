"""What the commands share: messages, arguments, editors, the one error border."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from litnotes.cli.say import say, tell
from litnotes.errors import INTERRUPTED, LitnotesError, Unreadable


def run(app: Callable[[], int]) -> int:
    """Run the program and return its exit code: the one place where errors become messages.

    A mistake in litnotes itself keeps its traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except LitnotesError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; nothing half-done was kept")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away, such as `head`; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # What the system refuses outside the reading and writing of single files, such as a folder
        # that may not be listed.
        say(f"{error.filename or 'litnotes'}: {(error.strerror or str(error)).lower()}")
        return Unreadable.exit_code
    finally:
        if index := sys.modules.get("litnotes.index.database"):  # most commands open it, help does not
            index.close()
