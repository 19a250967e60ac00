"""The choice among the candidates of a look-up: by `--pick`, else on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from litnotes.cli.prompts import answered
from litnotes.cli.say import say
from litnotes.errors import Ambiguous
from litnotes.render.look_up import offer

if TYPE_CHECKING:
    from litnotes.app.look_ups import Services
    from litnotes.library.resolution import Choose, Resolved
    from litnotes.model.limits import AllowedYears


class NotSure(Ambiguous):
    """It is for the user to choose among candidates."""

    def __init__(self, found: Choose, name: str, command: str, years: AllowedYears) -> None:
        """Take the candidates, what the user called the paper, and the command to choose with.

        Candidates outside the `years` of the criteria are marked so.
        """
        lines = [*offer(found.candidates, name, years), f"`{command} --pick 1` takes the first"]
        super().__init__("\n".join(lines))
        self.found = found
        self.years = years


def chosen(found: Choose, services: Services, name: str, pick: int | None, command: str) -> Resolved | None:
    """Return the candidate that the user picks, as all services know it; None for none of them.

    Raises NotSure with the numbered list where nobody is there to ask, WrongUse for a number that no
    candidate has.
    """
    if pick is None and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotSure(found, name, command, services.years)
    if pick is None:
        say("\n".join(offer(found.candidates, name, services.years)))
        pick = _asked_number(len(found.candidates))
    return services.take(found, pick)


def _asked_number(last: int) -> int:
    while True:
        typed = answered(f"Which one, 0 to {last}").strip()
        if typed.isdecimal() and len(typed) < 4 and int(typed) <= last:
            return int(typed)
        say(f'"{typed}" is none of them; type a number, or Ctrl-C to leave it')
