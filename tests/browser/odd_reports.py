"""Reports that are odd in the way of people: titles with markup, questions with formulas."""

from __future__ import annotations

REPORT = r"""# June 1 Report

## TODO
1. tidy TensorB.h (since 2024-05-31)
2. sort the table with `code` and a_very_long_identifier_that_does_not_break_anywhere_in_this_line_at_all
   - [ ] the first part
   - [x] the second part

## Done
1. trace the papers; see [the thread](https://example.org/a/very/long/address/that/goes/on)
   and https://example.org/another/very/long/address/without/any/blank/in/it/that/goes/on/and/on.html

## Questions to be asked
1. Are codecs with a prior generative models?
   Answer (Lin): yes
2. Is $\mathcal{L} = \|x - \hat{x}\|_2^2 + \beta \mathrm{KL}(q(z \mid x) \| p(z)) + \sum_i f_i(x)$ enough?
3. What about $Z_\hat$ and <script>alert(1)</script>?

## Conclusion on papers
### MusicLM
Verdict: include – fits the criteria (by Lin)

### Vector Quantised Music (VQM)
Description: it compares codebooks, with $x^2$.

| model | bits | FAD | another column | and one more column | the last column of the table |
|---|--:|--:|---|---|---|
| EnCodec | 6.0 | 2.13 | a | b | c |

```python
def quantise(x, codebook):
    return codebook[((x[:, None] - codebook) ** 2).sum(-1).argmin(-1)]  # nearest entry, by distance
```

![The codebook](figures/codebook.png)

Similarity: the latent space is discrete
Difference: no generative model

## Feedback
more figures please
"""

_HEAD = "# June 1 Report\n\n"

ODD_REPORTS = {
    "markup in titles": _HEAD
    + "## Questions\n1. Is **VQ** `ok`?\n\n"
    "## Conclusion on papers\n### The *Best* `VQ` <b>Paper</b>\nIt is new.\n\n"
    "### A & B: \"quoted\" 'names' {x}\nIt is old.\n",
    "formulas": _HEAD
    + "## Questions\n1. Is $\\beta > 1$ or $$\\frac{a}{b}$$ right?\n2. And $Z_\\hat$?\n\n"
    "## Conclusion on papers\n### $\\beta$-VAE with $x_1$\nIt has $\\beta$.\n",
    "two people": _HEAD
    + "## Questions\n1. Who reads it?\n   Zoë: I do\n2. And who else?\n\n"
    "## Conclusion on papers\n### First Thing\nGood.\n\n> Zoë: include\n\n### Second Thing\nBad.\n",
    "CRLF": _HEAD.replace("\n", "\r\n")
    + "## Questions\r\n1. one?\r\n2. two?\r\n\r\n## Conclusion on papers\r\n### Some Model\r\nx\r\n",
    "no last line end": _HEAD + "## Conclusion on papers\n### Some Model\nIt is.\n\n## Questions\n1. one?",
    "Chinese": "# 2024-06-01\n\n## 问题\n1. 这个方法好吗？\n\n## 论文总结\n### 音乐的潜在空间\n很好。\n",
    "colons in names": _HEAD
    + "## Conclusion on papers\n### MAE: Masked: Auto: Encoders\nx\n\n### Another: include\nx\n\n"
    "### " + "A very long title of a paper without a short name " * 3 + "\nx\n",
    "a list without headings": _HEAD
    + "## questions to be asked:\n\nShould I go on?\n\nWhat is next?\n\n## Conclusion on papers\n\n"
    "### Detailed\n\n#### One Model\ndescription: fine\n\n### Not sure\n\n#### Another Model\nmaybe\n",
    "bold headings": "**June 1 Report**\n\n**Questions**\n\n- one?\n- two?\n\n**Conclusion on papers**\n\n"
    "### Some Model\nSimilarity:\n- a\n- b\nDifference:\n- c\n",
    "feedback there": _HEAD
    + "## Feedback\nLin: more figures\n\n## Questions\n1. one?\n\n"
    "## Conclusion on papers\n### Some Model\nx\n",
}  # fmt: skip
