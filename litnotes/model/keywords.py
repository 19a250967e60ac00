"""How a word or a phrase is written that a paper must have, or must not."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"“”„‟«»＂'‘’"
_OPERATORS = re.compile(r"(?:^|\s)(AND|OR|NOT)(?=\s|$)")


def keyword(text: str) -> str:
    """Return a word or a phrase in its plain form: one line, without quotes around it.

    Raises ValueError with a sentence where it cannot stand in a text.
    """
    written = " ".join(text.split())
    if found := _OPERATORS.search(written):
        raise ValueError(f'"{written[:60]}" says {found[1]}; here, any, all and none say how words count')
    if re.match(r"-\w", written):
        raise ValueError(f'"{written[:60]}" starts with a minus; write what must not be there under none')
    if re.search(r"[,;，；]", written):
        raise ValueError(f'"{written[:60]}" holds a comma; write each word as an item of its own')
    plain = " ".join(written.rstrip("*").strip(_QUOTES).split())
    is_beginning = written.endswith("*") or plain.endswith("*")
    plain = plain.rstrip("*")
    if "*" in plain:
        raise ValueError(f'in "{written[:60]}", the star stands at the end only, as in quanti*')
    if not any(character.isalnum() for character in unicodedata.normalize("NFKD", plain)):
        raise ValueError(f'"{written[:60]}" has no letter and no digit; write a word, such as codebook')
    if is_beginning and not plain[-1].isalnum():
        raise ValueError(f'in "{written[:60]}", the star stands directly behind a letter, as in quanti*')
    return f"{plain}*" if is_beginning else plain
