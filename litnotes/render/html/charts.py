"""A figure as a picture: Vega-Lite by altair, drawn as SVG by vl-convert (extra `site`)."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litnotes.app.site.figures import Figure

HOW_TO = "To get pictures, install the extra: pip install 'litnotes[site]'"
COLOURS = ("#1f5a87", "#c9892b", "#8c8c86", "#5d9b6b", "#9cc3df", "#dcdcd4")
WIDTH, HEIGHT = 560, 220


@cache
def can_draw() -> bool:
    """Whether the libraries of the extra are installed."""
    return all(find_spec(name) for name in ("altair", "vl_convert"))


def chart_svg(figure: Figure) -> str:
    """Return a figure as SVG; it contains no script and loads nothing."""
    import altair as untyped

    altair: Any = untyped

    values = [
        {
            "at": int(label) if figure.drawn == "curve" else label,
            "kind": column,
            "number": number,
            "order": at,
        }
        for label, numbers in figure.rows
        for at, (column, number) in enumerate(zip(figure.columns, numbers, strict=True))
    ]
    chart = altair.Chart(altair.Data(values=values), width=WIDTH, height=HEIGHT)
    is_curve = figure.drawn == "curve"
    marked = chart.mark_line(interpolate="step-after") if is_curve else chart.mark_bar()
    picture = marked.encode(
        x=_x(altair, figure),
        y=altair.Y(
            "number:Q", title=None, stack=figure.drawn == "stacked", axis=altair.Axis(tickMinStep=1)
        ),
        color=altair.Color(
            "kind:N",
            title=None,
            sort=[*figure.columns],
            scale=altair.Scale(domain=[*figure.columns], range=[*COLOURS[: len(figure.columns)]]),
            legend=altair.Legend(orient="top") if len(figure.columns) > 1 else None,
        ),
        order="order:Q",
    )
    made = io.StringIO()
    _styled(picture).save(made, format="svg")
    return made.getvalue()


def _x(altair: Any, figure: Figure) -> Any:
    if figure.drawn == "curve":
        return altair.X("at:Q", title=figure.corner)
    axis = altair.Axis(labelAngle=-40, labelLimit=160, labelOverlap=True)
    return altair.X("at:N", title=None, sort=None, axis=axis)


def _styled(picture: Any) -> Any:
    return (
        picture.configure(font="Helvetica, Arial, sans-serif", background="#ffffff")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, gridColor="#e6e6e0", domainColor="#85857d")
        .configure_legend(labelFontSize=12)
        .configure_bar(continuousBandSize=24, discreteBandSize={"band": 0.8})
    )
