"""What may stand in any unit of a LexDania document: runs of text, lists, notes, tables, images, loose headings."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from lawtext.law.ids import Step, UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import standing
from lawtext.reading.names import Names, inside
from lawtext.wording import labels
from lawtext.wording.clean import clean

Items = list[Passage | Unit]

STRUCTURE = {"Bog": ("Bog", Kind.BOOK), "Afsnit": ("Afs", Kind.PART), "Kapitel": ("Kap", Kind.CHAPTER)}
"""The levels that hold paragraphs, by element: the step of their ids, and their kind."""
_STRUCTURE_OF_LEVEL = dict(STRUCTURE.values())
_ITEM_KINDS = {"Num": Kind.NUMBER, "Lit": Kind.LITRA, "Led": Kind.INDENT}
_MARKS_OF_IDS = re.compile("[@_]")
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))


class _Opened(NamedTuple):
    """A chapter or group that a loose label or heading has opened, and what has come in it."""

    uid: UnitId
    kind: Kind
    label: Passage | None
    heading: Items
    content: Items


class Walk:
    """Walks a document once, in order, and makes units; `at` counts the characters of text that lie behind.

    A handler takes an element, the list that its units and passages go to, the prefix of the name space it stands in
    (`""`, `"Ikr11_"`, `"Aen1.26_Ny_"`) and the id of the unit around it. `handlers` are those of elements that do not
    stand everywhere.
    """

    def __init__(self, handlers: dict[str, Callable[[_Element, Items, str, str], None]]) -> None:
        self.at = 0
        self.names = Names()
        self._handlers: dict[str, Callable[[_Element, Items, str, str], None]] = handlers | {
            "Exitus": self._children,
            "Linea": self._linea,
            "Index": self._index,
            "Indentatio": self._loose_item,
            "Nota": self._note,
            "Table": self._table,
            "Image": self._image,
            "Titel": self._children,
        }

    # Text

    def _handle(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        self._handlers.get(element.tag, self._unforeseen)(element, out, ns, outer)

    def _children(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        for child in element:
            if child.tag == "Linea":
                self._linea(child, out, ns, outer)
            else:
                self._handlers.get(child.tag, self._unforeseen)(child, out, ns, outer)

    def _linea(self, element: _Element, out: Items, _ns: str, _outer: str) -> None:
        if len(element) == 1 and element[0].tag == "Char":
            raw = element[0].text or ""
        else:
            texts = [(run.tag, run.text or "") for run in element.iter()]
            raw = "".join([text for tag, text in texts if tag == "Char" or not text.isspace()])
        if raw:
            out.append(Passage(clean(raw), raw, self.at))
            self.at += len(raw)

    def _passage(self, raw: str) -> Passage:
        self.at += len(raw)
        return Passage(clean(raw), raw, self.at - len(raw))

    def _label(self, element: _Element) -> tuple[Passage | None, list[_Element]]:
        children = list(element)
        if not children or children[0].tag != "Explicatus":
            return None, children
        raw = children[0].text
        return (self._passage(raw) if raw and not raw.isspace() else None), children[1:]

    def _heading(self, rubricas: Sequence[_Element], uid: str) -> Items:
        out: Items = []
        for rubrica in rubricas:
            self._children(rubrica, out, "", uid)
        return out

    def _content(self, children: Sequence[_Element], out: Items, ns: str, outer: str) -> None:
        """What follows the headings; a heading further down opens a group of its own."""
        for child in children:
            if child.tag == "Rubrica":
                self._sections(children, out, ns, outer)
                return
        for child in children:
            self._handlers.get(child.tag, self._unforeseen)(child, out, ns, outer)

    def _unforeseen(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        """An element that the format is not known to have here: its text is kept, its structure looked through."""
        if len(element):
            self._children(element, out, ns, outer)
        elif element.text and (element.tag == "Char" or not element.text.isspace()):
            out.append(self._passage(element.text))

    # Lists, notes, tables, images

    def _index(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        before: Step | None = None
        for item in element:
            if item.tag == "Indentatio":
                before = self._item(item, out, outer, before)
            else:
                self._handle(item, out, ns, outer)

    def _loose_item(self, element: _Element, out: Items, _ns: str, outer: str) -> None:
        self._item(element, out, outer, None)

    def _item(self, element: _Element, out: Items, outer: str, before: Step | None) -> Step | None:
        """One list item. Returns its step, after which an item without label is named ("Num5" → "Num5(2)")."""
        label, rest = self._label(element)
        step = labels.step(label.raw) if label else None
        if step is None:
            fallback = Step("Lit" if element.get("formaInd") == "Litra" else "Num", "")
            step = before or fallback
            uid = self.names.again(inside(outer, step.level + step.number), 2 if before else 1)
        elif step.level == "Led":
            uid = self.names.count(inside(outer, "Led"))
        else:
            step = self._in_list(step, outer, before)
            uid = self.names.give(inside(outer, step.level + step.number))
        content: Items = []
        for child in rest:
            self._handle(child, content, "", uid)
        out.append(made(uid, _ITEM_KINDS[step.level], label, [], content))
        return step

    def _in_list(self, step: Step, outer: str, before: Step | None) -> Step:
        """The step with its level decided: letters are litra unless the list counts i, ii, iii."""
        if step.level != "Lit" or step.number.lower() not in _ROMAN:
            return step if step.level in _ITEM_KINDS else Step("Num", step.number)
        if before is None:
            counts = step.number.lower() == "i" and inside(outer, "Lith") not in self.names.taken
        else:
            counts = before.level == "Num" and before.number.lower() in _ROMAN
        return Step("Num", step.number) if counts else step

    def _note(self, element: _Element, out: Items, _ns: str, outer: str) -> None:
        label, rest = self._label(element)
        number = _MARKS_OF_IDS.sub("", clean(label.raw)).strip().rstrip(").") if label else ""
        uid = self.names.give(f"Not{number}@{outer}")
        content: Items = []
        for child in rest:
            self._handle(child, content, "", uid)
        out.append(Unit(uid, Kind.NOTE, label, (), tuple(content)))

    def _table(self, element: _Element, out: Items, _ns: str, outer: str) -> None:
        uid = self.names.count(inside(outer, "Tab"))
        rubricas, rest = leading(list(element))
        heading = self._heading(rubricas, uid)
        rows: Items = []
        for row in rest:
            if row.tag == "Tr":
                self._row(row, rows, uid)
            else:
                self._content([row], rows, "", uid)
        out.append(Unit(uid, Kind.TABLE, None, tuple(heading), tuple(rows)))

    def _row(self, element: _Element, out: Items, table: str) -> None:
        uid = self.names.count(inside(table, "R"))
        cells: Items = []
        for cell in element:
            name = self.names.count(inside(uid, "C"))
            content: Items = []
            if cell.tag in ("Td", "Th"):
                self._children(cell, content, "", name)
            else:
                self._handle(cell, content, "", name)
            cells.append(Unit(name, Kind.CELL, None, (), tuple(content)))
        out.append(Unit(uid, Kind.ROW, None, (), tuple(cells)))

    def _image(self, element: _Element, out: Items, _ns: str, outer: str) -> None:
        source = Passage(clean(element.get("src", "")), "", self.at)
        uid = self.names.count(inside(outer, "Img"))
        content: Items = []
        self._children(element, content, "", uid)
        out.append(Unit(uid, Kind.IMAGE, source, (), tuple(content)))

    # Loose labels and headings

    def _sections(self, children: Sequence[_Element], out: Items, ns: str, outer: str) -> None:
        """Loose labels and headings among the children open a chapter or group that holds what follows them."""
        into, uid = out, outer
        pending: _Opened | None = None
        for child in children:
            opens = child.tag == "Rubrica" or (child.tag == "Explicatus" and bool((child.text or "").strip()))
            if child.tag == "Rubrica" and pending and pending.label and not pending.content:
                pending.heading.extend(self._heading([child], pending.uid))
                continue
            if pending and (opens or child.tag in STRUCTURE):
                out.append(made(*pending))
                pending, into, uid = None, out, outer
            if opens:
                pending = self._opened(child, ns, outer)
                uid, into = pending.uid, pending.content
            else:
                self._handle(child, into, ns, uid)
        if pending:
            out.append(made(*pending))

    def _opened(self, element: _Element, ns: str, outer: str) -> _Opened:
        """A chapter (from a loose label) or a group (from a loose heading) with nothing in it yet."""
        if element.tag == "Rubrica":
            uid = self.names.count(inside(outer, "Grp"))
            return _Opened(uid, Kind.GROUP, None, self._heading([element], uid), [])
        label = self._passage(element.text or "")
        step = labels.step(label.raw) or Step("Kap", "")
        level = step.level if step.level in _STRUCTURE_OF_LEVEL else "Kap"
        uid = self.names.give(ns + level + step.number)
        return _Opened(uid, _STRUCTURE_OF_LEVEL[level], label, [], [])


def made(uid: UnitId, kind: Kind, label: Passage | None, heading: Items, content: Items) -> Unit:
    """A unit, repealed or omitted where its text says so."""
    found = standing.of_items(content) if content else standing.of_items(heading)
    return Unit(uid, kind, label, tuple(heading), tuple(content), found.repealed, found.omitted)


def leading(children: list[_Element]) -> tuple[list[_Element], list[_Element]]:
    """The headings that come first, and the rest."""
    place = 0
    while place < len(children) and children[place].tag == "Rubrica":
        place += 1
    return children[:place], children[place:]
