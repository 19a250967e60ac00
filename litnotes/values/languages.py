"""Languages of papers, as the two letters of ISO 639-1."""

from __future__ import annotations

import re

MAX_QUOTED = 60

_LISTED = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_CODES = frozenset(_LISTED.split())
_NAMES = {
    "ar": "ara arabic", "bg": "bul bulgarian", "ca": "cat catalan", "cs": "cze ces czech",
    "da": "dan danish", "de": "ger deu german deutsch ngerman naustrian nswissgerman austrian swissgerman",
    "el": "gre ell greek", "en": "eng english american british usenglish ukenglish canadian australian",
    "es": "spa spanish español castellano", "et": "est estonian", "fa": "per fas persian farsi",
    "fi": "fin finnish", "fr": "fre fra french français francais acadian canadien", "he": "heb hebrew",
    "hi": "hin hindi", "hr": "hrv croatian", "hu": "hun hungarian magyar", "id": "ind indonesian",
    "it": "ita italian italiano", "ja": "jpn japanese 日本語", "ko": "kor korean 한국어", "la": "lat latin",
    "lt": "lit lithuanian", "lv": "lav latvian", "nl": "dut nld dutch nederlands",
    "no": "nor norwegian norsk",
    "pl": "pol polish polski", "pt": "por portuguese brazilian português portugues",
    "ro": "rum ron romanian",
    "ru": "rus russian русский", "sk": "slo slk slovak", "sl": "slv slovene slovenian", "sr": "srp serbian",
    "sv": "swe swedish svenska", "th": "tha thai", "tr": "tur turkish türkçe", "uk": "ukr ukrainian",
    "vi": "vie vietnamese", "zh": "chi zho chinese mandarin 中文 汉语 漢語",
}  # fmt: skip
"""Three-letter codes, English names, names in LaTeX (babel), and native names."""

_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(*values: object) -> str | None:
    """Return the code of the first language that a value names: `en` for `en-US`, `eng` and `English`."""
    texts = (value.strip().casefold() for value in values if isinstance(value, str))
    return next(filter(None, map(_code, texts)), None)


def known_language(text: str) -> str:
    """Return the code of a language; raises ValueError with a message if it is unknown."""
    if code := language_code(text):
        return code
    raise ValueError(f'unknown language "{text[:MAX_QUOTED]}"; write its code, such as en or de')


def english_name(code: str) -> str:
    """Return the English name of a language, in lower case; the code if the name is unknown."""
    names = _NAMES.get(code, "").split()
    return next((name for name in names if len(name) > 3), code)


def _code(folded: str) -> str | None:
    code = re.split("[-_]", folded, maxsplit=1)[0]
    return code if code in _CODES else _BY_NAME.get(re.split(r"[-_\s(]", folded, maxsplit=1)[0])
