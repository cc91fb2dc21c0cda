"""Printed lines, each with the part it plays, put together as a LexDania document: one builder for every flat form.

Pages, gazette PDFs, Word files and pasted text all have one unit a line and no nesting. What tells them apart is how a
line's part is known (an HTML class, a label, a font); where it then belongs is decided here, once. The document that
comes out is read by `lexdania_tree`, so ids follow one set of rules whatever the form.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from lawtext.law.editions import Anchor
from lawtext.law.ids import order
from lawtext.law.units import Passage, Unit
from lawtext.wording import labels


class Role(StrEnum):
    """The part a line plays. `HEADING` belongs to the book, part, chapter or annex that was opened last.

    A `POINT` without a number goes on with the point before it.
    """

    TITLE = "title"
    SUBTITLE = "subtitle"
    PREAMBLE = "preamble"
    BOOK = "Bog"
    PART = "Afsnit"
    CHAPTER = "Kapitel"
    HEADING = "heading"
    GROUP = "group"
    PARAGRAPH = "paragraph"
    CENTRED = "centred paragraph"
    """A § on a line of its own: of an amending act, or of commencement provisions."""
    AMENDS = "amends"
    """What a centred § that amends says before its points."""
    MINISTRY = "ministry"
    STK = "stykke"
    ITEM = "item"
    POINT = "point"
    RENUMBERING = "renumbering"
    COMMENCEMENT = "commencement"
    ANNEX = "annex"
    TEXT = "text"
    SIGNATURE = "signature"


class Line(NamedTuple):
    """One printed line. `body` is its text, run by run, with the notes, tables and images in it as LexDania elements.

    `label` is "" where none is printed, `depth` how deep an item stands in its lists (0: directly in the stykke),
    `anchors` the names that the source gives the place, `level` what a heading opens where nothing waits for one.
    """

    role: Role
    label: str
    body: tuple["str | _Element", ...] = ()
    depth: int = 0
    anchors: tuple[str, ...] = ()
    level: str = "Kapitel"

    @property
    def text(self) -> str:
        """Its own text without notes and tables."""
        return "".join(part for part in self.body if isinstance(part, str)).strip()


_LABELLED = frozenset(
    (
        Role.BOOK,
        Role.PART,
        Role.CHAPTER,
        Role.PARAGRAPH,
        Role.CENTRED,
        Role.STK,
        Role.ITEM,
        Role.POINT,
        Role.ANNEX,
    )
)
_LEVELS = ("Bog", "Afsnit", "Kapitel", "ParagrafGruppe", "Paragraf", "Stk")
_ANCHORS = "anchors"
_DEEPEST = 8
"""Lists within lists; acts have four."""
_INVALID = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that XML has no place for; a damaged file may hold them."""
_OPENS_NEW_TEXT = re.compile(r"\s*»")
_ANNOUNCES = re.compile(r":\s*$")


def document(lines: Iterable[Line]) -> _Element:
    """The lines as one `Dokument` without metadata. Lines are taken in order; none is left out."""
    builder = _Builder()
    for line in lines:
        builder.add(line)
    return builder.done()


def anchors(root: _Element, units: Iterable[Unit]) -> tuple[Anchor, ...]:
    """The source's own names of places, with the units that begin there."""
    starts: dict[int, Unit] = {}
    for outer in units:
        for unit in outer.walk():
            place = _start(unit)
            if place is not None and (place not in starts or unit.label is not None):
                starts[place] = unit
    found = []
    at = 0
    for element in root.iter("Char", "Explicatus"):
        for name in element.get(_ANCHORS, "").split():
            if at in starts:
                found.append(Anchor(name, starts[at].id))
        text = element.text or ""
        at += 0 if element.tag == "Explicatus" and text.isspace() else len(text)
    return tuple(found)


def exitus(body: Iterable["str | _Element"], tag: str = "Exitus", names: tuple[str, ...] = ()) -> _Element:
    """Runs, notes, tables and images as one block of text."""
    block = etree.Element(tag)
    run: _Element | None = None
    for part in body:
        if not isinstance(part, str):
            block.append(part)
            run = None
        elif part:
            if run is None:
                run = etree.SubElement(block, "Linea")
            char = etree.SubElement(run, "Char")
            char.text = storable(part)
            if names:
                char.set(_ANCHORS, storable(" ".join(names)))
                names = ()
    return block


def labelled(tag: str, label: str, names: tuple[str, ...] = ()) -> _Element:
    """An element with its printed label, if there is one."""
    element = etree.Element(tag)
    if label.strip():
        explicatus = etree.SubElement(element, "Explicatus")
        explicatus.text = storable(label)
        if names:
            explicatus.set(_ANCHORS, storable(" ".join(names)))
    return element


def table(rows: Iterable[Sequence[str]]) -> _Element:
    """A table of plain texts, row by row."""
    out = etree.Element("Table")
    for row in rows:
        line = etree.SubElement(out, "Tr")
        for cell in row:
            etree.SubElement(line, "Td").append(exitus((cell.strip(),)))
    return out


def storable(text: str) -> str:
    """The text with what XML has no place for (a damaged file's control characters) replaced by U+FFFD."""
    return _INVALID.sub("\ufffd", text)


class _Frame:
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
        self.open = {each: self.open[each] for each in _LEVELS[: _LEVELS.index(tag)] if each in self.open}
        self.open[tag] = element
        self.lists = []
        return element

    def _outside(self, tag: str) -> _Element:
        around = [self.open[each] for each in _LEVELS[: _LEVELS.index(tag)] if each in self.open]
        return around[-1] if around else self.root

    @property
    def innermost(self) -> _Element:
        """The level that was opened last, or the frame itself."""
        return next((self.open[each] for each in reversed(_LEVELS) if each in self.open), self.root)

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


class _Builder:
    """Takes lines in order and grows the document."""

    def __init__(self) -> None:
        self.root = etree.Element("Dokument")
        self._titles = etree.SubElement(self.root, "TitelGruppe")
        self._frames = [_Frame(etree.SubElement(self.root, "DokumentIndhold"))]
        self._preamble: _Element | None = None
        self._signature: _Element | None = None
        self._ministry: tuple[str | _Element, ...] = ()
        self._point: _Element | None = None
        self._quotes = 0
        self._quoted = False
        self._handlers: dict[Role, Callable[[Line], None]] = {
            Role.TITLE: self._title,
            Role.SUBTITLE: self._title,
            Role.PREAMBLE: self._opening,
            Role.BOOK: self._structure,
            Role.PART: self._structure,
            Role.CHAPTER: self._structure,
            Role.HEADING: self._heading,
            Role.GROUP: self._group,
            Role.PARAGRAPH: self._paragraph,
            Role.CENTRED: self._centre,
            Role.AMENDS: self._amends,
            Role.MINISTRY: self._ministered,
            Role.STK: self._stk,
            Role.ITEM: self._item,
            Role.POINT: self._pointed,
            Role.RENUMBERING: self._renumbered,
            Role.COMMENCEMENT: self._commences,
            Role.ANNEX: self._annex,
            Role.TEXT: self._text,
            Role.SIGNATURE: self._signed,
        }

    def add(self, line: Line) -> None:
        """Put one line where it belongs; a label on a line that has no place for one is text."""
        if line.label and line.role not in _LABELLED:
            line = line._replace(label="", body=(f"{line.label} ", *line.body))
        if line.role not in (Role.CENTRED, Role.MINISTRY):
            self._leave_ministry()
        self._handlers[line.role](line)

    def done(self) -> _Element:
        """The whole document."""
        self._leave_ministry()
        return self.root

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    # New text: what stands between an amending point and the next

    def _in_new_text(self, line: Line, *, closes: bool = False) -> bool:
        """Whether the line is new text of the open point; opens its frame at the first such line.

        `closes`: a line of its kind is the act's own unless it is quoted.
        """
        if self._point is None:
            return False
        words = line.label + line.text
        if closes and self._quotes == 0 and not _OPENS_NEW_TEXT.match(words) and not self._awaited():
            self._end_point()
            return False
        if not self._frame.loose:
            action = etree.SubElement(self._change(), "AendringAktion")
            self._frames.append(_Frame(etree.SubElement(action, "AendringNyTekst"), loose=True))
        self._quoted = self._quoted or "»" in words
        self._quotes = max(0, self._quotes + words.count("»") - words.count("«"))
        return True

    def _awaited(self) -> bool:
        """Whether new text must come, or may go on: it was announced, and no quotation has begun and ended since."""
        if self._frame.loose:
            return not self._quoted
        return self._point is not None and _ANNOUNCES.search(_text_of(self._point)) is not None

    def _change(self) -> _Element:
        assert self._point is not None
        last = self._point[-1] if len(self._point) else None
        return last if last is not None and last.tag == "Aendring" else etree.SubElement(self._point, "Aendring")

    def _end_new_text(self) -> None:
        if self._frame.loose:
            self._frames.pop()
        self._quotes = 0
        self._quoted = False

    def _end_point(self) -> None:
        self._end_new_text()
        self._point = None

    # What a line opens

    def _title(self, line: Line) -> None:
        tag = "Titel" if line.role is Role.TITLE else "UnderTitel"
        found = self._titles.find(tag)
        block = exitus(line.body, tag)
        if found is None:
            self._titles.append(block)
        else:
            found.extend(list(block))

    def _opening(self, line: Line) -> None:
        if self._preamble is None:
            self._preamble = etree.SubElement(self._frame.root, "Indledning")
        self._preamble.append(exitus(line.body))

    def _structure(self, line: Line) -> None:
        self._in_new_text(line, closes=True)
        self._leave_commencement()
        element = self._frame.level(line.role.value, line.label, line.anchors)
        if line.body:
            element.append(exitus(line.body, "Rubrica"))

    def _heading(self, line: Line) -> None:
        """Of what was opened last, if nothing has come in it yet; else a chapter's without a label, or a group's."""
        self._in_new_text(line, closes=True)
        last = self._frame.innermost
        if last.tag == line.level and all(each.tag in ("Explicatus", "Rubrica") for each in last):
            last.append(exitus(line.body, "Rubrica", line.anchors))
        elif self._annexed():
            self._annex_heading(line)
        elif line.level not in _LEVELS:
            self._frame.text(line.body, line.anchors)
        else:
            self._frame.level(line.level, "").append(exitus(line.body, "Rubrica", line.anchors))

    def _group(self, line: Line) -> None:
        self._in_new_text(line, closes=True)
        last = self._frame.open.get("ParagrafGruppe")
        if self._annexed():
            self._annex_heading(line)
        elif last is not None and all(each.tag == "Rubrica" for each in last):
            last.append(exitus(line.body, "Rubrica", line.anchors))
        else:
            self._frame.level("ParagrafGruppe", "").append(exitus(line.body, "Rubrica", line.anchors))

    def _annexed(self) -> bool:
        return self._frame.root.tag == "TekstGruppe"

    def _annex_heading(self, line: Line) -> None:
        """The annex' own where nothing of it has come yet, else a group's."""
        group = self._frame.root
        rubrica = exitus(line.body, "Rubrica", line.anchors)
        content = group.getparent()
        if len(group) == 0 and content is not None and line.role is Role.HEADING:
            content.addprevious(rubrica)
        else:
            group.append(rubrica)

    def _paragraph(self, line: Line) -> None:
        if self._is_own(line.label):
            self._end_point()
        self._in_new_text(line, closes=True)
        self._frame.level("Paragraf", line.label, line.anchors)
        if line.body:
            self._frame.level("Stk", "").append(exitus(line.body))

    def _is_own(self, label: str) -> bool:
        """Whether a § is the act's next one though a § before it amends: ordinary §§ have a dot, and so has this."""
        around = self._frames[-2 if self._frame.loose else -1].open.get("Paragraf")
        before = around.findtext("Explicatus") if around is not None and self._point is not None else None
        if not before or not before.endswith(".") or not label.endswith("."):
            return False
        step, last = labels.step(label, "Par"), labels.step(before, "Par")
        return step is not None and last is not None and order(step.number)[0] == order(last.number)[0] + 1

    def _centre(self, line: Line) -> None:
        """A § of commencement, until a line shows that it amends."""
        self._end_point()
        paragraph = self._frame.level("Paragraf", line.label, line.anchors)
        if self._ministry:
            paragraph.append(exitus(self._ministry, "Rubrica"))
            self._ministry = ()

    def _amends(self, line: Line) -> None:
        last = self._frame.innermost
        if last.tag == "Paragraf" and self._point is None:
            last.tag = "AendringCentreretParagraf"
        self._text(line)

    def _ministered(self, line: Line) -> None:
        self._end_point()
        self._ministry = (*self._ministry, *line.body)

    def _leave_ministry(self) -> None:
        """A ministry that no § followed stands alone, as a heading."""
        if self._ministry:
            alone = etree.SubElement(self._frame.root, "AendringCentreretParagraf")
            alone.append(exitus(self._ministry, "Rubrica"))
            self._ministry = ()

    def _stk(self, line: Line) -> None:
        self._in_new_text(line)
        stk = self._frame.level("Stk", line.label, line.anchors)
        block = exitus(line.body)
        if len(block):
            stk.append(block)

    def _item(self, line: Line) -> None:
        self._in_new_text(line)
        self._frame.item(line)

    def _pointed(self, line: Line) -> None:
        self._end_new_text()
        if self._point is None or line.label:
            self._point = labelled("AendringsNummer", line.label, line.anchors)
            self._frame.innermost.append(self._point)
        etree.SubElement(etree.SubElement(self._point, "Aendring"), "AendringDefinition").append(exitus(line.body))

    def _renumbered(self, line: Line) -> None:
        if self._point is None:
            self._text(line)
            return
        self._end_new_text()
        last = self._point[-1]
        clause = last if last.tag == "Rykningsklausul" else etree.SubElement(self._point, "Rykningsklausul")
        clause.append(exitus(line.body))

    def _commences(self, line: Line) -> None:
        self._end_point()
        self._leave_commencement()
        block = etree.SubElement(self._frame.root, "Ikraft")
        self._frame.open.clear()
        block.append(exitus(line.body))
        self._frames.append(_Frame(block))

    def _leave_commencement(self) -> None:
        if self._frame.root.tag == "Ikraft":
            self._frames.pop()

    def _annex(self, line: Line) -> None:
        self._end_point()
        annex = labelled("Bilag", line.label, line.anchors)
        self.root.append(annex)
        if line.body:
            annex.append(exitus(line.body, "Rubrica"))
        frame = _Frame(etree.SubElement(etree.SubElement(annex, "BilagIndhold"), "TekstGruppe"), loose=False)
        self._frames = [self._frames[0], frame]

    def _text(self, line: Line) -> None:
        self._in_new_text(line)
        self._frame.text(line.body, line.anchors)

    def _signed(self, line: Line) -> None:
        self._end_point()
        if self._signature is None:
            self._signature = etree.SubElement(self.root, "UnderskriftGruppe")
        self._signature.append(exitus(line.body))


def _text_of(element: _Element) -> str:
    return "".join([char.text or "" for char in element.iter("Char")])


def _start(unit: Unit) -> int | None:
    if unit.label is not None and unit.label.raw:
        return unit.label.at
    for item in (*unit.heading, *unit.content):
        place = item.at if isinstance(item, Passage) else _start(item)
        if place is not None:
            return place
    return None
