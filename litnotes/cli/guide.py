"""Read the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.guide_topics import TOPICS, GuideHit, nearest, search, text_of
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import out_data, say
from litnotes.errors import NotFound, WrongUse
from litnotes.render.text import as_json

if TYPE_CHECKING:
    import typer


def _topics(_context: typer.Context, incomplete: str) -> list[tuple[str, str]]:

    return [(topic, about) for topic, about in TOPICS.items() if topic.startswith(incomplete)]


def guide(
    context: Context,  # noqa: ARG001
    topic: Annotated[
        Optional[str],
        Argument(
            metavar="[TOPIC]",
            help="A topic or a command. Without it: list the topics.",
            autocompletion=_topics,
        ),
    ] = None,
    search: Annotated[
        Optional[str],
        Option("-k", "--search", metavar="TEXT", help="List the passages that contain these words."),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Read the guide by topic.

    Search: litnotes guide -k kappa

    Example: litnotes guide reports
    """
    if search is not None:
        if topic is not None:
            raise WrongUse("-k searches all topics; remove the topic")
        return _search(search, json=json)
    if topic is None:
        _list(json=json)
        return 0
    if json:
        raise WrongUse("--json prints the list of topics or the hits of -k; remove the topic")
    name = _known(topic)
    from litnotes.render.guide_page import show_markdown

    show_markdown(text_of(name))
    return 0


def _known(topic: str) -> str:
    """Return the topic with a name, or the topic of a command; raises NotFound for any other word."""
    name = topic.strip().lower()
    if not name:
        raise WrongUse("the topic is empty; `litnotes guide` lists the topics")
    if name in TOPICS:
        return name
    if name in COMMANDS and (of_command := COMMANDS[name].topic):
        return of_command
    near = nearest(name, [*TOPICS, *COMMANDS])
    hint = f"did you mean `litnotes guide {near}`?" if near else "`litnotes guide` lists the topics"
    raise NotFound(f'unknown topic "{topic[:40]}"; {hint}')


def _list(*, json: bool) -> None:

    if json:
        out_data(as_json({"topics": [{"topic": topic, "about": about} for topic, about in TOPICS.items()]}))
        return
    from litnotes.render.terminal import show_table

    show_table(("topic", "about"), list(TOPICS.items()))
    say("read one: litnotes guide TOPIC; search all: litnotes guide -k TEXT")


def _search(text: str, *, json: bool) -> int:

    words = text.split()
    if not words:
        raise WrongUse("no words to search for; example: litnotes guide -k kappa")
    hits = list(search(words))
    if json:
        _print_json(text, hits)
    elif hits:
        _print(hits)
    if not hits:
        raise NotFound(f'the guide does not contain "{text[:60]}"')
    return 0


def _print(hits: list[GuideHit]) -> None:
    from litnotes.render.marked import marked
    from litnotes.render.terminal import show_marked

    show_marked(
        marked(f"{hit.topic}: {hit.heading}: ", hit.text, hit.spans, hang=4)
        if hit.text != hit.heading
        else marked(f"{hit.topic}: ", hit.text, hit.spans)
        for hit in hits
    )


def _print_json(text: str, hits: list[GuideHit]) -> None:

    rows = [{"topic": hit.topic, "heading": hit.heading, "text": hit.text} for hit in hits]
    out_data(as_json({"query": text, "total": len(rows), "hits": rows}))
