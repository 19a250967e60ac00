"""Projects for Overleaf compiled by real TeX: no error, no undefined citation, no overfull line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from litnotes.export import overleaf, related_work
from litnotes.export.dossier import Dossier
from litnotes.export.main_tex import CLASSES
from litnotes.export.related_work import Citations
from litnotes.model.paper import Paper
from tests.conftest import REPOSITORY, Run
from tests.latex import Compiled, compiled, require_tex

ABOUT_MISSING_DATA = (
    "empty pages",
    "empty publisher",
    "empty address",
    "page numbers missing",
    "no number and no",
)
"""What the styles of ACM and Elsevier ask for and nobody knows of a paper."""

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 70
HOSTILE = (
    r"\input{/etc/passwd} & 50% of #1 {unbalanced $x^2 \write18{touch it}",
    "A $\\beta$-VAE with $Z_\\hat$, $\\frac{a}{b}$ and β ≤ ∞ → ℝ",
    "生成模型的潜在空间：一种新的方法，不需要任何标注数据就可以训练出很好的模型",
    "Emoji 😀 and 👩‍🔬 in a title",
    LONG,
    "~^^41 \\\\ \\begin{document} % comment",
    "Модель скрытого пространства",
    '"quotes" `` and -- --- dashes <b>bold</b>',
)


def clean(found: Compiled) -> list[str]:
    """Return what a document may not have; elsarticle has an overfull box of its own on the first page."""
    overfull = [
        f"{points}pt {where}" for points, where in found.overfull if points > 1 and "output" not in where
    ]
    asked = [one for one in found.bibliography if not any(words in one for words in ABOUT_MISSING_DATA)]
    failed = [] if found.code == 0 else [found.output[-3000:]]
    return [*failed, *found.errors, *found.undefined, *found.missing, *overfull, *asked]


def write(folder: Path, plan: overleaf.Plan) -> None:
    for one in plan.files:
        (folder / one.name).write_bytes(one.after)


def order(**asked: object) -> overleaf.ProjectOrder:
    usual = {"title": "Latent & 100% generative", "layout": related_work.shipped("prose")}
    return overleaf.ProjectOrder(**{**usual, **asked})  # type: ignore[arg-type]


@pytest.fixture
def hostile() -> list[Dossier]:
    return [
        Dossier(
            paper=Paper(
                key=f"k{number}",
                record="given",
                title=text,
                short_names=(text[:20],),
                authors=(text[:40], "Ömer Äther", "{Group & Co}"),
                year=2000 + number,
                venue=text,
                publisher=text,
                url="https://example.org/a_b%20c#d~e",
                ids={"doi": "10.1007/978-3-030_1#x%y"},
                notes=text,
                abstract=text,
                tags=(text,),
            ),
            description=f"{text}\n\n1. {text}\n2. *{text}*\n\n> {text}\n\n`{text}`",
            similarities=(text, f"- {text}"),
            differences=(f"[{text[:30]}](https://example.org/{text[:9]})",),
            fields={text[:30]: text},
            group=f"Group {number % 2} & {text[:30]}",
            decision="include",
            reason=text,
            by=text[:20],
        )
        for number, text in enumerate(HOSTILE)
    ]


@pytest.mark.tex
@pytest.mark.parametrize("citations", ["plain", "natbib", "biblatex"])
@pytest.mark.parametrize("template", CLASSES)
def test_the_example_notes_compile_in_each_class_with_each_kind_of_citation(
    run: Run, tmp_path: Path, template: str, citations: str
) -> None:
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    done = run("export", "overleaf", "paper", "--all", "--template", template, "--citations", citations)
    assert done.code == 0
    assert clean(compiled(tmp_path / "paper")) == []


@pytest.mark.tex
@pytest.mark.parametrize(("template", "layout"), [("article", "table"), ("ieee", "table"), ("acm", "list")])
def test_the_other_layouts_compile(run: Run, tmp_path: Path, template: str, layout: str) -> None:
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    assert run("export", "overleaf", "paper", "--all", "--template", template, "--layout", layout).code == 0
    assert clean(compiled(tmp_path / "paper")) == []


@pytest.mark.tex
@pytest.mark.parametrize(
    ("template", "citations", "layout"),
    [("article", "plain", "prose"), ("ieee", "natbib", "table"), ("lncs", "biblatex", "list")],
)
def test_notes_full_of_specials_compile(
    tmp_path: Path, hostile: list[Dossier], template: str, citations: Citations, layout: str
) -> None:
    asked = order(template=template, citations=citations, layout=related_work.shipped(layout))
    plan = overleaf.plan({}, hostile, asked)
    write(tmp_path, plan)
    assert (tmp_path / "latexmkrc").exists()
    assert any("LuaLaTeX" in remark for remark in plan.remarks)
    found = compiled(tmp_path)
    assert clean(found) == []
    assert not (tmp_path / "it").exists()


@pytest.mark.tex
@pytest.mark.parametrize("citations", ["plain", "natbib", "biblatex"])
def test_a_template_of_ones_own_compiles(run: Run, tmp_path: Path, citations: str) -> None:
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    own = tmp_path / "own.tex"
    own.write_text("\\documentclass{report}\n\\begin{document}\n\\chapter{One}\nText.\n\\end{document}\n")
    asked = ("--all", "--template", "own.tex", "--citations", citations)
    assert run("export", "overleaf", "paper", *asked).code == 0
    assert clean(compiled(tmp_path / "paper")) == []


@pytest.mark.tex
def test_the_loop_of_the_readme_compiles_after_each_step(run: Run, tmp_path: Path, reports: Path) -> None:
    for name in ("may-30.md", "may-31.md"):
        shutil.copyfile(reports / name, tmp_path / name)
    run("init", "--topic", "generative models trained on a latent space")
    assert run("import-reports", "may-30.md", "may-31.md", "--year", "2024").code == 0
    include = ("--include", "--by", "Lin", "--date", "2024-06-01")
    assert run("verdict", "VQ-GAN", "--reason", "trains on a codebook", *include).code == 0
    assert run("verdict", "LSGM", *include).code == 0
    assert run("export", "overleaf", "paper").code == 0
    assert compiled(tmp_path / "paper").complaints == []
    for template in ("ieee", "lncs"):
        assert run("export", "overleaf", "paper", "--template", template).code == 0
        assert compiled(tmp_path / "paper").complaints == []


@pytest.mark.gate
def test_the_real_reports_compile_at_once(run: Run, tmp_path: Path) -> None:
    """The one document that ordinary tests compile, where there is TeX."""
    require_tex()
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    run("verdict", "VQ-GAN", "--include", "--by", "Lin", "--date", "2024-06-01")
    assert run("export", "overleaf", "paper").code == 0
    assert compiled(tmp_path / "paper").complaints == []
