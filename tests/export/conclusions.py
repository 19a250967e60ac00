"""Conclusions as hypothesis makes them up: Markdown of students in a hurry, and of somebody hostile."""

from __future__ import annotations

from hypothesis import strategies as st

_PLAIN = (
    "encoder", "VQ-GAN", "is similar to", "we train", "on ImageNet.", "the prior", "(see 3.2)", "50%",
    "R&D", "a_b", "#1", "~5", "x^2", "{a}", "\\", "C:\\temp", '"quoted words"', "it's", '5"', "``",
    "''", "?`", "!`", "--", "---", "<<", ">>", ",,", "...", "[x]", "[", "]", "*", "**", "_", "=",
    "1.text", "-", "|", "&amp;", "~~old~~", "état", "Łódź", "naïve", "ỹ ế", "H₂O", "≤ 3", "→", "β-VAE",
    "𝔼[x]", "x̂", "ﬁne", "①", "½", "a\xa0b", "a\u200bb", "soft\xadhyphen", "\ufeff", "\u202e", "“q”",
    "–", "…",
)  # fmt: skip
_HOSTILE = (
    "\\input{/etc/passwd}", "\\write18{ls}", "^^41", "^^M", "\\end{document}", "\\begin{itemize}",
    "\\item", "\\catcode`\\%=0", "%", "$", "$$", "\\(", "\\]", "{", "}", "}}}", "{{{", "\\\\", "\\\\*",
    "\\\\[1cm]", "\\par", "\\def\\x{\\x}\\x", "<b>html</b>", "<!-- c -->", "<script>", "\\csname",
    "#1#2", "\t", "\x00", "\x1b[31m", "\x7f",
)  # fmt: skip
_FORMULAS = (
    "$x_1$", "$Z_\\hat$", "$\\mathbb{E}_{x\\sim p}[\\log D(x)]$", "$\\frac{a}{b}$", "$\\input{x}$",
    "$a_b_c$", "$x^2'$", "$\\left( a$", "$\\bm{z}$", "$β_t$", "$\\unknown$", "\\(a^2\\)",
    "\\[\\sum_{i=1}^n x_i\\]", "$$\\int_0^1 f$$", "$$\\begin{aligned}a\\end{aligned}$$", "$HOME/$PATH",
    "costs $5 to $6", "$a$$b$", "$\\text{if } x$", "$\\sqrt[3]{2}$",
)  # fmt: skip
_FOREIGN = (
    "潜在空间上的生成模型", "这篇文章，用代码本训练。", "日本語のテキスト",
    "カタカナ", "한국어 문장입니다",
    "Привет, мир", "Ελληνικά",
    "مرحبا بالعالم", "שלום", "हिन्दी", "สวัสดีชาวโลกสวัสดีชาวโลก", "😀", "👨\u200d👩\u200d👧", "❤\ufe0f",
    "👍🏽", "🇩🇪", "1\ufe0f⃣", "ả", "ə", "ħ", "✗", "\ue000", "🧿", "\u0378", "𓀀", "∰", "⟦x⟧", "क्ष",
)  # fmt: skip
_LINKS = (
    "https://example.org/a_b%20c?x=1&y=2#z", "<https://example.org/~a/{b}>",
    "[text](https://example.org/a_b)", "[t](javascript:alert(1))", "[t](ftp://e.x/a)",
    '[t](notes.md "the title")', "![alt text](i.png)", "www.example.org", "mail me@example.org",
    "[*em* `c`](http://e.x/%5C$)", "[ref]: http://e.x/y", "[ref]", "https://e.x/" + "a" * 150,
)  # fmt: skip
_LONG = (
    "w" * 3000, "W" * 120, "model.encoder.layers_0.attention.self_attention.query_projection.weight",
    "😀" * 60, "1234567890" * 12, "α" * 50, "_" * 80, "é" * 70, "`" + "code_" * 30 + "`",
)  # fmt: skip
_CODE = (
    "`x_1`", "``a ` b``", "`\\input{x}`", "`f(x, 'a', \"b\")`", "`  two  spaces`", "`--flag <<EOF`",
    "`модель`",
)  # fmt: skip
_FOOTNOTES = (
    "note[^1]", "\n\n[^1]: The *footnote* text\n\n", "\n\n[^2]: nobody refers to it [^1]\n\n", "[^2]",
    "^[inline]",
)  # fmt: skip
_BLOCKS = (
    "\n\n", "\n", "  \n", "\\\n", "\n- ", "\n  - ", "\n    - ", "\n        - ", "\n            - ",
    "\n1. ", "\n7) ", "\n   1. ", "\n> ", "\n> > ", "\n# ", "\n---\n", "\n===\n", "\n\n***\n\n",
    "\n```\n", "\n```python\n", "\n    ", "\n\n     indented\n\n",
    "\n\n| a | b |\n|---|---|\n| c | d | e |\n", "\n\n| a | b |\n|---|---|\n| c | `d` |\n", "\n- [ ] ",
    "\n* ", "\n+ ",
)  # fmt: skip


def _kinds(*groups: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(*(st.sampled_from(group) for group in groups))


def _joined(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    styled = st.tuples(st.sampled_from(("*", "**", "`", "***", "~~", "_")), piece).map(
        lambda t: t[0] + t[1] + t[0]
    )
    pieces = st.lists(st.one_of(piece, piece, piece, styled), max_size=25)
    return st.tuples(pieces, st.sampled_from((" ", " ", ""))).map(lambda t: t[1].join(t[0]))


ASCII = (_PLAIN, _HOSTILE, _FORMULAS, _LINKS, _LONG, _CODE, _FOOTNOTES, _BLOCKS, _BLOCKS, _PLAIN)
conclusions = _joined(_kinds(*ASCII))
"""Texts for pdfLaTeX, as far as hypothesis does not choose the few that are not."""
any_conclusions = st.one_of(
    _joined(_kinds(*ASCII, _FOREIGN, _FOREIGN)), _joined(st.one_of(_kinds(*ASCII), st.text(max_size=12)))
)
"""Texts with all of Unicode."""


_WORD = st.integers(0, 99999).map(lambda number: f"qz{number}x")
_HIDDEN = (
    "\n\n[{}]: http://e.x/y\n\n", "[t](http://e.x/y '{}')",
    "\n\n|a|b|\n|-|-|\n|1|2|{}|\n\n", "\n\n[^{}]: note\n\n",
    "\n\n[^1]: {}\n\n", "![{}](i.png)", "<!-- {} -->", "\n\n```{}\nx\n```\n\n",
    "<{}>", "&{};", "[x]: <{}>", "\n\n    {}\n\n",
)  # fmt: skip
"""Places where readers of Markdown leave words out."""
_hidden = st.tuples(st.sampled_from(_HIDDEN), _WORD).map(lambda t: t[0].format(t[1]))
marked = st.lists(st.one_of(_WORD, _hidden, _kinds(*ASCII, _FOREIGN)), max_size=30).map(" ".join)
"""Texts with words (`qz17x`) that can be looked for in what comes out."""
