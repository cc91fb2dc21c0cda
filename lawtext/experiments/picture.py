"""The picture of the experiments, drawn with Altair: an SVG for A4, or a page of its own that answers to the mouse.

Both are made without a network; the page carries the drawing library inside it. Needs the extra `lawtext-dk[map]`.
"""

import re
from typing import TYPE_CHECKING, Any

from lawtext.errors import UsageError
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
_FILLS = {"bekendtgørelse": "#dcdcdc", "lov": "#bcd3ea", "periode": "#e9d8a6", "ikke i korpus": "#ffffff"}
_DAYS_A_LETTER = 38
"""How long a time must be to have its name written in it."""
_STEP_X, _STEP_Y = 13, 9
_A4 = (210, 297)
_MARGIN = 8
"""Millimetres left free at each edge of the sheet."""


def svg(found: Overview) -> bytes:
    """An SVG as large as an A4 sheet allows, upright or lying, with text that can be searched."""
    import vl_convert  # noqa: PLC0415 - after _drawn has told of a library that is missing

    text = vl_convert.vegalite_to_svg(_drawn(found).to_dict())
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', text)
    if size is None:
        return str(text).encode()
    width, height = float(size[1]), float(size[2])
    sheet = _A4 if width <= height else _A4[::-1]
    scale = min((sheet[0] - 2 * _MARGIN) / width, (sheet[1] - 2 * _MARGIN) / height)
    sized = size[0].replace(f'width="{size[1]}"', f'width="{width * scale:.1f}mm"')
    sized = sized.replace(f'height="{size[2]}"', f'height="{height * scale:.1f}mm"')
    return str(text.replace(size[0], sized, 1)).encode()


def html(found: Overview) -> bytes:
    """One page with everything in it; hovering shows citation and place."""
    page = _drawn(found).to_html(inline=True, embed_options={"actions": False, "renderer": "svg"}, fullhtml=True)
    titled = page.replace("<head>", f'<head>\n  <meta charset="UTF-8">\n  <title>{_escaped(found.title)}</title>', 1)
    return str(titled.replace("<html>", '<html lang="da">', 1)).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _drawn(found: Overview) -> Any:
    try:
        import altair as alt  # noqa: PLC0415 - takes most of a second to import
        import vl_convert  # noqa: F401, PLC0415
    except ImportError:
        raise UsageError(
            "Kortet tegnes med Altair, som ikke er der. Læg det til: pip install 'lawtext-dk[map]'"
        ) from None
    parts = [*_matrix(alt, found), _timeline(alt, found)]
    whole = alt.vconcat(
        *parts, spacing=6, title=alt.TitleParams(found.title, anchor="start", fontSize=13, frame="bounds")
    )
    return (
        whole.resolve_scale(x="independent", y="independent", color="shared")
        .configure_view(strokeWidth=0.3)
        .configure_axis(labelFontSize=7, titleFontSize=8, labelLimit=260, grid=True, gridOpacity=0.35)
        .configure_legend(labelFontSize=7, titleFontSize=8, orient="top", columns=4)
        .configure_title(fontSize=9, anchor="start", frame="group")
    )


def _matrix(alt: Any, found: Overview) -> "Iterator[Any]":
    """One chart for each act, all with the experiments in the same columns."""
    experiments = list(dict.fromkeys(cell.experiment for cell in sorted(found.cells, key=lambda cell: cell.rank[-1])))
    acts = list(dict.fromkeys(cell.act for cell in found.cells))
    for place, act in enumerate(acts):
        cells = [cell for cell in found.cells if cell.act == act]
        yield _act(alt, act, cells, experiments, last=place == len(acts) - 1)


def _act(alt: Any, act: str, cells: list[Cell], experiments: list[str], *, last: bool) -> Any:
    rows = list(dict.fromkeys(_row(cell) for cell in cells))
    data = alt.Data(values=[_plain(cell) for cell in cells])
    operations = list(_COLOURS)
    x = alt.X(
        "experiment:N",
        scale=alt.Scale(domain=experiments),
        axis=alt.Axis(title=None, labels=last, ticks=last, labelAngle=-60, labelLimit=210, tickBand="extent"),
    )
    y = alt.Y("row:N", scale=alt.Scale(domain=rows), sort=rows, axis=alt.Axis(title=None, tickBand="extent"))
    colour = alt.Color(
        "operation:N",
        title="Virkning",
        scale=alt.Scale(domain=[one.danish for one in operations], range=[_COLOURS[one] for one in operations]),
    )
    shown = [
        ("experiment", "Forsøg"), ("cited", "Henvisning"), ("place", "Sted"), ("operation", "Virkning"),
        ("scope", "Afgrænset"), ("chapter", "Kapitel"), ("used", "Kommunen bruger det"),
    ]  # fmt: skip
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in shown]
    base = alt.Chart(data).encode(x=x, y=y, tooltip=tooltip)
    boxes = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour)
    marks = base.mark_point(shape="circle", fill="white", stroke="black", strokeWidth=0.6, size=14).transform_filter(
        "datum.mark"
    )
    size = {"width": _STEP_X * len(experiments), "height": _STEP_Y * len(rows)}
    return (boxes + marks).properties(title=alt.TitleParams(act, limit=_STEP_X * 33), **size)


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
        "used": "ja" if cell.used else "ikke oplyst",
        "mark": cell.used,
    }


def _timeline(alt: Any, found: Overview) -> Any:
    """Orders, editions of the acts and the municipalities' own periods, each in a row."""
    rows = list(dict.fromkeys(span.row for span in found.spans))
    values = [
        {
            "row": span.row,
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
    y = alt.Y("row:N", sort=rows, axis=alt.Axis(title=None))
    base = alt.Chart(alt.Data(values=values)).encode(y=y, tooltip=tooltip)
    fills = alt.Fill("what:N", legend=None, scale=alt.Scale(domain=list(_FILLS), range=list(_FILLS.values())))
    bars = base.mark_bar(stroke="#555", strokeWidth=0.5, height=12).encode(
        x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")), x2="to:T", fill=fills
    )
    names = base.mark_text(fontSize=5.5).encode(x="mid:T", text="label:N")
    return (bars + names).properties(title="Hvornår de gjaldt", width=_STEP_X * 33, height=16 * len(rows))
