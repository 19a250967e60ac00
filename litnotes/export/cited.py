r"""Reads the keys that a document cites from its `.tex` with included files, its `.aux`, or its `.bcf`.

LaTeX writes `.aux` and `.bcf` with every citation, including those of the user's own macros. A `.tex` is
only read, never run: comments, verbatim text and text after `\end{document}` do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import fromstring

from litnotes.errors import LitnotesError, Unreadable

MAX_FILES = 1000

_IGNORED = re.compile(
    r"\\begin\s*\{(?P<name>verbatim\*?|Verbatim\*?|lstlisting|minted|comment|filecontents\*?)\}.*?\\end\s*\{(?P=name)\}"
    r"|\\iffalse\b.*?\\fi\b"
    r"|\\(?:verb|lstinline)\*?(?P<mark>[^A-Za-z\s*{\[])[^\n]*?(?P=mark)"
    r"|\\(?:end\s*\{document\}|endinput\b).*"
    r"|%[^\n]*(?:\n[ \t]*)?"
    r"|(?P<kept>\\(?:[A-Za-z@]+|.|$))",
    re.DOTALL,
)
_COMMAND = re.compile(
    r"\\(?:(?P<cite>[A-Za-z]*[cC]ite[A-Za-z]*)\*?"
    r"|(?P<include>input|include|subfile|subfileinclude)(?![A-Za-z@])\s*(?:\{(?P<file>[^{}]*)\}|(?P<bare>[^\s{}\\]+))"
    r"|(?P<sub>sub)?(?:import|includefrom|inputfrom)\*?\s*\{(?P<folder>[^{}]*)\}\s*\{(?P<from>[^{}]*)\})"
)
_NOT_CITING = re.compile(
    r"(?:Declare|renew|provide|bib|every|At)\w*|cite(?:style|setup|reset|name|indextype)\w*"
)
_OPTION = re.compile(r"\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\]|<[^<>{}]*>)")
_ROUND = re.compile(r"\s*\((?:[^(){}]|\{(?:[^{}]|\{[^{}]*\})*\})*\)")
_ARGUMENT = re.compile(r"\s*\{([^{}]*)\}")
_IN_AUX = re.compile(
    r"\\(?:citation|abx@aux@cite(?:\{\d+\})?|abx@aux@nocite(?:\{\d+\})?)\{(?P<keys>[^{}]*)\}"
    r"|(?P<all>\\abx@aux@nociteall)|\\@input\{(?P<file>[^{}]*)\}"
)
_BCF_KEY = "{https://sourceforge.net/projects/biblatex}citekey"

CitationReader = Callable[[Path], str]
Event = tuple[str, str, str]
"""`cite` with a key, or `file` with a name and the folder it is relative to (`.` is the document's)."""


@dataclass(frozen=True, slots=True)
class Cited:
    r"""The keys of a document in the order of their first citation.

    `everything`: it cites `*`, the whole bibliography. `unread` are included files that are missing,
    unreadable, or outside the document's folder.
    """

    keys: tuple[str, ...]
    everything: bool = False
    unread: tuple[str, ...] = ()


def cited_in(path: Path, read: CitationReader) -> Cited:
    """Return the keys cited in a `.tex`, `.aux` or `.bcf`; other files are read like `.tex`.

    Raises Unreadable for a `.bcf` that is not XML, and what `read` raises for `path` itself.
    """
    if path.suffix == ".bcf":
        events: Iterable[Event] = (("cite", key, "") for key in in_bcf(read(path)))
        unread: list[str] = []
    else:
        parse, ending = (in_aux, ".aux") if path.suffix == ".aux" else (in_tex, ".tex")
        events, unread = _Walk(path.parent, read, parse, ending).whole(path)
    keys = dict.fromkeys(key for _, key, _ in events)
    return Cited(tuple(key for key in keys if key != "*"), "*" in keys, tuple(dict.fromkeys(unread)))


def in_tex(text: str) -> Iterator[Event]:
    """Yield the citations and the included files of one `.tex`, in order."""
    text = _IGNORED.sub(lambda match: match["kept"] or "", text)
    for match in _COMMAND.finditer(text):
        if name := match["cite"]:
            for key in () if _NOT_CITING.fullmatch(name) else _keys(text, match.end(), name.lower()):
                yield "cite", key, ""
        elif match["include"]:
            yield "file", (match["file"] or match["bare"] or "").strip().strip('"'), "."
        else:
            folder = match["folder"].strip()
            yield "file", match["from"].strip(), f"{'./' if match['sub'] else ''}{folder or '.'}"


def in_aux(text: str) -> Iterator[Event]:
    """Yield the citations and the further files of one `.aux`, in order."""
    for match in _IN_AUX.finditer(text):
        if match["file"] is not None:
            yield "file", match["file"], "."
        for key in _parted(match["keys"] or ("*" if match["all"] else "")):
            yield "cite", key, ""


def in_bcf(text: str) -> Iterator[str]:
    """Yield the keys in the control file of biber, in order. Raises Unreadable if it is not XML."""
    try:
        root = fromstring(text.encode("utf-8", "surrogatepass"))
    except (SyntaxError, ValueError) as problem:
        raise Unreadable(f"not a control file of biber: {problem}") from problem
    for key in root.iter(_BCF_KEY):
        yield from _parted(key.text or "")


@dataclass(frozen=True, slots=True)
class _Walk:
    """Reads a document with its included files, but none outside its folder."""

    folder: Path
    read: CitationReader
    parse: Callable[[str], Iterator[Event]]
    ending: str

    def whole(self, path: Path) -> tuple[list[Event], list[str]]:
        """Return the citations of a document in order, and the included files that cannot be read."""
        cited: list[Event] = []
        unread: list[str] = []
        seen = {path.resolve()}
        # Unfinished files, the innermost last, each with the folder that its file names are relative to.
        open_files = [(self.parse(self.read(path)), ".")]
        while open_files:
            events, current = open_files[-1]
            event = next(events, None)
            if event is None:
                open_files.pop()
            elif event[0] == "cite":
                cited.append(event)
            elif len(seen) < MAX_FILES and "#" not in event[1]:
                start = f"{current}/{event[2]}" if event[2].startswith("./") else event[2]
                found = self._found(event[1], (start, current), seen)
                if found is None:
                    unread.append(event[1])
                elif found:
                    open_files.append((self.parse(found), start if event[2] != "." else current))
        return cited, unread

    def _found(self, name: str, folders: tuple[str, ...], seen: set[Path]) -> str | None:
        """Return the text of an included file; empty if it was read before, None if it cannot be read."""
        names = [name] if name.endswith(self.ending) else [name + self.ending, name]
        for folder in dict.fromkeys(folders):
            for one in names:
                try:
                    path = (self.folder / folder / one).resolve()
                    if not path.is_relative_to(self.folder.resolve()):
                        return None
                    if path in seen:
                        return ""
                    text = self.read(path)
                except (OSError, ValueError, LitnotesError):
                    continue
                seen.add(path)
                return text
        return None


def _keys(text: str, at: int, command: str) -> Iterator[str]:
    """Yield the keys of a citation, from the end of its command name on."""
    is_several = command.endswith("cites")
    if is_several:
        at = _after(_ROUND, text, at)
    skipped = 1 if "volcite" in command else 0
    while argument := _ARGUMENT.match(text, at := _after(_OPTION, text, at)):
        if skipped:
            skipped -= 1
        else:
            yield from _parted(argument.group(1))
            if not is_several:
                return
        at = argument.end()


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the position after up to two matches of a pattern."""
    for _ in range(2):
        if match := pattern.match(text, at):
            at = match.end()
    return at


def _parted(keys: str) -> Iterator[str]:
    """Yield keys separated by commas, without parameters or macros in the definition of a command."""
    for key in keys.split(","):
        if (one := key.strip()) and "#" not in one and "\\" not in one:
            yield one
