"""A space of its own for chapters, paragraphs and stykker, with what is open in it."""

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element

from lawtext.reading.lexdania_elements import exitus, labelled
from lawtext.reading.printed_lines import Line

LEVELS = ("Bog", "Afsnit", "Kapitel", "ParagrafGruppe", "Paragraf", "Stk")
"""What a line opens, the outermost first."""
_DEEPEST = 8
"""Lists within lists; acts have four."""


class Frame:
    """A space of its own for chapters, paragraphs and stykker: the body, a commencement block, new text, an annex."""

    def __init__(self, root: _Element, *, loose: bool = False) -> None:
        self.root = root
        self.loose = loose
        self.open: dict[str, _Element] = {}
        self.lists: list[_Element] = []

    def level(self, tag: str, label: str, names: tuple[str, ...] = ()) -> _Element:
        """Open a level inside those that are open outside it; it closes all that lie further in."""
        if tag == "Kapitel" and "Bog" in self.open and "Afsnit" not in self.open:
            self.level("Afsnit", "")
        element = labelled(tag, label, names)
        self._outside(tag).append(element)
        self.open = {each: self.open[each] for each in LEVELS[: LEVELS.index(tag)] if each in self.open}
        self.open[tag] = element
        self.lists = []
        return element

    def _outside(self, tag: str) -> _Element:
        around = [self.open[each] for each in LEVELS[: LEVELS.index(tag)] if each in self.open]
        return around[-1] if around else self.root

    @property
    def innermost(self) -> _Element:
        """The level that was opened last, or the frame itself."""
        return next((self.open[each] for each in reversed(LEVELS) if each in self.open), self.root)

    def holder(self) -> _Element:
        """What takes text: the open stykke, made where a paragraph has none yet."""
        paragraph = self.open.get("Paragraf")
        if paragraph is not None and paragraph.tag == "Paragraf" and "Stk" not in self.open and not self.loose:
            return self.level("Stk", "")
        return self.innermost

    def text(self, body: Iterable["str | _Element"], names: tuple[str, ...] = ()) -> None:
        """Text of the innermost unit; it ends the lists before it."""
        block = exitus(body, names=names)
        if len(block):
            self.lists = []
            self.holder().append(block)

    def item(self, line: Line) -> None:
        """A list item at its depth, or as deep as the lists that are open allow."""
        around = self.holder() if not self.lists else self.lists[0]
        depth = min(line.depth, len(self.lists), _DEEPEST)
        if depth == 0:
            index = self.lists[0] if self.lists else etree.SubElement(etree.SubElement(around, "Exitus"), "Index")
        elif depth < len(self.lists):
            index = self.lists[depth]
        else:
            index = etree.SubElement(etree.SubElement(self.lists[-1][-1], "Exitus"), "Index")
        self.lists = [*self.lists[:depth], index]
        item = labelled("Indentatio", line.label, line.anchors)
        index.append(item)
        block = exitus(line.body)
        if len(block):
            item.append(block)
