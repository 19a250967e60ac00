"""The tables of a corpus as expressions: works once each, citations between them, and their names.

All tables here hold a range of ids only, so that each fits into memory.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from litnotes.corpus.work_columns import COLUMNS, RUN, title_key

Bounds = tuple[int | str | None, int | str | None]
"""A range from the first value on, up to before the second; None is open."""

KEYS = ("doi", "arxiv", "pmid", "semantic_scholar")


def between(table: ir.Table, column: str, bounds: Bounds) -> ir.Table:
    """Return the rows with a value in a range; a row without a value is in none."""
    first, end = bounds
    value = table[column]
    conditions = [value.notnull()]
    conditions += [value >= first] if first is not None else []
    conditions += [value < end] if end is not None else []
    return table.filter(*conditions)


def united(runs: ir.Table, merged: ir.Table | None = None, abstracts: ir.Table | None = None) -> ir.Table:
    """Return each work once, in its latest version, with its references.

    A work that was merged into another or deleted is left out; so is one that is not kept.

    Args:
        runs: works with the day of their partition, `day`.
        merged: pairs (old, new).
        abstracts: pairs (id, text), for works whose records lack the abstract.
    """
    latest = ibis.row_number().over(
        group_by=runs.id,
        order_by=[
            runs.day.desc(),
            ibis.coalesce(runs.touched, "").desc(),
            ibis.coalesce(runs.citations, -1).desc(),
            ibis.coalesce(runs.title, ""),
        ],
    )
    works = runs.mutate(rank=latest)
    works = works.filter(works["rank"] == 0, works.is_kept)
    if merged is not None:
        works = works.anti_join(merged, works.id == merged.old)
    if abstracts is not None:
        texts = abstracts.group_by("id").aggregate(text=abstracts.text.max())
        works = works.left_join(texts.rename(of="id"), works.id == texts.id)
        works = works.mutate(abstract=ibis.coalesce(works.abstract, works.text))
    return works.select(*COLUMNS, "day", "references")


def works(table: ir.Table) -> ir.Table:
    """Return the columns of works to keep, sorted."""
    return table.select(*COLUMNS, "day").order_by("id")


def pairs_of(table: ir.Table, listed: ir.Table | None = None) -> ir.Table:
    """Return the pairs (citing, cited) of works: in their records, or `listed` for those without a list."""
    own = table.select(citing=table.id, cited=table["references"].unnest())
    if listed is None:
        return own
    without = table.filter(table["references"].isnull())
    return own.union(listed.semi_join(without, listed.citing == without.id))


def citations(pairs: ir.Table, merged: ir.Table | None = None) -> ir.Table:
    """Return citations, each once, to the works that merged ones became; no work cites itself."""
    if merged is not None:
        mapped = pairs.left_join(merged, pairs.cited == merged.old)
        pairs = mapped.select(
            citing=mapped.citing, cited=mapped.old.isnull().ifelse(mapped.cited, mapped.new)
        )
    return pairs.filter(pairs.cited.notnull(), pairs.cited != pairs.citing).distinct()


def names(table: ir.Table) -> ir.Table:
    """Return the pairs (key, id) to find works by: `doi:10.1000/x`, or `title:` with its letters."""
    keys = {kind: table[kind].lower() for kind in KEYS}
    parts = [
        table.select(key=ibis.literal(f"{kind}:") + key, id=table.id)
        for kind, key in {**keys, "title": title_key(table.title)}.items()
    ]
    all_names = ibis.union(*parts)
    return all_names.filter(all_names.key.notnull())


def followed(merged: ir.Table, further: ir.Table) -> ir.Table:
    """Return pairs (old, new) one step further: to what `new` itself was merged into."""
    step = further.select(middle=further.old, last=further.new)
    joined = merged.left_join(step, merged.new == step.middle)
    return joined.select(old=joined.old, new=joined.middle.isnull().ifelse(joined.new, joined["last"]))


def unfinished(merged: ir.Table) -> ir.Table:
    """Return at most one pair whose new work was itself merged into another."""
    further = merged.select(middle=merged.old)
    return merged.semi_join(further, merged.new == further.middle).limit(1)


def without_circles(merged: ir.Table) -> ir.Table:
    """Return the pairs whose new work was not merged itself: those that are left are circles."""
    further = merged.select(middle=merged.old)
    return merged.anti_join(further, merged.new == further.middle)


def as_run(works: ir.Table) -> ir.Table:
    """Return the works of a corpus as a run, without lists of references."""
    missing = {"touched": ibis.null("string"), "references": ibis.null("array<int64>")}
    run = works.mutate(is_kept=ibis.literal(value=True), **missing)
    return run.select(*RUN, "day")
