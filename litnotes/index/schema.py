"""The tables of the index, and how text is put into words for searching.

`items` are what can be found: a paper (`kind` paper), a name that reports give and nobody identified
(name), or something said about no paper, such as a task or a question (said). `entries` are what
reports say, each about one item. `words` holds the text of each item for FTS5, its rowid is the
item's id; its columns are made by `words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from litnotes.values.patterns import pattern

VERSION = 10
"""Raised whenever the tables or what stands in them change; an index of another version is made anew."""

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
  first_day TEXT, last_day TEXT
);
CREATE INDEX kinds_of_items ON items(kind, reading, decision);
CREATE INDEX waiting_items ON items(waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX items_with_reading ON items(key, own_reading) WHERE own_reading IS NOT NULL;
CREATE TABLE names(kind TEXT, folded TEXT, key TEXT, PRIMARY KEY(kind, folded, key)) WITHOUT ROWID;
CREATE INDEX names_of_keys ON names(key);
CREATE TABLE entries(
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL, day TEXT NOT NULL, line INTEGER NOT NULL,
  role TEXT NOT NULL, text TEXT NOT NULL, ways TEXT, data TEXT NOT NULL
);
CREATE INDEX entries_of_items ON entries(item);
CREATE INDEX entries_of_days ON entries(day);
CREATE TABLE asked(kind TEXT, folded TEXT, entry INTEGER, PRIMARY KEY(kind, folded, entry)) WITHOUT ROWID;
CREATE INDEX names_asked_for ON asked(entry);
CREATE VIRTUAL TABLE words USING fts5(
  title, names, authors, venue, tags, abstract, said, tokenize='unicode61 remove_diacritics 2'
);
"""
# `written` are papers as exports write them, which takes long for many: good as long as the hash is that of
# the file.
# `names`, `authors` and `tags` of an item hold one value a line. `name` of an item is what a list shows
# of it, `own_reading` how far the file of a paper says it is read. `names` are all names of own papers,
# folded, as `library.shelf.names_of` gives them. `ways` of an entry are the ways it writes the name of its
# paper, as a JSON list, null where it is about no paper; `data` is the entry as JSON. `asked` are the names
# looked up to find the paper of an entry, found or not: when a paper takes or loses one of them, that entry
# may be about another paper. `folders` are the files of each folder with their stamps, as `index.scan` has
# them.

WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of scripts that put no spaces between words, as a range of a pattern."""


APART = "\ue000"
"""A word that nobody writes. Between two texts, it keeps a phrase from running from one into the other."""

_HYPHENS = "[-\u2010-\u2015]"
_COMPOUND = pattern(f"[^\\W_]+(?:{_HYPHENS}[^\\W_]+)+")


def words(texts: Iterable[str]) -> str:
    """Return texts as a column of `words` holds them.

    Words with hyphens stand behind them once more as one word each, as names compare: VQ-GAN is vqgan.
    """
    texts = list(texts)
    compounds = dict.fromkeys(one for text in texts for one in _COMPOUND.findall(_hyphened(text)))
    whole = (re.sub(_HYPHENS, "", one) for one in compounds)
    return searchable(f"\n{APART}\n".join((*texts, *whole)))


def _hyphened(text: str) -> str:
    """Return what may hold words with hyphens: to look for them in all words takes ten times as long."""
    if not text.isascii():
        return text
    return " ".join(word for word in text.split() if "-" in word) if "-" in text else ""


def first_text(column: str) -> str:
    """Return the first of the texts that `words` was given."""
    return as_written(column.partition(f"\n{APART}\n")[0])


def searchable(text: str) -> str:
    """Return text with each letter of a script without spaces as a word of its own.

    FTS5 would take a whole Chinese sentence for one word. A word of such letters is searched as the
    phrase of its letters.
    """
    # Patterns of these letters take long to compile, and most texts need none.
    return text if text.isascii() else re.sub(f"[{WITHOUT_SPACES}]", r" \g<0> ", text)


def as_written(text: str) -> str:
    """Return the text that `searchable` was given."""
    return text if text.isascii() else re.sub(f" ([{WITHOUT_SPACES}]) ", r"\1", text)
