"""Sums as bars, drawn by Vega in the browser: one bar a row, a piece for each stage.

All texts travel as data, never as part of the chart's own grammar, so that nothing a plan holds is
read as an expression; Vega sets them letter by letter on its axes and in its tips.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

__all__ = ["PICKED", "BarPiece", "BarRow", "bar_chart"]

PICKED = "piece"
"""The selection's name: a list of {"key", "column"} of what was clicked."""

_STEP = 24  # pixels a bar
_HOLLOW = 0.12
_LABELS = 150
_FONT = 12
_LETTER = 0.055  # of the longest bar's length: room for what is said behind a bar


@dataclass(frozen=True, slots=True)
class BarPiece:
    """A piece of a bar: `value` in the unit shown, `place` the row's number from above.

    `column` is the column of the table it stands for; `layer` what it is coloured by, `rank` its
    place in the bar; `counted` says that the total holds it; `told` is the number in words.
    """

    key: str
    column: int
    place: int
    row: str
    layer: str
    rank: int
    value: float
    counted: bool
    told: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: `row` is its name, `end` where its bar ends, `told` what stands behind it."""

    key: str
    column: int
    place: int
    row: str
    end: float
    told: str


def bar_chart(
    pieces: Sequence[BarPiece],
    rows: Sequence[BarRow],
    *,
    shades: Mapping[str, str],
    titles: Mapping[str, str],
) -> alt.LayerChart:
    """Draw the bars.

    Parameters
    ----------
    pieces, rows
        What is drawn; every row has a name of its own.
    shades
        What pieces are coloured by → colour, in the legend's order.
    titles
        The words "value", "row", "layer" and "told".
    """
    import altair as alt

    picked = alt.selection_point(name=PICKED, fields=["key", "column"], toggle=False)
    place = alt.Y(
        "row:N",
        sort=alt.EncodingSortField(field="place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=_LABELS, labelFontSize=_FONT, ticks=False, domain=False),
    )
    longest = max((row.end for row in rows), default=0.0) or 1.0
    room = max((row.end + longest * _LETTER * (len(row.told) + 1) for row in rows), default=1.0)
    value = alt.X(
        "value:Q",
        title=titles["value"],
        stack="zero",
        axis=alt.Axis(format=",~f", tickCount=4, orient="top"),  # in sight where bars scroll
        scale=alt.Scale(domain=[0, max(room, longest)], nice=False),
    )
    bars = (
        alt.Chart(_frame(pieces))
        .mark_bar(strokeWidth=1, cursor="pointer")
        .encode(
            y=place,
            x=value,
            color=_coloured(alt.Color, shades, legend=True),
            stroke=_coloured(alt.Stroke, shades, legend=False),
            fillOpacity=alt.condition("datum.counted", alt.value(1), alt.value(_HOLLOW)),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("row:N", title=titles["row"]),
                alt.Tooltip("layer:N", title=titles["layer"]),
                alt.Tooltip("told:N", title=titles["told"]),
            ],
        )
        .add_params(picked)
    )
    ends = (
        alt.Chart(_frame(rows))
        .mark_text(align="left", dx=4, fontSize=_FONT, color="#3d4a57")
        .encode(y=place, x=alt.X("end:Q"), text=alt.Text("told:N"))
    )
    chart: alt.LayerChart = (bars + ends).properties(height=alt.Step(_STEP))
    return chart


def _frame(items: Sequence[BarPiece] | Sequence[BarRow]) -> Any:  # noqa: ANN401 - pandas stays out
    import pandas as pd

    return pd.DataFrame([asdict(item) for item in items])


def _coloured(channel: Any, shades: Mapping[str, str], *, legend: bool) -> Any:  # noqa: ANN401
    import altair as alt

    scale = alt.Scale(domain=list(shades), range=list(shades.values()))
    shown = alt.Legend(title=None, orient="top") if legend else None
    return channel("layer:N", scale=scale, legend=shown)
