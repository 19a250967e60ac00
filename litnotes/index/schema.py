"""The tables of the index, and the form of text for searching.

`items` can be found: a paper (`kind` paper), an unidentified name in reports (name), or a text about no
paper, such as a task or a question (said). `entries` are the entries of reports, each about one item.
The table `words` has the text of each item for FTS5; its rowid is the item's id, and the function `words`
makes its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from litnotes.values.patterns import pattern

VERSION = 13
"""Increase it when the tables or their content change; an index of another version is rebuilt."""

TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folders(name TEXT PRIMARY KEY, packed BLOB) WITHOUT ROWID;
CREATE TABLE files(path TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT, content TEXT) WITHOUT ROWID;
CREATE INDEX days_of_reports ON files(content) WHERE substr(path, -3) = '.md';
CREATE TABLE written(path TEXT, form TEXT, sha256 TEXT, text TEXT, PRIMARY KEY(path, form)) WITHOUT ROWID;
CREATE TABLE items(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, identity TEXT NOT NULL UNIQUE, key TEXT UNIQUE, name TEXT,
  title TEXT, names TEXT, authors TEXT, year INTEGER, venue TEXT, venue_year INTEGER, tags TEXT,
  record TEXT, cited INTEGER, added TEXT, own_reading TEXT,
  reading TEXT, decision TEXT, reason TEXT, decided_by TEXT, decided_on TEXT, waiting_since TEXT,
  is_screened INTEGER NOT NULL DEFAULT 0,
  assumed_read INTEGER NOT NULL DEFAULT 0,
  first_day TEXT, last_day TEXT
);
CREATE INDEX kinds_of_items ON items(kind, reading, decision);
CREATE INDEX waiting_items ON items(waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX items_with_reading ON items(key, own_reading) WHERE own_reading IS NOT NULL;
CREATE TABLE names(kind TEXT, folded TEXT, key TEXT, PRIMARY KEY(kind, folded, key)) WITHOUT ROWID;
CREATE INDEX names_of_keys ON names(key);
CREATE TABLE entries(
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL, day TEXT NOT NULL, line INTEGER NOT NULL,
  role TEXT NOT NULL, text TEXT NOT NULL, ways TEXT, data TEXT NOT NULL,
  thread TEXT, state TEXT, reading TEXT, undecided TEXT, since TEXT
);
CREATE INDEX entries_of_items ON entries(item);
CREATE INDEX entries_of_days ON entries(day);
CREATE INDEX entries_of_threads ON entries(thread) WHERE thread IS NOT NULL;
CREATE TABLE days(day TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE left_open(
  thread TEXT, day TEXT, entry INTEGER, kind TEXT, since TEXT, until TEXT NOT NULL, named TEXT NOT NULL,
  PRIMARY KEY(thread, day, entry, kind)
) WITHOUT ROWID;
CREATE INDEX left_open_on ON left_open(day);
CREATE INDEX left_open_until ON left_open(until, day);
CREATE TABLE asked(kind TEXT, folded TEXT, entry INTEGER, PRIMARY KEY(kind, folded, entry)) WITHOUT ROWID;
CREATE INDEX names_asked_for ON asked(entry);
CREATE TABLE screened(
  trace TEXT, at INTEGER, key TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT, by_person TEXT,
  day TEXT NOT NULL,
  PRIMARY KEY(trace, at)
) WITHOUT ROWID;
CREATE INDEX screened_keys ON screened(key);
CREATE TABLE candidates(key TEXT PRIMARY KEY, content TEXT NOT NULL, paper TEXT) WITHOUT ROWID;
CREATE INDEX papers_of_candidates ON candidates(paper) WHERE paper IS NOT NULL;
CREATE TABLE candidate_names(
  kind TEXT, folded TEXT, key TEXT, PRIMARY KEY(kind, folded, key)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  title, names, authors, venue, tags, abstract, said, tokenize='unicode61 remove_diacritics 2'
);
"""
# `written` are papers as exports write them, valid while the hash is that of the file; it saves time.
# `names`, `authors` and `tags` of an item have one value per line. `name` of an item is for lists,
# `own_reading` is the reading state in the file of a paper; a paper is `assumed_read` if it only has a
# conclusion in a report. The table `names` has all names of own papers,
# folded, from `library.shelf.names_of`. `ways` of an entry are the names that it gives its paper, as a JSON
# list, null if it is about no paper; `data` is the entry as JSON. `thread` and the columns after it are
# what the entry says of open work, from `daily.ledger`. `days` have a report. `left_open` is from
# `index.left_open`. `asked` are the names looked up to find the paper of an entry, found or not: when a
# paper gets or loses one of them, the entry may be about another paper. `screened` are the decisions in
# traces, `candidates` those they are on, each with its own paper, and their names, from `index.screened`;
# an item `is_screened` if its decision is one of these. `folders` are the files of each folder with their
# stamps, from `index.scan`.

WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of scripts without spaces between words, as ranges for a pattern."""


APART = "\ue000"
"""A private-use character as a word. Between two texts, it keeps phrases from matching across them."""

_HYPHENS = "[-\u2010-\u2015]"
_COMPOUND = pattern(f"[^\\W_]+(?:{_HYPHENS}[^\\W_]+)+")


def words(texts: Iterable[str]) -> str:
    """Return texts as a column of the table `words`.

    After them, each word with hyphens is added as one word, as names compare: VQ-GAN is vqgan.
    """
    texts = list(texts)
    compounds = dict.fromkeys(compound for text in texts for compound in _COMPOUND.findall(_hyphened(text)))
    whole = (re.sub(_HYPHENS, "", compound) for compound in compounds)
    return searchable(f"\n{APART}\n".join((*texts, *whole)))


def _hyphened(text: str) -> str:
    """Return the words that may have hyphens; searching all words takes ten times as long."""
    if not text.isascii():
        return text
    return " ".join(word for word in text.split() if "-" in word) if "-" in text else ""


def first_text(column: str) -> str:
    """Return the first of the texts in a column made by `words`."""
    return as_written(column.partition(f"\n{APART}\n")[0])


def searchable(text: str) -> str:
    """Return text with spaces around each letter of a script without spaces.

    Otherwise FTS5 reads a whole Chinese sentence as one word. A word of such letters is searched as the
    phrase of its letters.
    """
    # Compiling this pattern is slow, and most texts do not need it.
    return text if text.isascii() else re.sub(f"[{WITHOUT_SPACES}]", r" \g<0> ", text)


def as_written(text: str) -> str:
    """Return the original text of `searchable`."""
    return text if text.isascii() else re.sub(f" ([{WITHOUT_SPACES}]) ", r"\1", text)
