"""A figure as a picture: Vega-Lite by altair, drawn as SVG by vl-convert (extra `site`)."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litnotes.app.site.figures import Figure

HOW_TO = "To get pictures, install the extra: pip install 'litnotes[site]'"
COLOURS = ("#1f5a87", "#c9892b", "#8c8c86", "#5d9b6b", "#9cc3df", "#dcdcd4")
WIDTH, HEIGHT = 560, 220
LABELS = 180
"""Room for labels beside bars."""
ROOM = 60
"""Most letters of all labels side by side."""


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
    is_across = figure.drawn == "across"
    height = altair.Step(34) if is_across else HEIGHT
    width = WIDTH - LABELS if is_across else WIDTH
    chart = altair.Chart(altair.Data(values=values), width=width, height=height)
    marked = chart.mark_line(interpolate="step-after") if figure.drawn == "curve" else chart.mark_bar()
    places, numbers = (altair.Y, altair.X) if is_across else (altair.X, altair.Y)
    picture = marked.encode(
        _places(altair, figure, places),
        numbers("number:Q", title=None, stack=figure.drawn == "stacked", axis=altair.Axis(tickMinStep=1)),
        _colours(altair, figure.columns),
        order="order:Q",
    )
    made = io.StringIO()
    _styled(picture).save(made, format="svg")
    return made.getvalue()


def _colours(altair: Any, columns: Sequence[str]) -> Any:
    return altair.Color(
        "kind:N",
        title=None,
        sort=[*columns],
        scale=altair.Scale(domain=[*columns], range=[*COLOURS[: len(columns)]]),
        legend=altair.Legend(orient="top") if len(columns) > 1 else None,
    )


def _places(altair: Any, figure: Figure, channel: Any) -> Any:
    """Return the axis of the labels; long ones are turned, or beside bars that lie across."""
    if figure.drawn == "curve":
        return channel("at:Q", title=figure.corner)
    is_short = figure.drawn == "across" or sum(len(label) for label, _ in figure.rows) < ROOM
    axis = altair.Axis(labelAngle=0 if is_short else -40, labelLimit=260, labelOverlap=True)
    return channel("at:N", title=None, sort=None, axis=axis)


def _styled(picture: Any) -> Any:
    return (
        picture.configure(font="Helvetica, Arial, sans-serif", background="#ffffff")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, gridColor="#e6e6e0", domainColor="#85857d")
        .configure_legend(labelFontSize=12)
        .configure_bar(continuousBandSize=24, discreteBandSize={"band": 0.8})
    )
