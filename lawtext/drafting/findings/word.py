"""The paragraphs of a Word file with the places that findings name, and the elements that comments hang on.

One walk serves reading and commenting, so that paragraph 12 is the same to both. Nothing is followed: no field, link or
macro. Source of the elements: ECMA-376 part 1 (WordprocessingML).
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from lawtext.drafting import packages
from lawtext.drafting.findings.finding import Cell, Part, Spot
from lawtext.errors import UnusableInputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = packages.DOCUMENT

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\xad"}
_NOT_SHOWN = frozenset((f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}p", f"{W}txbxContent", _FALLBACK))
_SMALL = re.compile(r"word/(?P<kind>header|footer|footnotes|endnotes)\d*\.xml")
_PARTS = {"header": Part.HEADER, "footer": Part.FOOTER, "footnotes": Part.FOOTNOTE, "endnotes": Part.ENDNOTE}
_HEADING = re.compile(r"(?:heading|overskrift)\s*\d|titel|title", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 120
_LONGEST_SAID = 80


class Piece(NamedTuple):
    """A w:t, tab or break of a paragraph and the text it shows."""

    element: _Element
    text: str


class Paragraph(NamedTuple):
    """One paragraph. `number` counts from 1 through all of its part; `heading` is the nearest one above it.

    `anchor`: the paragraph of the body at which a comment on this one must stand: itself, where it lies in the body.
    """

    part: Part
    number: int
    text: str
    element: _Element
    anchor: _Element
    heading: str = ""
    cell: Cell | None = None
    is_heading: bool = False

    def spot(self, file: str) -> Spot:
        """The place of the paragraph as a whole."""
        return Spot(file, self.part, self.number, self.cell, self.heading)


class WordFile:
    """A Word file opened for reading. `parts` are its parts as packed, `document` its body as a tree."""

    def __init__(self, content: bytes, name: str) -> None:
        """`name` is for messages. Raises UnusableInputError for what is no Word file, or beyond the limits."""
        self.name = name
        self.parts = packages.unpacked(content, name)
        if DOCUMENT not in self.parts:
            raise UnusableInputError(f"{name} er en zip-fil, men ikke en Word-fil (docx).")
        self.document = self.tree(DOCUMENT)
        if self.document.find(f"{W}body") is None:
            raise UnusableInputError(f"{name} er en Word-fil uden tekst. Gem den igen fra Word.")

    def tree(self, part: str) -> _Element:
        """A part as a tree, white space kept. Raises UnusableInputError."""
        return packages.parse_xml(self.parts[part].data(), f"{self.name}: {part}", blanks=True)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body, then those of headers, footers, footnotes and endnotes; empty ones left out."""
        every = (paragraph for found in self.by_part().values() for paragraph in found)
        return tuple(paragraph for paragraph in every if paragraph.text.strip())

    def by_part(self) -> dict[str, tuple[Paragraph, ...]]:
        """Every paragraph by the name of its part in the package, empty ones too; those in the body's boxes last."""
        headings = _heading_styles(self.tree("word/styles.xml")) if "word/styles.xml" in self.parts else frozenset()
        body = list(_walk(self.document, Part.BODY, headings))
        if not body:
            return {}
        anchors = _notes_in(self.document)
        numbers = dict.fromkeys(Part, 0)
        found = {DOCUMENT: (*body, *_in_boxes(self.document))}
        for name in sorted(self.parts):
            if match := _SMALL.fullmatch(name):
                part = _PARTS[match["kind"]]
                found[name] = tuple(_small(self.tree(name), part, numbers[part], body[0].element, anchors))
                numbers[part] += len(found[name])
        return found

    def paragraph(self, part: str, number: int) -> Paragraph | None:
        """A part's number-th paragraph from 1, counted as its elements lie, those in boxes among them."""
        known = {paragraph.element: paragraph for paragraph in self.by_part().get(part, ())}
        every = next(iter(known)).getroottree().iter(f"{W}p") if known else iter(())
        element = next(islice(every, max(number - 1, 0), None), None) if number > 0 else None
        if element is None:
            return None
        return known.get(element) or known.get(_outer_paragraph(element) or element)


def pieces(paragraph: _Element) -> Iterator[Piece]:
    """What a paragraph shows, in order. Deleted text, field codes and the text of boxes in it are not of it."""
    for child in paragraph:
        if child.tag in _NOT_SHOWN:
            continue
        if child.tag == f"{W}t":
            yield Piece(child, child.text or "")
        elif child.tag in _BREAKS:
            yield Piece(child, _BREAKS[str(child.tag)])
        elif isinstance(child.tag, str):
            yield from pieces(child)


def _text(paragraph: _Element) -> str:
    return "".join(piece.text for piece in pieces(paragraph))


def _walk(root: _Element, part: Part, headings: frozenset[str]) -> Iterator[Paragraph]:
    cells = _cells(root)
    heading, number = "", 0
    for element in root.iter(f"{W}p"):
        if _outer_paragraph(element) is not None:
            continue
        number += 1
        text, cell = _text(element), cells.get(_cell_around(element))
        is_heading = cell is None and bool(text.strip()) and _is_heading(element, text, headings)
        yield Paragraph(part, number, text, element, element, heading, cell, is_heading)
        if is_heading:
            heading = _shortened(text)


def _in_boxes(root: _Element) -> Iterator[Paragraph]:
    """The text boxes of the body; what older programs are shown of them is the same text again."""
    number = 0
    for element in root.iter(f"{W}p"):
        outer = _outer_paragraph(element)
        if outer is not None and next(element.iterancestors(_FALLBACK), None) is None:
            number += 1
            yield Paragraph(Part.TEXT_BOX, number, _text(element), element, outer)


def _small(
    root: _Element, part: Part, counted: int, first: _Element, notes: Mapping[tuple[Part, str], _Element]
) -> Iterator[Paragraph]:
    """The paragraphs of a header, a footer, or all notes; a note's anchor is where its mark stands."""
    for paragraph in _walk(root, part, frozenset()):
        note = next(paragraph.element.iterancestors(f"{W}footnote", f"{W}endnote"), None)
        anchor = first if note is None else notes.get((part, note.get(f"{W}id", "")), first)
        yield paragraph._replace(number=counted + paragraph.number, anchor=anchor, heading="", is_heading=False)


def _notes_in(document: _Element) -> dict[tuple[Part, str], _Element]:
    """The paragraph of the body that each note's mark stands in, by the note's id."""
    marks = {f"{W}footnoteReference": Part.FOOTNOTE, f"{W}endnoteReference": Part.ENDNOTE}
    found = {}
    for mark in document.iter(*marks):
        around = list(mark.iterancestors(f"{W}p"))
        if around:
            found[marks[str(mark.tag)], mark.get(f"{W}id", "")] = around[-1]
    return found


def _outer_paragraph(element: _Element) -> _Element | None:
    """The outermost paragraph around a paragraph, which it has only in a text box."""
    around = list(element.iterancestors(f"{W}p"))
    return around[-1] if around else None


def _cells(root: _Element) -> dict[_Element | None, Cell]:
    found: dict[_Element | None, Cell] = {}
    for table, element in enumerate(root.iter(f"{W}tbl"), start=1):
        for row, line in enumerate(_inside(element, f"{W}tr"), start=1):
            for column, cell in enumerate(_inside(line, f"{W}tc"), start=1):
                found[cell] = Cell(table, row, column)
    return found


def _inside(element: _Element, tag: str) -> Iterator[_Element]:
    """The elements of that tag, those of inner tables left out; content controls may lie between."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inside(child, tag)


def _cell_around(element: _Element) -> _Element | None:
    return next(element.iterancestors(f"{W}tc"), None)


def _is_heading(element: _Element, text: str, headings: frozenset[str]) -> bool:
    """Whether a paragraph is set as a heading: by its style, its outline level, or short and all in bold."""
    properties = element.find(f"{W}pPr")
    if properties is not None:
        style = properties.find(f"{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if name in headings or (not headings and _HEADING.match(name)):
            return True
        if properties.find(f"{W}outlineLvl") is not None:
            return True
    if len(text) > _LONGEST_BOLD_HEADING or text.rstrip().endswith((".", ",", ":", ";")):
        return False
    runs = [run for run in element.iter(f"{W}r") if "".join(piece.text for piece in pieces(run)).strip()]
    return bool(runs) and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)


def _heading_styles(styles: _Element) -> frozenset[str]:
    """The ids of styles that are headings by name, or based on one that is."""
    named: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        name, base = style.find(f"{W}name"), style.find(f"{W}basedOn")
        named[key] = name.get(f"{W}val", "") if name is not None else ""
        based[key] = base.get(f"{W}val", "") if base is not None else ""
    found = {key for key, name in named.items() if _HEADING.match(name)}
    for _ in range(3):
        found |= {key for key, base in based.items() if base in found}
    return frozenset(found)


def _shortened(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST_SAID else said[: _LONGEST_SAID - 1].rstrip() + "…"
