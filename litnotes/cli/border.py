"""The border of the program: errors become messages and exit codes here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from litnotes.cli.say import print_problem, say
from litnotes.errors import INTERRUPTED, LitnotesError, Unreadable


def run(app: Callable[[], int]) -> int:
    """Run the program and return its exit code: the one place where errors become messages.

    A bug in litnotes keeps its traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except LitnotesError as error:
        print_problem(error)
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; no partial changes")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe, such as `head`, ended; without this, Python prints an error at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # The system refuses something other than reading or writing one file, such as listing a folder.
        say(f"{error.filename or 'litnotes'}: {(error.strerror or str(error)).lower()}")
        return Unreadable.exit_code
    finally:
        if index := sys.modules.get("litnotes.index.database"):  # most commands open it; help does not
            index.close()
        if recording := sys.modules.get("litnotes.store.recording"):
            recording.new_run()  # a process may run further commands
