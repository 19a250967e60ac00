"""Write a verdict on a paper into the report of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

from litnotes.cli.editors import edit_file, editor_command
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, PaperArgument, only_one
from litnotes.cli.prompts import answered, can_ask
from litnotes.cli.say import finished, out, say
from litnotes.errors import WrongUse
from litnotes.values.typed import line_if_any, one_line, paper_name

if TYPE_CHECKING:
    from litnotes.app.concluding import TypedConclusion
    from litnotes.markdown.edit.conclusion import PaperWords
    from litnotes.markdown.read.verdicts import Verdict
    from litnotes.model.reports import Decision


class ConclusionOptions(NamedTuple):
    """The conclusion to write on the paper."""

    description: Annotated[Optional[str], Option(metavar="TEXT", help="What the paper does.")] = None
    similarity: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="What it has in common with your work; repeat for several."),
    ] = None
    difference: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="How it differs from your work; repeat for several."),
    ] = None
    include: Annotated[bool, Option("--include", help="Include it in the related work.")] = False
    exclude: Annotated[bool, Option("--exclude", help="Exclude it.")] = False
    unsure: Annotated[bool, Option("--unsure", help="Record that you are unsure.")] = False
    reason: Annotated[Optional[str], Option(metavar="TEXT", help="Reason for the decision.")] = None
    by: Annotated[Optional[str], Option(metavar="NAME", help="Person who decided.")] = None

    def words(self) -> PaperWords:
        """Return the words to write; raises WrongUse for an invalid combination or an empty text."""
        from litnotes.markdown.edit.conclusion import PaperWords

        paragraphs = [line.strip() for line in (self.description or "").strip().splitlines()]
        return PaperWords(
            "\n".join(paragraphs) or None,
            tuple(one_line(point, "--similarity") for point in self.similarity or ()),
            tuple(one_line(point, "--difference") for point in self.difference or ()),
            self._verdict(),
        )

    def _verdict(self) -> Verdict | None:
        from litnotes.markdown.read.verdicts import Verdict

        decision: Decision | None = only_one(
            {"include": self.include, "exclude": self.exclude, "unsure": self.unsure}
        )
        if decision is None:
            if self.reason or self.by:
                raise WrongUse("--reason and --by need a decision: add --include, --exclude or --unsure")
            return None
        return Verdict(decision, line_if_any(self.reason, "--reason"), line_if_any(self.by, "--by"))


def verdict(
    context: Context,
    paper: PaperArgument,
    date: DateOption = None,
    *,
    words: ConclusionOptions,
    edit: Annotated[bool, Option("--edit", help="Open the report in $EDITOR at the paper.")] = False,
) -> int:
    """Write a verdict on a paper into a report.

    The paper may be the number of an undecided paper that `status` lists as no longer mentioned.

    A paper outside the years of the criteria needs a reason to be included:
    litnotes verdict VQ-VAE --include --reason "all later ones start from it"

    Example: litnotes verdict "VQ-GAN" --difference "for images only" --include --by advisor
    """
    from litnotes.app.concluding import conclude, paper_meant

    name, written = paper_meant(context.notes, paper_name(paper), date), words.words()
    if not edit and written == type(written)():
        raise WrongUse(
            "nothing to write; add --similarity, --difference, --description, --include, --exclude, "
            "--unsure or --edit"
        )
    if edit:
        editor_command()
    if words.include and words.reason is None:
        written = _with_reason(context.notes, name, written)
    done = conclude(context.notes, name, date, written)
    _show(done)
    failed = 0
    if edit:
        failed = edit_file(done.notes.notebook, done.path, done.line)
        done.notes.refresh()
    return max(finished(done.notes), failed)


def _with_reason(notes: str | None, name: str, words: PaperWords) -> PaperWords:
    """Return the words to write, with the reason to include a paper outside the years of the criteria.

    The question comes while no file is locked, and before a report is started. Raises WrongUse without a
    terminal to ask on, and without an answer.
    """
    from litnotes.app.concluding import outside_years

    misses = outside_years(notes, name)
    if not misses or words.verdict is None:
        return words
    if not can_ask():
        raise WrongUse(
            f'"{name}" is outside the years of the criteria ({misses}); to include it, add --reason "…"'
        )
    say(f'"{name}" is outside the years of the criteria: {misses}')
    answer = answered("Why include it", default="", show_default=False)
    if not answer.strip():
        raise WrongUse("no reason given; nothing written")
    return words._replace(verdict=words.verdict._replace(reason=one_line(answer, "--reason")))


def _show(done: TypedConclusion) -> None:
    place = f"{done.notes.notebook.shown(done.path)}:{done.line}"
    if done.outcome == "there already":
        out(f"{place} has this text already; nothing was changed")
    elif done.outcome == "written":
        heading = f"{done.heading}{f' ({done.outside})' if done.outside else ''}"
        out(f"{place} {heading}{f': {done.decision}' if done.decision else ''}")
