"""Charts made with Altair, as an SVG for an A4 sheet or as a page of its own; both without a network.

Needs the extra `lawtext-dk[map]`; the page carries the drawing library inside it.
"""

import re
from typing import Any

from lawtext.errors import UsageError

_A4 = (210, 297)
_MARGIN = 8
"""Millimetres left free at each edge of the sheet."""
_WIDEST = 1.6
"""Times its own size that a small chart is blown up at most."""
_MM = 25.4 / 96
"""A chart's unit of length, as browsers have it."""


def altair() -> Any:
    """The drawing library. Raises UsageError saying how to get it where it is not installed."""
    try:
        import altair as alt  # noqa: PLC0415 - takes most of a second to import
        import vl_convert  # noqa: F401, PLC0415
    except ImportError:
        raise UsageError(
            "Billedet tegnes med Altair, som ikke er der. Læg det til: pip install 'lawtext-dk[map]'"
        ) from None
    return alt


def svg(chart: Any) -> bytes:
    """An SVG as large as an A4 sheet allows, upright or lying, with text that can be searched."""
    import vl_convert  # noqa: PLC0415 - `altair` has told of a library that is missing

    text = str(vl_convert.vegalite_to_svg(chart.to_dict()))
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', text)
    if size is None:
        return text.encode()
    width, height = float(size[1]), float(size[2])
    sheet = _A4 if width <= height else _A4[::-1]
    scale = min((sheet[0] - 2 * _MARGIN) / width, (sheet[1] - 2 * _MARGIN) / height, _WIDEST * _MM)
    sized = size[0].replace(f'width="{size[1]}"', f'width="{width * scale:.1f}mm"')
    sized = sized.replace(f'height="{size[2]}"', f'height="{height * scale:.1f}mm"')
    return text.replace(size[0], sized, 1).encode()


def page(chart: Any, title: str) -> bytes:
    """One page with everything in it; hovering shows what each mark stands for."""
    text = str(chart.to_html(inline=True, embed_options={"actions": False, "renderer": "svg"}, fullhtml=True))
    titled = text.replace("<head>", f'<head>\n  <meta charset="UTF-8">\n  <title>{_escaped(title)}</title>', 1)
    return titled.replace("<html>", '<html lang="da">', 1).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
