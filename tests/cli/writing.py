"""Command lines that write, and a folder in which they work."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import DATA, REPOSITORY
from tests.corpus.tiny import tiny_corpus

WRITING = {
    "import-reports": "import-reports may-29.md",
    "new-day": "new-day --date 2024-06-04",
    "edit": "edit --date 2024-06-01",
    "todo": 'todo "listen to the samples"; todo start "listen to"; todo done "listen to";'
    ' todo reopen "listen to"',
    "ask": 'ask "is the loss the one of the paper?"',
    "answer": 'answer 1 "the one of the code" --by Lin',
    "reply": "reply reply.txt --yes",
    "add-paper": 'add-paper "A Title That No Paper Has" --offline; add-paper VQ-GAN --tag seen',
    "alias": 'alias "the taming paper" VQ-GAN',
    "verdict": 'verdict VQ-GAN --exclude --reason "for images only"; verdict VQ-VAE --edit',
    "resolve": "resolve VQ-VAE-2 --refresh",
    "merge-papers": "merge-papers VQ-GAN VQ-VAE --id arxiv:2012.09841"
    " --id doi:10.1109/CVPR46437.2021.01268",
    "import-papers": "import-papers references.bib; import-papers --zotero",
    "trace": "trace --from references.bib",
    "corpus": "corpus search codebook --corpus corpus --save",
    "screen": 'screen --decide decided.csv; screen ramesh2021zero --exclude --reason "it edits nothing"',
    "flow": "flow --out flow.svg",
    "report": "report 2024-05-31 --out may.yaml --format yaml; report --format html -o may.html",
    "export": "export overleaf paper --log; export overleaf paper --zip paper.zip;"
    " export bibtex -o refs.bib",
    "check": "check --fix --all --yes",
    "init": "--notes another init",
}
"""For each command that writes, lines that write in a copy of the example notes."""
REPORT = """\
# May 29 Report
## TODO
1. compare the reconstruction of both decoders
## Qestions
1. how many steps?
"""
REPLY = """\
Reply of Lin to 2024-06-01 (litnotes)
Q2: follow the citations
VQ-Diffusion: include – the model is trained on a codebook
Remark: good week
"""
DECIDED = """\
key,decision,reason
yu2021vector,include,it fits
ge2022long,include,long videos
ren2022dlformer,exclude,no text
"""
EDITOR = '#!/bin/sh\nfor file; do :; done\necho "- typed by hand" >> "$file"\n'


def prepare(folder: Path) -> Path:
    """Fill a folder with a copy of the example notes, and what the lines read; return an editor."""
    shutil.copytree(REPOSITORY / "notes", folder / "notes")
    (folder / "may-29.md").write_text(REPORT, encoding="utf-8")
    (folder / "reply.txt").write_text(REPLY, encoding="utf-8")
    (folder / "decided.csv").write_text(DECIDED, encoding="utf-8")
    shutil.copy(DATA / "imports" / "zotero.bib", folder / "references.bib")
    tiny_corpus(folder / "corpus")
    editor = folder / "editor.sh"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    return editor
