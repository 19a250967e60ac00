"""Updates a file that people and litnotes both write: one region per paper, between two comment lines.

    % litnotes begin esser2021taming 8f3a2b1c9d
    …
    % litnotes end esser2021taming

The first mark has a hash of the text that litnotes wrote. If it matches, the region is unedited and can be
renewed; otherwise the region belongs to the person who edited it. A group of papers starts at a line
`% litnotes group NAME`. Text outside regions is never changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

MAX_SHOWN = 60
"""Most characters of a key in a message."""

RegionState = Literal["new", "up to date", "outdated", "edited", "edited, outdated", "no longer included"]
"""The state of a region before an export; `outdated`: the notes have changed since it was written."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"[ \t]*%[ \t]*litnotes[ \t]+(?P<word>begin|end|group)\b(?P<rest>.*)", re.IGNORECASE)
_BEGIN = re.compile(r"(?P<key>\S+)[ \t]+(?P<digest>[0-9a-f]{10})")
_END = re.compile(r"\S+")
_SECTION = re.compile(r"[ \t]*\\(?:sub)?section\b")
_END_OF_DOCUMENT = re.compile(r"[ \t]*\\end[ \t]*\{document\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The passage of a paper: the body of its region, and its group.

    `opening` starts the group if the file does not have it yet.
    """

    key: str
    body: str
    group: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a file; `start` and `stop` are the line indices of its marks."""

    key: str
    digest: str
    body: str
    start: int
    stop: int

    @property
    def is_untouched(self) -> bool:
        """Whether it is still the text that litnotes wrote."""
        return digest_of(self.body) == self.digest


class BrokenRegion(NamedTuple):
    """An invalid mark: its line, from 1, and what to do."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class RegionLayout:
    """The regions and groups of a file; `groups` are the lines of the group marks, by name."""

    lines: tuple[str, ...]
    regions: Mapping[str, Region]
    groups: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UpdatedRegions:
    """An updated file: its text, and the former state of each paper."""

    text: str
    states: Mapping[str, RegionState]
    lines: Mapping[str, int]
    """The first line, from 1, of the region of each paper in `text`."""


def digest_of(body: str) -> str:
    """Return the hash that identifies an unedited region, whatever its line ends."""
    return hashlib.sha256(body.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()[:10]


def is_mark(line: str) -> bool:
    """Whether a line would be read as a mark."""
    return _MARK.match(line) is not None


def parsed(text: str) -> RegionLayout | list[BrokenRegion]:
    """Return the layout of a text, or all its broken marks."""
    lines = tuple(_LINE.findall(text))
    regions: dict[str, Region] = {}
    groups: dict[str, int] = {}
    broken: list[BrokenRegion] = []
    opened: tuple[int, str, str] | None = None
    for at, line in enumerate(lines):
        mark = _MARK.fullmatch(line.rstrip("\r\n"))
        if mark is None:
            continue
        word, rest = mark["word"].lower(), mark["rest"].strip()
        if word == "group":
            groups.setdefault(rest, at)
        elif word == "begin":
            if opened:
                broken.append(_not_ended(*opened[:2]))
            match = _BEGIN.fullmatch(rest)
            opened = (at, match["key"], match["digest"]) if match else (at, rest.partition(" ")[0], "")
            broken += _wrong_begin(at, match, regions)
        elif opened is None:
            broken.append(
                BrokenRegion(at + 1, f'no region of "{rest[:MAX_SHOWN]}" begins above; remove this line')
            )
        else:
            start, key, digest = opened
            if rest != key:
                why = f'the region that begins on line {start + 1} belongs to "{key[:MAX_SHOWN]}"'
                broken.append(BrokenRegion(at + 1, f"{why}; write `% litnotes end {key[:MAX_SHOWN]}`"))
            regions.setdefault(key, Region(key, digest, "".join(lines[start + 1 : at]), start, at))
            opened = None
    if opened:
        broken.append(_not_ended(*opened[:2]))
    return sorted(broken) or RegionLayout(lines, regions, groups)


def _wrong_begin(at: int, match: re.Match[str] | None, regions: Mapping[str, Region]) -> list[BrokenRegion]:
    if match is None:
        why = "this mark has no key and hash; to keep the text as your own, remove both marks of the region"
        return [BrokenRegion(at + 1, why)]
    if same := regions.get(match["key"]):
        why = f'a second region of "{same.key[:MAX_SHOWN]}"; the first one begins on line {same.start + 1}'
        return [BrokenRegion(at + 1, f"{why}. Remove the marks of one of them")]
    return []


def _not_ended(at: int, key: str) -> BrokenRegion:
    return BrokenRegion(
        at + 1, f"this region has no end; write `% litnotes end {key[:MAX_SHOWN]}` after it"
    )


def updated(
    before: RegionLayout, wanted: Sequence[Passage], *, only: bool = False, prune: bool = False
) -> UpdatedRegions:
    """Return a file updated to the wanted papers.

    Unedited regions are renewed in place, new ones go to the end of their group, edited ones stay. With
    `only`, other papers are not changed; with `prune`, unedited regions of other papers are removed.
    """
    lines = list(before.lines)
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    by_key = {passage.key: passage for passage in wanted}
    states: dict[str, RegionState] = {}
    for region in sorted(before.regions.values(), key=lambda one: one.start, reverse=True):
        passage = by_key.get(region.key)
        if passage:
            states[region.key] = _state(region, passage)
            if states[region.key] == "outdated":
                lines[region.start : region.stop + 1] = _written(passage, newline)
        elif not only:
            states[region.key] = "no longer included"
            if prune and region.is_untouched:
                del lines[region.start : region.stop + 1]
    new = [passage for passage in wanted if passage.key not in before.regions]
    states |= dict.fromkeys((passage.key for passage in new), "new")
    text = "".join(_with_new(lines, new, by_key, newline))
    after = parsed(text)
    found = after.regions if isinstance(after, RegionLayout) else {}
    return UpdatedRegions(text, states, {key: region.start + 1 for key, region in found.items()})


def _state(region: Region, passage: Passage) -> RegionState:
    is_same = digest_of(passage.body) == region.digest
    if region.is_untouched:
        return "up to date" if is_same else "outdated"
    return "edited" if is_same else "edited, outdated"


def _written(passage: Passage, newline: str) -> list[str]:
    """Return the lines of a region."""
    digest = digest_of(passage.body)
    text = f"% litnotes begin {passage.key} {digest}\n{passage.body}% litnotes end {passage.key}\n"
    return [line.replace("\n", newline) for line in _LINE.findall(text)]


def _with_new(
    lines: list[str], new: Sequence[Passage], wanted: Mapping[str, Passage], newline: str
) -> list[str]:
    """Return the lines with new regions, each at the end of its group; a new group goes to the end."""
    layout = parsed("".join(lines))
    if not new or not isinstance(layout, RegionLayout):  # the text was valid before, so it still is
        return lines
    end = next((at for at, line in enumerate(lines) if _END_OF_DOCUMENT.match(line)), len(lines))
    by_group: dict[str, list[Passage]] = {}
    for passage in new:
        by_group.setdefault(passage.group, []).append(passage)
    inserts: list[tuple[int, list[str]]] = []
    for group, passages in by_group.items():
        at = _end_of_group(layout, group, wanted)
        block = [line for passage in passages for line in (newline, *_written(passage, newline))]
        if at is None:
            block = [*_opened(passages[0], newline), *block]
        inserts.append((end if at is None else at, block))
    written = list(lines)
    # From the end backwards, so that indices stay valid; of groups at one place, the last comes first.
    inserts.sort(key=lambda one: one[0])
    for at, block in reversed(inserts):
        written = _inserted(written, at, block, newline)
    return written


def _opened(first: Passage, newline: str) -> list[str]:
    """Return the lines that start a new group."""
    if not first.group:
        return []
    text = f"\n% litnotes group {first.group}\n{first.opening}"
    return [line.replace("\n", newline) for line in _LINE.findall(text)]


def _inserted(lines: list[str], at: int, block: list[str], newline: str) -> list[str]:
    """Return lines with a block inserted, separated from text by an empty line on both sides."""
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith("\n"):
        before[-1] += newline
    if not before or not before[-1].strip():
        block = block[1:]
    apart = [newline] if after and after[0].strip() else []
    return [*before, *block, *apart, *after]


def _end_of_group(layout: RegionLayout, group: str, wanted: Mapping[str, Passage]) -> int | None:
    """Return the line index for the next region of a group; None if the file has no such group.

    That is after the last region below the mark of the group; without the mark, after the last region of
    any paper of the group.
    """
    start, stop = _extent(layout, group)
    inside = [region.stop + 1 for region in layout.regions.values() if start <= region.start < stop]
    elsewhere = [
        region.stop + 1 for region in layout.regions.values() if _group_of(region.key, wanted) == group
    ]
    if inside or elsewhere:
        return max(inside or elsewhere)
    if group not in layout.groups and (group or not layout.groups):
        return None
    while stop > start + 1 and not layout.lines[stop - 1].strip():
        stop -= 1
    return stop


def _group_of(key: str, wanted: Mapping[str, Passage]) -> str | None:
    return wanted[key].group if key in wanted else None


def _extent(layout: RegionLayout, group: str) -> tuple[int, int]:
    """Return the lines of a group: from its mark to the next group mark, or to the second heading after it.

    Papers without a group come before the first group.
    """
    if not group:
        return 0, min([*layout.groups.values(), len(layout.lines)])
    if group not in layout.groups:
        return 0, 0
    start = layout.groups[group]
    headings = [at for at, line in enumerate(layout.lines) if at > start and _SECTION.match(line)]
    later = [at for at in layout.groups.values() if at > start]
    return start, min([*later, *headings[1:], len(layout.lines)])
