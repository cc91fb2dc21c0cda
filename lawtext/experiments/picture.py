"""The picture of the experiments: experiments by provisions, and under it when orders and acts applied."""

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from lawtext.experiments import drawing, saying
from lawtext.experiments.overview import Cell, Overview
from lawtext.experiments.waivers import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOURS = {
    Operation.REASSIGN: "#0b6e4f",
    Operation.REPLACE: "#1f5fa8",
    Operation.SUBSTITUTE: "#7fb2e5",
    Operation.PROLONG: "#b35900",
    Operation.EXTEND: "#f2b134",
    Operation.EXEMPT_PROCEDURE: "#8a4f9e",
    Operation.DISCRETION: "#5bb98c",
    Operation.SUSPEND: "#c0392b",
}
"""One for each operation, told apart in print and by the colour-blind by lightness too."""
_FONT, _FONT_IN_BARS = 9.5, 8
"""Sizes of names and of what stands in the bars: six and five points when the tallest picture is fitted to a sheet."""
_FILLS = {"bekendtgørelse": "#dcdcdc", "lov": "#bcd3ea", "periode": "#e9d8a6", "ikke i korpus": "#ffffff"}
_DAYS_A_LETTER = 38
"""How long a time must be to have its name written in it."""
_WIDTH = 620
"""Of the time line, and of a matrix whose columns are neither narrower than `_NARROWEST` nor wider than `_WIDEST`."""
_NARROWEST, _WIDEST, _ROW = 14, 30, 10
_LETTERS_A_LINE = 38
"""Of the time line's row names, so that they take no more room than the names of the columns that lean out there."""


def svg(found: Overview) -> bytes:
    """The picture for an A4 sheet."""
    return drawing.svg(_drawn(found))


def html(found: Overview) -> bytes:
    """The picture as a page; hovering shows citation and place."""
    return drawing.page(_drawn(found), found.title)


def _drawn(found: Overview) -> Any:
    alt = drawing.altair()
    parts = [*_matrix(alt, found), _timeline(alt, found)]
    whole = alt.vconcat(
        *parts,
        spacing=6,
        title=alt.TitleParams(
            found.title, subtitle=_legend(found), anchor="start", fontSize=13, subtitleFontSize=_FONT, frame="bounds"
        ),
    )
    return (
        whole.resolve_scale(x="independent", y="independent", color="shared")
        .configure_view(strokeWidth=0.3)
        .configure_axis(labelFontSize=_FONT, labelLimit=260, grid=True, gridOpacity=0.35)
        .configure_legend(labelFontSize=_FONT, titleFontSize=_FONT, orient="top", columns=5)
        .configure_title(fontSize=9, anchor="start", frame="group")
    )


def _legend(found: Overview) -> str:
    """What the circles mean, where there are any."""
    towns = sorted({town for cell in found.cells for town in cell.used})
    return f"○ forsøget bruges af {saying.listed(towns)}, efter kommunens egne oplysninger" if towns else ""


def _matrix(alt: Any, found: Overview) -> "Iterator[Any]":
    """One chart for each act, all with the experiments in the same columns."""
    experiments = list(dict.fromkeys(cell.experiment for cell in sorted(found.cells, key=lambda cell: cell.rank[-1])))
    acts = list(dict.fromkeys(cell.act for cell in found.cells))
    operations = {cell.operation for cell in found.cells}
    for place, act in enumerate(acts):
        cells = [cell for cell in found.cells if cell.act == act]
        yield _act(alt, act, cells, experiments, operations, last=place == len(acts) - 1)


def _act(  # noqa: PLR0913 - what one chart of several is made from
    alt: Any, act: str, cells: list[Cell], experiments: list[str], used: set[str], *, last: bool
) -> Any:
    rows = list(dict.fromkeys(_row(cell) for cell in cells))
    data = alt.Data(values=[_plain(cell) for cell in cells])
    operations = [one for one in _COLOURS if one.danish in used]
    x = alt.X(
        "experiment:N",
        scale=alt.Scale(domain=experiments),
        axis=alt.Axis(title=None, labels=last, ticks=last, labelAngle=-45, labelLimit=250, tickBand="extent"),
    )
    y = alt.Y("row:N", scale=alt.Scale(domain=rows), sort=rows, axis=alt.Axis(title=None, tickBand="extent"))
    colour = alt.Color(
        "operation:N",
        title="Virkning",
        scale=alt.Scale(domain=[one.danish for one in operations], range=[_COLOURS[one] for one in operations]),
    )
    shown = [
        ("experiment", "Forsøg"), ("cited", "Henvisning"), ("place", "Sted"), ("operation", "Virkning"),
        ("scope", "Afgrænset"), ("chapter", "Kapitel"), ("used", "Bruges af"),
    ]  # fmt: skip
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in shown]
    base = alt.Chart(data).encode(x=x, y=y, tooltip=tooltip)
    boxes = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour)
    marks = base.mark_point(shape="circle", fill="white", stroke="black", strokeWidth=0.6, size=14).transform_filter(
        "datum.mark"
    )
    size = {
        "width": min(max(_NARROWEST, _WIDTH / len(experiments)), _WIDEST) * len(experiments),
        "height": _ROW * len(rows),
    }
    return (boxes + marks).properties(title=alt.TitleParams(act, limit=_WIDTH), **size)


def _row(cell: Cell) -> str:
    chapter = cell.chapter.partition(":")[0].replace("kapitel", "kap.")
    return f"{chapter} · {cell.provision}" if chapter and not cell.provision.startswith("kapitel") else cell.provision


def _plain(cell: Cell) -> dict[str, Any]:
    return {
        "row": _row(cell),
        "experiment": cell.experiment,
        "operation": cell.operation,
        "cited": cell.cited,
        "place": cell.place,
        "scope": cell.scope or "hele bestemmelsen",
        "chapter": cell.chapter or "ikke kendt",
        "used": saying.listed(list(cell.used)) if cell.used else "ikke oplyst",
        "mark": bool(cell.used),
    }


def _timeline(alt: Any, found: Overview) -> Any:
    """Orders, editions of the acts and the municipalities' own periods, each in a row."""
    rows = list(dict.fromkeys(_lines(span.row) for span in found.spans))
    values = [
        {
            "row": _lines(span.row),
            "name": f"{span.name}{'' if span.held else ' (ikke i korpus)'}",
            "label": span.name if (span.until - span.since).days > _DAYS_A_LETTER * len(span.name) else "",
            "from": span.since.isoformat(),
            "to": span.until.isoformat(),
            "mid": (span.since + (span.until - span.since) / 2).isoformat(),
            "what": span.what if span.held else "ikke i korpus",
        }
        for span in found.spans
    ]
    tooltip = [
        alt.Tooltip("name:N", title="Navn"),
        alt.Tooltip("from:T", title="Fra", format="%d.%m.%Y"),
        alt.Tooltip("to:T", title="Til", format="%d.%m.%Y"),
    ]
    y = alt.Y("row:N", sort=rows, axis=_names_axis(alt))
    base = alt.Chart(alt.Data(values=values)).encode(y=y, tooltip=tooltip)
    fills = alt.Fill("what:N", legend=None, scale=alt.Scale(domain=list(_FILLS), range=list(_FILLS.values())))
    bars = base.mark_bar(stroke="#555", strokeWidth=0.5, height=13).encode(
        x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelFlush=False)),
        x2="to:T",
        fill=fills,
    )
    names = base.mark_text(fontSize=_FONT_IN_BARS).encode(x="mid:T", text="label:N")
    title = "Hvornår de gjaldt (hvid: ikke i korpus)"
    return (bars + names).properties(title=title, width=_WIDTH, height=18 * len(rows))


def _names_axis(alt: Any) -> Any:
    """Row names in one line or two, the two about the middle of the row."""
    folded = "indexof(datum.label, '\\n') >= 0"
    return alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelLineHeight=_FONT,
        labelOffset=alt.condition(folded, alt.value(-_FONT / 2), alt.value(0)),
    )


def _lines(name: str) -> str:
    return "\n".join(wrap(name, _LETTERS_A_LINE))
