"""Words and phrases that a paper must or must not contain."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"“”„‟«»＂'‘’"
_OPERATOR = re.compile(r"(?:^|\s)(AND|OR|NOT)(?=\s|$)")
MAX_QUOTED = 60


def keyword(text: str) -> str:
    """Return a word or phrase in one line, without quotes around it.

    Raises ValueError with a message if it is invalid.
    """
    written = " ".join(text.split())
    plain = written.rstrip("*").strip(f"{_QUOTES} ")
    is_beginning = written.endswith("*") or plain.endswith("*")
    plain = plain.rstrip("*")
    quoted = f'"{written[:MAX_QUOTED]}"'
    if found := _OPERATOR.search(plain):
        raise ValueError(f"{quoted} contains {found[1]}; list the words under any, all or none instead")
    if re.match(r"-\w", plain):
        raise ValueError(f"{quoted} starts with a minus; list words to exclude under none")
    if re.search(r"[,;，；]", plain):
        raise ValueError(f"{quoted} contains a comma; write each word as a separate item")
    if "*" in plain:
        raise ValueError(f"in {quoted}, the star must be the last character, as in quanti*")
    if not any(character.isalnum() for character in unicodedata.normalize("NFKD", plain)):
        raise ValueError(f"{quoted} has no letter and no digit; write a word, such as codebook")
    if is_beginning and not plain[-1].isalnum():
        raise ValueError(f"in {quoted}, the star must follow a letter, as in quanti*")
    return f"{plain}*" if is_beginning else plain
