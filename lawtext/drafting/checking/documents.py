"""Documents to be checked: Word, PDF, HTML and plain text as blocks of text with the places that findings name.

A letter is no act: nothing is looked for but its words, in the order they stand.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from lawtext.drafting.checking import encodings
from lawtext.drafting.findings.finding import Cell, Part, Spot
from lawtext.drafting.findings.word import WordFile
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.reading import detect
from lawtext.wording import dates

LONGEST = 5_000_000
"""Characters of a document; a thousand pages have some three million."""
_GAP = re.compile(r"\n[^\S\n]*\n+")
_HTML_BLOCKS = frozenset(("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "pre"))
_HTML_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HTML_UNSEEN = frozenset(("script", "style", "head", "template", "noscript"))
_LONGEST_HEADING = 80
_DATED = re.compile(dates.PATTERN, re.IGNORECASE)
_NUMBERED_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?|#{1,6}|Bilag|Kapitel)\s.*[^.,:;?!]")


class Block(Struct, frozen=True):
    """A paragraph, a table cell's paragraph, or the like: a text that stands alone. `spot` is its place, whole.

    In `text` offsets are those of findings; `is_heading`: it is set as a heading.
    """

    spot: Spot
    text: str
    is_heading: bool = False

    def at(self, start: int, end: int) -> Spot:
        """The place of a span of the block's text."""
        below = self.text.count("\n", 0, start)
        begins = self.text.rfind("\n", 0, start) + 1
        line, column = (self.spot.line + below, start - begins + 1) if self.spot.line else (0, 0)
        return replace(self.spot, start=start, end=end, text=self.text[start:end], line=line, column=column)


class Document(Struct, frozen=True):
    """A document's blocks in order. `content` is the file as it lay there."""

    name: str
    form: Form
    blocks: tuple[Block, ...]
    content: bytes = b""

    @property
    def body(self) -> Iterator[Block]:
        """The blocks of the running text."""
        return (block for block in self.blocks if block.spot.part is Part.BODY)


def read(content: bytes, name: str) -> Document:
    """A file's document; its form is told by its content. `name` is what findings and messages call it.

    Raises UnusableInputError for a file that is none of the forms, is damaged, or is beyond the limits.
    """
    plain = encodings.in_utf8(content)
    form = detect.form(plain, name)
    if form is Form.LEXDANIA:
        raise UnusableInputError(f"{name} er XML. Giv dokumentet som Word, PDF, HTML eller ren tekst.")
    reader = _READERS.get(form, _text)
    blocks = tuple(reader(plain, name))
    if sum(len(block.text) for block in blocks) > LONGEST:
        raise UnusableInputError(f"{name} har mere end {LONGEST:,} tegn; del den, og prøv igen.".replace(",", "."))
    if not blocks:
        raise UnusableInputError(f"{name} har ingen tekst i sig (er den skannet?).")
    return Document(name, form, blocks, content)


def _docx(content: bytes, name: str) -> Iterator[Block]:
    for paragraph in WordFile(content, name).paragraphs():
        spot = Spot(name, paragraph.part, paragraph.number, paragraph.cell, paragraph.heading)
        yield Block(spot, paragraph.text, paragraph.is_heading)


def _pdf(content: bytes, name: str) -> Iterator[Block]:
    from lawtext.reading import pdf  # noqa: PLC0415 - pypdf is loaded for a PDF alone

    heading = ""
    for number, (page, text) in enumerate(pdf.paragraphs(content, name), start=1):
        is_heading = _looks_like_heading(text)
        yield Block(Spot(name, paragraph=number, page=page, heading=heading), text, is_heading)
        heading = text if is_heading else heading


def _text(content: bytes, name: str) -> Iterator[Block]:
    """Paragraphs between blank lines; a line that is broken where a page was goes on in its paragraph."""
    text = detect.decoded(content, name).replace("\r\n", "\n").replace("\r", "\n")
    at, line, heading = 0, 1, ""
    ends = [(match.start(), match.end()) for match in _GAP.finditer(text)]
    for number, (end, following) in enumerate([*ends, (len(text), len(text))], start=1):
        paragraph = text[at:end].rstrip("\n")
        blank = len(paragraph) - len(paragraph.lstrip("\n"))
        if paragraph.strip():
            is_heading = _looks_like_heading(paragraph.strip())
            first = line + blank
            yield Block(Spot(name, paragraph=number, heading=heading, line=first), paragraph[blank:], is_heading)
            heading = paragraph.strip() if is_heading else heading
        line += text.count("\n", at, following)
        at = following


def _looks_like_heading(text: str) -> bool:
    """Whether a line of plain text is numbered as a heading is, or one of Markdown's."""
    return len(text) <= _LONGEST_HEADING and bool(_NUMBERED_HEADING.fullmatch(text)) and not _DATED.match(text)


def _html(content: bytes, name: str) -> Iterator[Block]:
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(detect.decoded(content, name).encode(), parser)
    if root is None:
        return
    heading = ""
    places = _html_cells(root)
    for number, (element, text) in enumerate(_html_blocks(root), start=1):
        is_heading = element.tag in _HTML_HEADINGS
        yield Block(Spot(name, paragraph=number, cell=_cell_of(element, places), heading=heading), text, is_heading)
        heading = text[:_LONGEST_HEADING] if is_heading else heading


def _html_blocks(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The innermost elements that are blocks, and the text of others that has no block of its own."""
    said = element.text or ""
    for child in element:
        if child.tag in _HTML_UNSEEN or not isinstance(child.tag, str):
            said += child.tail or ""
        elif child.tag in _HTML_BLOCKS or _has_block(child):
            if said.strip():
                yield element, " ".join(said.split())
            yield from _html_blocks(child)
            said = child.tail or ""
        else:
            said += _flat(child) + (child.tail or "")
    if said.strip():
        yield element, " ".join(said.split())


def _flat(element: etree._Element) -> str:
    return " " if element.tag == "br" else "".join(map(str, element.itertext()))


def _has_block(element: etree._Element) -> bool:
    return next(element.iterdescendants(*_HTML_BLOCKS, "table", "div"), None) is not None or element.tag == "div"


def _html_cells(root: etree._Element) -> dict[etree._Element, Cell]:
    found = {}
    for table, element in enumerate(root.iter("table"), start=1):
        for row, line in enumerate(element.iter("tr"), start=1):
            for column, cell in enumerate(line.iterchildren("td", "th"), start=1):
                found[cell] = Cell(table, row, column)
    return found


def _cell_of(element: etree._Element, places: dict[etree._Element, Cell]) -> Cell | None:
    around: Iterable[etree._Element] = (element, *element.iterancestors("td", "th"))
    return next((places[each] for each in around if each in places), None)


_READERS = {Form.DOCX: _docx, Form.PDF: _pdf, Form.HTML: _html}
