"""What a reader sees of a Word file as text; not how it is cut into runs and parts, nor its pictures and symbols."""

import html
import re
from collections.abc import Iterable

from lxml import etree

from lawtext.drafting.packages import Part

_PART = re.compile(r"word/(?:document|(?P<margin>header|footer)\d*|footnotes|endnotes)\.xml")
_TEXT = re.compile(rb"<[wm]:t(?: [^>]*)?>([^<]*)")
"""The text of a run, or of a formula."""
_PARAGRAPH_END, _AS_TEXT = b"</w:p>", b"<w:t>\n"
_FIELD = re.compile(rb'w:fldCharType="separate".*?w:fldCharType="end"|<w:fldSimple.*?</w:fldSimple>', re.DOTALL)
"""What Word counts anew when it saves a file: the pages, in headers and footers."""
_NEITHER_TEXT_NOR_ELEMENT = b"<!"
"""How comments and marked sections begin. Neither Word nor lawtext writes them, but text can be hidden by them."""


def texts(parts: Iterable[Part]) -> dict[str, str]:
    """Part → its text (`paragraphs`), of body, headers, footers and notes."""
    return {
        part.name: paragraphs(part.data(), margin=bool(kind["margin"]))
        for part in parts
        if part.name.startswith("word/") and (kind := _PART.fullmatch(part.name))
    }


def paragraphs(part: bytes, *, margin: bool = False) -> str:
    """The text of a part, a line each paragraph; of a `margin` without the numbers that Word counts."""
    if _NEITHER_TEXT_NOR_ELEMENT in part:
        part = _plain(part)
    if margin:
        part = _FIELD.sub(b"", part)
    pieces = _TEXT.findall(part.replace(_PARAGRAPH_END, _AS_TEXT))
    return html.unescape(b"".join(pieces).decode("utf-8", "replace"))


def _plain(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, strip_cdata=True)
    plain: bytes = etree.tostring(etree.fromstring(part, parser))
    return plain
