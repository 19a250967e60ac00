"""The files made from reports: `days/DATE.yaml`, with a header that reveals edits by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.model import file_formats
from litnotes.store import files
from litnotes.values.patterns import pattern

if TYPE_CHECKING:
    from litnotes.model.reports import Report

_DAY_HEAD = pattern(rb"# Made by litnotes from [^\n]*\n# sha256 of what follows: ([0-9a-f]{64})\n")
_DAY_HASH = b"# sha256 of what follows: "
_DAY_SOURCE = pattern(
    rb"\nsource:\n  file: (?P<file>[^\n]+)\n(?:  others:\n(?P<others>(?:  - [^\n]+\n)+))?"
    rb"  sha256: '?(?P<sha256>[0-9a-f]{64})'?\n  reader: '?(?P<reader>[0-9a-f]{12})'?\n\Z"
)
_DAY_FORMAT = pattern(rb"format: ([0-9]+)\n")
_DAY = pattern(rb"\d{4}-\d\d-\d\d")


class DayFile(NamedTuple):
    """The facts of a `days/*.yaml` that are read without parsing it.

    `intact` says that nobody edited it by hand; a file that git merged of two is not edited.
    `file` is the name of its report in YAML form, `others` are the further days in that report.
    """

    data: bytes
    intact: bool
    file: bytes = b""
    others: tuple[datetime.date, ...] = ()
    sha256: str | None = None
    reader: str | None = None
    format: int = 1

    @property
    def is_newer(self) -> bool:
        """Whether a newer litnotes wrote it."""
        return self.format > file_formats.present(file_formats.DAY)

    @property
    def is_replaceable(self) -> bool:
        """Whether it may be made again: nobody edited it, and no newer litnotes wrote it."""
        return self.intact and not self.is_newer

    def is_from(self, name: str) -> bool:
        """Whether it was made from the report with this name."""
        from litnotes.store import yaml

        return self.file.decode() == yaml.dump({"file": name}).partition(": ")[2].rstrip("\n")


def parse(written: bytes) -> DayFile:
    """Return the facts of a derived file without parsing its YAML."""
    data = written.replace(b"\r\n", b"\n")  # git may change line ends
    head = _DAY_HEAD.match(data)
    merged = data.count(_DAY_HASH) > 1
    intact = merged or (head is not None and files.sha256(data[head.end() :]) == head.group(1).decode())
    named = _DAY_FORMAT.match(data, head.end()) if head else None
    number = int(named.group(1)) if named else 1
    source = _DAY_SOURCE.search(data)
    if merged or not source:
        return DayFile(written, intact, format=number)
    others = tuple(
        datetime.date.fromisoformat(other.decode()) for other in _DAY.findall(source["others"] or b"")
    )
    return DayFile(
        written,
        intact,
        source["file"],
        others,
        source["sha256"].decode(),
        source["reader"].decode(),
        number,
    )


def day_text(report: Report, report_name: str) -> bytes:
    """Return the derived file of a report: its content as YAML with a header."""
    from litnotes.store import yaml

    values: Mapping[str, Any] = report.model_dump(context={"brief": True})
    body = yaml.dump(file_formats.with_format(file_formats.DAY, values)).encode()
    head = (
        f"# Made by litnotes from {report_name}: edit that report, this file follows it.\n"
        f"# sha256 of what follows: {files.sha256(body)}\n"
    )
    return head.encode() + body
