"""Choose among the candidates of a look-up: by `--pick`, otherwise on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.cli.prompts import answered, can_ask
from litnotes.cli.say import say
from litnotes.errors import Ambiguous, WrongUse
from litnotes.render.look_up import offer

if TYPE_CHECKING:
    from litnotes.app.look_ups import Services
    from litnotes.library.resolution import Choose, Resolved
    from litnotes.model.limits import AllowedYears


class NotSure(Ambiguous):
    """The user has to choose among candidates."""

    def __init__(self, found: Choose, name: str, command: str, years: AllowedYears) -> None:
        """Take the candidates, the name that the user typed, and the command to choose with.

        The list marks candidates outside the `years` of the criteria.
        """
        lines = [*offer(found.candidates, name, years), f"to take the first: `{command} --pick 1`"]
        super().__init__("\n".join(lines))
        self.found = found
        self.years = years


def chosen(found: Choose, services: Services, name: str, pick: int | None, command: str) -> Resolved | None:
    """Return the chosen candidate with the records of all services; None for none of them.

    Raises as `picked` does.
    """
    return services.take(found, picked(found, name, pick, command, services.years))


def picked(found: Choose, name: str, pick: int | None, command: str, years: AllowedYears) -> int:
    """Return the number of the chosen candidate, 0 for none of them.

    Raises NotSure with the numbered list if there is no terminal to ask on, WrongUse for a number out of
    range.
    """
    last = len(found.candidates)
    if pick is None and not can_ask():
        raise NotSure(found, name, command, years)
    if pick is None:
        say("\n".join(offer(found.candidates, name, years)))
        return asked_number(last)
    if pick > last:
        raise WrongUse(f"--pick: there are {last} candidates; 0 is none of them")
    return pick


def asked_number(last: int, first: int = 0) -> int:
    """Ask until the user types a number of a list."""
    while True:
        typed = answered(f"Which one, {first} to {last}").strip()
        if typed.isdecimal() and len(typed) < 4 and first <= int(typed) <= last:
            return int(typed)
        say(f'"{typed}" is not in the list; type a number from {first} to {last}, or Ctrl-C to cancel')
