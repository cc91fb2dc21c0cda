"""The count of used waivers drawn: final letters by period and municipality, a chart for each experiment."""

from typing import Any

from lawtext.experiments import drawing
from lawtext.experiments.usage import Usage

_WIDTH, _HEIGHT = 480, 90


def chart(found: Usage, title: str) -> Any:
    """Bars of final letters by period, coloured by municipality, one chart under the other for each experiment."""
    alt = drawing.altair()
    values = [
        {
            "period": row.about.period,
            "municipality": row.about.municipality,
            "experiment": f"{row.about.experiment or 'forsøg'} ({row.about.order} {row.about.paragraph})",
            "letters": row.final,
        }
        for row in found.rows
        if row.final
    ]
    x = alt.X("period:O", title="Periode", axis=alt.Axis(labelAngle=0))
    y = alt.Y("sum(letters):Q", title="Breve", axis=alt.Axis(tickMinStep=1, format="d"))
    shown = [("experiment", "Forsøg"), ("municipality", "Kommune"), ("period", "Periode")]
    tooltip = [alt.Tooltip(f"{field}:N", title=name) for field, name in shown]
    tooltip.append(alt.Tooltip("sum(letters):Q", title="Endelige breve"))
    bars = (
        alt.Chart(alt.Data(values=values), width=_WIDTH, height=_HEIGHT)
        .mark_bar()
        .encode(x=x, y=y, color=alt.Color("municipality:N", title="Kommune"), tooltip=tooltip)
    )
    rows = alt.Row("experiment:N", title=None, header=alt.Header(labelAngle=0, labelAnchor="start", labelOrient="top"))
    return bars.facet(row=rows).properties(title=title).configure_title(anchor="start")
