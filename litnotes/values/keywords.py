"""How a word or a phrase is written that a paper must have, or must not."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"“”„‟«»＂'‘’"
_OPERATOR = re.compile(r"(?:^|\s)(AND|OR|NOT)(?=\s|$)")
MAX_TOLD = 60


def keyword(text: str) -> str:
    """Return a word or a phrase in its plain form: one line, without quotes around it.

    Raises ValueError with a sentence where it can be none.
    """
    written = " ".join(text.split())
    plain = written.rstrip("*").strip(f"{_QUOTES} ")
    is_beginning = written.endswith("*") or plain.endswith("*")
    plain = plain.rstrip("*")
    told = f'"{written[:MAX_TOLD]}"'
    if found := _OPERATOR.search(plain):
        raise ValueError(f"{told} says {found[1]}; here, any, all and none say how words count")
    if re.match(r"-\w", plain):
        raise ValueError(f"{told} starts with a minus; write what must not be there under none")
    if re.search(r"[,;，；]", plain):
        raise ValueError(f"{told} holds a comma; write each word as an item of its own")
    if "*" in plain:
        raise ValueError(f"in {told}, the star stands at the end only, as in quanti*")
    if not any(character.isalnum() for character in unicodedata.normalize("NFKD", plain)):
        raise ValueError(f"{told} has no letter and no digit; write a word, such as codebook")
    if is_beginning and not plain[-1].isalnum():
        raise ValueError(f"in {told}, the star stands directly behind a letter, as in quanti*")
    return f"{plain}*" if is_beginning else plain
