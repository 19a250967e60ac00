"""Plans an Overleaf project: the content of its files, and the position of each paper.

Nothing is read or written here: input are the bytes of the files in the folder, output is a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from litnotes.errors import Conflict, Location, Unreadable
from litnotes.export import bibliography, fonts, latex, main_tex, regions, related_work
from litnotes.export.bibtex_entry import entry
from litnotes.export.cite_key import cite_keys
from litnotes.export.dossier import Dossier
from litnotes.export.entry_type import Dialect
from litnotes.export.regions import RegionState
from litnotes.export.related_work import Citations, GroupBy, PassageLayout
from litnotes.values import characters

BIBLIOGRAPHY = "references.bib"

_PACKAGE = re.compile(r"\\usepackage\s*(?:\[[^\]]*\])?\{([^{}]*)\}")
_COMMENTS = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
_NOT_PRINTED = re.compile(r"^  (?:abstract|annote|annotation|keywords|file) = .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOrder:
    """The options of an export.

    `citations` and `template` are None if the document decides; `own_template` is the text and path of the
    student's own template. `only`: the papers are a selection, so that other papers are not changed.
    """

    title: str
    layout: PassageLayout
    group_by: GroupBy = "report"
    citations: Citations | None = None
    template: str | None = None
    own_template: tuple[str, str] | None = None
    prune: bool = False
    only: bool = False


class Planned(NamedTuple):
    """A file to write: its name in the folder, and its bytes before (None: new file) and after."""

    name: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """A paper in the project: its state before this export, its line in the related work, both texts."""

    key: str
    name: str
    state: RegionState
    line: int | None
    before: str = ""
    after: str = ""
    bibliography: str = ""


@dataclass(slots=True)
class Plan:
    """The plan of an export. `remarks` inform the user; `problems` need an action."""

    files: list[Planned] = field(default_factory=list)
    places: list[PassagePlace] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _Document(NamedTuple):
    """The document of the folder: its name and text; the text is empty if there is none yet."""

    name: str
    text: str

    @property
    def made(self) -> main_tex.Made | None:
        """How litnotes made it, if it did."""
        return main_tex.made(self.text)

    @property
    def is_ours(self) -> bool:
        """Whether litnotes may write it: it is new or unedited."""
        return not self.text or (self.made is not None and self.made.is_untouched)


def plan(
    folder: Mapping[str, bytes], dossiers: Sequence[Dossier], order: ProjectOrder, shown: str = ""
) -> Plan:
    """Return the plan of an export to a folder.

    `folder` has the relevant files by name: the four of litnotes, and other TeX files. `shown` is the
    folder for messages, with a slash at its end.

    Raises:
        Unreadable: a file is not UTF-8, or a template cannot be filled.
        Conflict: a mark in the related work is broken.
    """
    made = Plan()
    document = _document(folder)
    citations = _citations(document, order)
    before = _text(folder, related_work.NAME, shown)
    layout = _layout(before, shown)
    keys = cite_keys(dossier.key for dossier in dossiers)
    wanted = related_work.passages(
        dossiers, order.layout, keys=keys, citations=citations, group_by=order.group_by
    )
    update = regions.updated(layout, wanted, only=order.only, prune=order.prune)
    entries = _entries(dossiers, keys, citations)
    bib = bibliography.updated(_bibliography(folder), entries)
    made.places = _places(dossiers, layout, wanted, update, bib, keys)
    _keep(made, folder, BIBLIOGRAPHY, bib.text.encode("utf-8", "surrogateescape"))
    _keep(made, folder, related_work.NAME, _bytes(folder, related_work.NAME, update.text))
    printed = [_COMMENTS.sub("", update.text), *(_NOT_PRINTED.sub("", one) for one in entries.values())]
    beyond = characters.beyond_pdftex("\n".join([*printed, order.title]))
    _plan_document(made, folder, document, citations, beyond, order)
    made.remarks += kept_entries(bib, f"{shown}{BIBLIOGRAPHY}")
    return made


def _text(folder: Mapping[str, bytes], name: str, shown: str) -> str:
    """Return the text of a file, empty without a file; raises Unreadable if it is not UTF-8."""
    data = folder.get(name, b"")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        why = "this is not UTF-8; nothing was written. Save the file as UTF-8"
        raise Unreadable(why, location=Location(f"{shown}{name}", line)) from None


def _bytes(folder: Mapping[str, bytes], name: str, text: str) -> bytes:
    """Return the bytes of a file, with its former byte order mark."""
    mark = b"\xef\xbb\xbf" if folder.get(name, b"").startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()


def _layout(text: str, shown: str) -> regions.RegionLayout:
    """Return the layout of the regions; raises Conflict with the line of each broken mark."""
    found = regions.parsed(text or related_work.HEADER)
    if isinstance(found, regions.RegionLayout):
        return found
    first, *more = found
    path = f"{shown}{related_work.NAME}"
    sentences = [f"{first.why}; nothing was written", *(f"{path}:{one.line}: {one.why}" for one in more)]
    raise Conflict("\n".join(sentences), location=Location(path, first.line))


def _bibliography(folder: Mapping[str, bytes]) -> str | None:
    """Return the text of the bibliography, whatever its bytes; None without a file."""
    data = folder.get(BIBLIOGRAPHY)
    return None if data is None else data.decode("utf-8", "surrogateescape")


def _entries(dossiers: Iterable[Dossier], keys: Mapping[str, str], citations: Citations) -> dict[str, str]:
    dialect: Dialect = "biblatex" if citations == "biblatex" else "bibtex"
    papers = (dossier.paper for dossier in dossiers)
    return {
        keys[paper.key]: fonts.visible(entry(paper, dialect=dialect, key=keys[paper.key]))
        for paper in papers
    }


def _places(
    dossiers: Iterable[Dossier],
    layout: regions.RegionLayout,
    wanted: Iterable[regions.Passage],
    update: regions.UpdatedRegions,
    bib: bibliography.UpdatedBibliography,
    keys: Mapping[str, str],
) -> list[PassagePlace]:
    names = {keys[dossier.key]: dossier.name for dossier in dossiers}
    entries = {place.key: place.state for place in bib.places}
    bodies = {passage.key: passage.body for passage in wanted}
    ordered = [*bodies, *(key for key in update.states if key not in bodies)]
    return [
        PassagePlace(
            key=key,
            name=names.get(key, key),
            state=update.states[key],
            line=update.lines.get(key),
            before=layout.regions[key].body if key in layout.regions else "",
            after=bodies.get(key, ""),
            bibliography=entries.get(key, ""),
        )
        for key in ordered
    ]


def _keep(made: Plan, folder: Mapping[str, bytes], name: str, after: bytes) -> None:
    before = folder.get(name)
    if before != after:
        made.files.append(Planned(name, before, after))


def _document(folder: Mapping[str, bytes]) -> _Document:
    """Return the document of a folder: main.tex if it is complete, else the first complete document."""
    for name in sorted(folder, key=lambda one: (one != main_tex.NAME, one)):
        if not name.endswith(".tex") or name == related_work.NAME:
            continue
        text = folder[name].decode("utf-8-sig", "replace")
        if name == main_tex.NAME or main_tex.is_document(text):
            return _Document(name, text)
    return _Document(main_tex.NAME, "")


def _citations(document: _Document, order: ProjectOrder) -> Citations:
    """Return the kind of citations: that of the order, else that of the document."""
    if order.citations:
        return order.citations
    if document.made:
        return document.made.citations
    if document.text:
        return main_tex.citations_of(document.text)
    return main_tex.citations_of(order.own_template[0]) if order.own_template else "plain"


def _plan_document(
    made: Plan,
    folder: Mapping[str, bytes],
    document: _Document,
    citations: Citations,
    beyond: frozenset[str],
    order: ProjectOrder,
) -> None:
    """Add main.tex and latexmkrc to a plan, or problems that the user's own document has."""
    if not document.is_ours:
        made.remarks += _needs(document, citations, beyond, order)
        if document.made and order.template:
            made.problems.append(
                f"{document.name} was edited, so it keeps its class; "
                f"to get the class {order.template}, remove the file and run the command again"
            )
        elif order.template:
            made.problems.append(f"{document.name} is your own document; --template has no effect")
        return
    rc = folder.get(main_tex.RC)
    is_lua = bool(beyond) or rc == main_tex.LATEXMKRC.encode()
    text = _own_text(document, citations, beyond, order, is_lua=is_lua)
    if text is None:
        return
    _keep(made, folder, document.name, _bytes(folder, document.name, text))
    if not is_lua:
        return
    if rc is None:
        _keep(made, folder, main_tex.RC, main_tex.LATEXMKRC.encode())
    elif rc != main_tex.LATEXMKRC.encode():
        made.remarks.append(
            f"{main_tex.RC} is your own; add `$pdflatex = 'lualatex %O %S';` so that LuaLaTeX is used"
        )
    if beyond:
        made.remarks.append(
            f"{_characters(beyond)}, which pdfLaTeX cannot set; so the document is for LuaLaTeX, with Noto "
            "fonts, which Overleaf has"
        )


def _own_text(
    document: _Document, citations: Citations, beyond: frozenset[str], order: ProjectOrder, *, is_lua: bool
) -> str | None:
    """Return the text of a new document; None if the existing one stays."""
    template = order.template or (document.made.template if document.made else None)
    if order.own_template and template in (None, "file"):
        text, path = order.own_template
        return main_tex.from_file(text, path, citations, beyond=beyond if is_lua else None)
    if template == "file":
        return None
    return main_tex.document(
        template or "article", citations, title=order.title, beyond=beyond if is_lua else None
    )


def _needs(
    document: _Document, citations: Citations, beyond: frozenset[str], order: ProjectOrder
) -> Iterator[str]:
    """Yield what the user's own document lacks."""
    if not main_tex.inputs_related_work(document.text):
        yield f"{document.name} lacks the related work; add \\input{{related_work}} where it belongs"
    has = {name.strip() for names in _PACKAGE.findall(document.text) for name in names.split(",")}
    lines = [
        line
        for line in latex.PREAMBLE.splitlines()
        if (names := _PACKAGE.search(line)) and not {*names[1].split(",")} <= has
    ]
    if lines and document.made is None:
        yield f"the preamble of {document.name} needs, unless its class has it: {' '.join(lines)}"
    if citations != "plain" and citations not in has and order.citations:
        yield f"{document.name} does not load {citations}; add \\usepackage{{{citations}}}"
    if beyond and "\\RequireLuaTeX" not in document.text:
        yield (
            f"{_characters(beyond)}, which pdfLaTeX cannot set; "
            f"compile {document.name} with LuaLaTeX, and add to its preamble:\n"
            f"{fonts.preamble(beyond).rstrip()}"
        )


def _characters(beyond: frozenset[str]) -> str:
    """Return a few of the characters, and the number of the others."""
    some = sorted(beyond)[:5]
    more = f" and {len(beyond) - len(some)} more" if len(beyond) > len(some) else ""
    return f"the text has {' '.join(some)}{more}"


def kept_entries(bib: bibliography.UpdatedBibliography, path: str) -> Iterator[str]:
    """Yield a message for each entry that litnotes did not overwrite."""
    for place in bib.places:
        if place.state in ("edited", "foreign"):
            why = "was edited" if place.state == "edited" else "is not from litnotes"
            yield f"{path}:{place.line}: the entry {place.key} {why}; it was not changed"
