"""The body of a LexDania document as a tree of units.

The path in the source is always full: levels that an act doesn't have stand there as wrappers without label and
heading, and are looked through. Numbers come from printed labels alone. Source: domain/lexdania.md.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element

from lawtext.law.ids import Step, UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import standing
from lawtext.reading.names import Names, inside
from lawtext.wording import labels
from lawtext.wording.clean import clean

Items = list[Passage | Unit]

_LABEL_IN_TEXT = re.compile(r"\s*(?P<label>§{1,2}\s?\d[^.]{0,14}\.|Stk\.\s?\d[^.]{0,10}\.)")
_STRUCTURE = {"Bog": ("Bog", Kind.BOOK), "Afsnit": ("Afs", Kind.PART), "Kapitel": ("Kap", Kind.CHAPTER)}
_STRUCTURE_OF_LEVEL = dict(_STRUCTURE.values())
_ITEM_KINDS = {"Num": Kind.NUMBER, "Lit": Kind.LITRA, "Led": Kind.INDENT}
_MARKS_OF_IDS = re.compile("[@_]")
_FIRST_NUMBERS = ("1", "I", "A")
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))


class Text(NamedTuple):
    """All that a document prints: the runs of title and subtitle with their notes, and the outermost units."""

    title: tuple[Passage | Unit, ...]
    subtitle: tuple[Passage | Unit, ...]
    units: tuple[Unit, ...]


def text(root: _Element) -> Text:
    """Read a whole `Dokument`, in the order it is printed."""
    tree = Tree()
    title, subtitle = (
        tree.title(element) if element is not None else ()
        for element in (root.find("TitelGruppe/Titel"), root.find("TitelGruppe/UnderTitel"))
    )
    units: tuple[Unit, ...] = ()
    for child in root:
        if child.tag == "UnderskriftGruppe":
            units += tree.signature(child)
        elif child.tag == "Bilag":
            units += (tree.annex(child),)
        elif child.tag not in ("Meta", "TitelGruppe"):
            units += tree.body(child)
    return Text(title, subtitle, units)


def characters(root: _Element) -> str:
    """All text of the document as passages count it: every run and label but those of blanks alone, in order."""
    runs = ((each.tag, each.text or "") for child in root if child.tag != "Meta" for each in child.iter())
    return "".join(text for tag, text in runs if tag == "Char" or not text.isspace())


def line(runs: Sequence[Passage | Unit]) -> str:
    """Runs of a title on one line, without notes; a literal backslash-n is the source's line break."""
    return " ".join(" ".join(run.text for run in runs if isinstance(run, Passage)).replace("\\n", " ").split())


class Tree:
    """Walks a document once, in order, and makes units; `at` counts the characters of text that lie behind.

    A handler takes an element, the list that its units and passages go to, the prefix of the name space it stands in
    (`""`, `"Ikr11_"`, `"Aen1.26_Ny_"`) and the id of the unit around it.
    """

    def __init__(self) -> None:
        self.at = 0
        self.names = Names()
        self._restarting: frozenset[str] = frozenset()
        self._paragraph = UnitId("")
        self._points = 0
        self._handlers: dict[str, Callable[[_Element, Items, str, str], None]] = {
            "Bog": self._structure,
            "Afsnit": self._structure,
            "Kapitel": self._structure,
            "ParagrafGruppe": self._group,
            "Paragraf": self._paragraf,
            "IkraftCentreretParagraf": self._paragraf,
            "AendringCentreretParagraf": self._amending,
            "AendringsNummer": self._point,
            "Stk": self._loose_stk,
            "Exitus": self._children,
            "Linea": self._linea,
            "Index": self._index,
            "Indentatio": self._loose_item,
            "Nota": self._note,
            "Table": self._table,
            "Image": self._image,
            "Titel": self._children,
            "Hymne": self._preamble,
            "Indledning": self._preamble,
            "Praeambel": self._preamble,
            "Ikraft": self._commencement,
        }

    def body(self, content: _Element) -> tuple[Unit, ...]:
        """The units of `DokumentIndhold`."""
        self._restarting = _restarting(content)
        out: Items = []
        self._children(content, out, "", "")
        return self._roots(out)

    def _roots(self, items: Items) -> tuple[Unit, ...]:
        """The outermost units; text that stands outside them all gets a unit of its own."""
        roots: list[Unit] = []
        for loose, run in groupby(items, lambda item: isinstance(item, Passage)):
            if loose:
                roots.append(Unit(self.names.count("Grp"), Kind.GROUP, None, (), tuple(run)))
            else:
                roots.extend(item for item in run if isinstance(item, Unit))
        return tuple(roots)

    def annex(self, element: _Element) -> Unit:
        """A `Bilag`: its label and heading, then free text, lists, tables and images."""
        label, rest = self._label(element)
        step = labels.step(label.raw, "Bil") if label else None
        uid = self.names.give("Bil" + (step.number if step else ""))
        rubricas, rest = _leading(rest)
        heading = self._heading(rubricas, uid)
        out: Items = []
        for child in rest:
            if child.tag == "BilagIndhold":
                for group in child:
                    self._sections(list(group) or [group], out, uid + "_", uid)
            else:
                self._content([child], out, uid + "_", uid)
        return _unit(uid, Kind.ANNEX, label, heading, out)

    def signature(self, element: _Element) -> tuple[Unit, ...]:
        """The closing words ("Under Vor Kongelige Hånd og Segl"), if there are any."""
        out: Items = []
        self._children(element, out, "Und_", "Und")
        return (_unit(self.names.give("Und"), Kind.SIGNATURE, None, [], out),) if out else ()

    def title(self, element: _Element) -> tuple[Passage | Unit, ...]:
        """The runs of `Titel` or `UnderTitel`, and the notes that hang on them."""
        out: Items = []
        self._children(element, out, "", "Titel")
        return tuple(out)

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
        out.append(_unit(uid, _ITEM_KINDS[step.level], label, [], content))
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
        rubricas, rest = _leading(list(element))
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

    # Paragraphs and stykker

    def _paragraf(self, element: _Element, out: Items, ns: str, _outer: str) -> None:
        label, rest = self._label(element)
        step = (labels.step(label.raw, "Par") if label else None) or labels.step(_label_in_text(rest), "Par")
        uid = self._paragraph = self.names.give(f"{ns}Par{step.number}") if step else self.names.again(f"{ns}Par")
        rubricas, rest = _leading(rest)
        heading = self._heading(rubricas, uid)
        content: Items = []
        before = ""
        points = self._points
        for child in rest:
            if child.tag == "Stk":
                before = self._stk(child, content, ns, uid, before)
            else:
                self._content([child], content, ns, uid)
        kind = Kind.PARAGRAPH if points == self._points else Kind.AMENDING
        out.append(_unit(uid, kind, label, heading, content))

    def _stk(self, element: _Element, out: Items, ns: str, outer: str, before: str) -> str:
        """One stykke. Returns its number: one without label is the first, or goes on with the one before."""
        label, rest = self._label(element)
        step = labels.step(label.raw, "Stk") if label else None
        if step is None and (before or label):
            step = labels.step((label.text.strip() + " " if label else "") + _label_in_text(rest, label), "Stk")
        if step is not None:
            before = step.number
            uid = self.names.give(inside(outer, "Stk" + before))
        elif before:
            uid = self.names.again(inside(outer, "Stk" + before), 2)
        else:
            before = "1"
            uid = self.names.give(inside(outer, "Stk1"))
        content: Items = []
        for child in rest:
            self._handlers.get(child.tag, self._unforeseen)(child, content, ns, uid)
        out.append(_unit(uid, Kind.STK, label, [], content))
        return before

    def _loose_stk(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        """A stykke outside a paragraph: of new text, or (a fault of the source) after the paragraph it belongs to."""
        new_text = outer.endswith("Ny") or "_Ny_" in ns or "Ny(" in outer
        if new_text and element.find("Explicatus") is None:
            uid = self.names.again(inside(outer, "Stk"))
            content: Items = []
            self._children(element, content, ns, uid)
            out.append(_unit(uid, Kind.STK, None, [], content))
        else:
            self._stk(element, out, ns, outer if new_text else self._paragraph, "")

    # Chapters and groups

    def _structure(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        level, kind = _STRUCTURE[element.tag]
        label, rest = self._label(element)
        rubricas, rest = _leading(rest)
        step = labels.step(label.raw, level) if label else None
        if label is None and not rubricas:
            content, uid = out, UnitId(outer)
        else:
            prefix = inside(outer, "") if level in self._restarting and outer else ns
            uid = self.names.give(prefix + level + step.number) if step else self.names.again(ns + level)
            content = []
        heading = self._heading(rubricas, uid)
        self._content(rest, content, ns, uid)
        if content is not out:
            out.append(_unit(uid, kind, label, heading, content))

    def _group(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        rubricas, rest = _leading(list(element))
        if not rubricas:
            self._content(rest, out, ns, outer)
            return
        uid = self.names.count(inside(outer, "Grp") if outer else ns + "Grp")
        heading = self._heading(rubricas, uid)
        content: Items = []
        self._content(rest, content, ns, uid)
        out.append(_unit(uid, Kind.GROUP, None, heading, content))

    def _sections(self, children: Sequence[_Element], out: Items, ns: str, outer: str) -> None:
        """Loose labels and headings among the children open a chapter or group that holds what follows them."""
        into, uid = out, outer
        pending: tuple[UnitId, Kind, Passage | None, Items, Items] | None = None
        for child in children:
            opens = child.tag == "Rubrica" or (child.tag == "Explicatus" and bool((child.text or "").strip()))
            if child.tag == "Rubrica" and pending and pending[2] and not pending[4]:
                pending[3].extend(self._heading([child], pending[0]))
                continue
            if pending and (opens or child.tag in _STRUCTURE):
                out.append(_unit(*pending))
                pending, into, uid = None, out, outer
            if opens:
                pending = self._opened(child, ns, outer)
                uid, into = pending[0], pending[4]
            else:
                self._handle(child, into, ns, uid)
        if pending:
            out.append(_unit(*pending))

    def _opened(self, element: _Element, ns: str, outer: str) -> tuple[UnitId, Kind, Passage | None, Items, Items]:
        """A chapter (from a loose label) or a group (from a loose heading) with nothing in it yet."""
        if element.tag == "Rubrica":
            uid = self.names.count(inside(outer, "Grp"))
            return uid, Kind.GROUP, None, self._heading([element], uid), []
        label = self._passage(element.text or "")
        step = labels.step(label.raw) or Step("Kap", "")
        level = step.level if step.level in _STRUCTURE_OF_LEVEL else "Kap"
        uid = self.names.give(ns + level + step.number)
        return uid, _STRUCTURE_OF_LEVEL[level], label, [], []

    # Preamble, commencement, amendments

    def _preamble(self, element: _Element, out: Items, _ns: str, _outer: str) -> None:
        uid = self.names.give("Ind")
        content: Items = []
        self._children(element, content, "", uid)
        out.append(Unit(uid, Kind.PREAMBLE, None, (), tuple(content)))

    def _commencement(self, element: _Element, out: Items, _ns: str, _outer: str) -> None:
        uid = self.names.count("Ikr")
        content: Items = []
        self._children(element, content, uid + "_", uid)
        out.append(Unit(uid, Kind.COMMENCEMENT, None, (), tuple(content)))

    def _amending(self, element: _Element, out: Items, ns: str, _outer: str) -> None:
        label, rest = self._label(element)
        rubricas, rest = _leading(rest)
        if label is None and rubricas and not rest:
            uid = self.names.count(ns + "Grp")
            out.append(Unit(uid, Kind.GROUP, None, tuple(self._heading(rubricas, uid))))
            return
        step = labels.step(label.raw, "Par") if label else None
        uid = self._paragraph = self.names.give(f"{ns}Par{step.number}") if step else self.names.again(f"{ns}Par")
        heading = self._heading(rubricas, uid)
        content: Items = []
        self._content(rest, content, ns, uid)
        out.append(_unit(uid, Kind.AMENDING, label, heading, content))

    def _point(self, element: _Element, out: Items, ns: str, _outer: str) -> None:
        """A numbered amendment: its instruction, the new text, and the renumbering that follows from it."""
        self._points += 1
        label, rest = self._label(element)
        step = labels.step(label.raw, "Num") if label else None
        around = self._paragraph[len(ns) + len("Par") :] if self._paragraph.startswith(ns + "Par") else ""
        stem = f"{ns}Aen{around}."
        uid = self.names.give(stem + step.number) if step else self.names.again(stem)
        content: Items = []
        for change in rest:
            if change.tag == "Aendring":
                for part in change:
                    self._part(part, content, uid)
            else:
                self._part(change, content, uid)
        out.append(Unit(uid, Kind.POINT, label, (), tuple(content)))

    def _part(self, element: _Element, out: Items, point: str) -> None:
        if element.tag == "AendringDefinition":
            self._children(element, out, point + "_", point)
        elif element.tag == "Rykningsklausul":
            self._block(list(element), out, point, "Ryk", Kind.RENUMBERING)
        else:
            for text in element if element.tag == "AendringAktion" else (element,):
                known = text.tag == "AendringNyTekst"
                self._block(list(text) if known else [text], out, point, "Ny", Kind.NEW_TEXT)

    def _block(self, children: Sequence[_Element], out: Items, point: str, level: str, kind: Kind) -> None:
        if not children:
            return
        uid = self.names.give(f"{point}_{level}")
        content: Items = []
        paragraph, self._paragraph = self._paragraph, UnitId("")
        self._sections(children, content, uid + "_", uid)
        self._paragraph = paragraph
        out.append(Unit(uid, kind, None, (), tuple(content)))


def _unit(uid: UnitId, kind: Kind, label: Passage | None, heading: Items, content: Items) -> Unit:
    found = standing.of_items(content) if content else standing.of_items(heading)
    return Unit(uid, kind, label, tuple(heading), tuple(content), found.repealed, found.omitted)


def _leading(children: list[_Element]) -> tuple[list[_Element], list[_Element]]:
    """The headings that come first, and the rest."""
    place = 0
    while place < len(children) and children[place].tag == "Rubrica":
        place += 1
    return children[:place], children[place:]


def _label_in_text(children: Sequence[_Element], label: Passage | None = None) -> str:
    """The label where the source has put it, or its number, at the head of the text."""
    head = "".join([run.text or "" for run in children[0].iter("Char")])[:40] if children else ""
    if label is not None:
        return head.partition(".")[0]
    found = _LABEL_IN_TEXT.match(head)
    return found["label"] if found else ""


def _restarting(content: _Element) -> frozenset[str]:
    """The levels whose numbers begin anew inside each book or part, so that their ids need the outer one's."""
    found = set()
    for level, inner, outer in (("Afs", "Afsnit", "Bog"), ("Kap", "Kapitel", "Afsnit")):
        firsts = 0
        for around in content.iter(outer):
            steps = (labels.step(child.findtext("Explicatus") or "", level) for child in around.iterchildren(inner))
            firsts += any(step is not None and step.number in _FIRST_NUMBERS for step in steps)
        if firsts > 1:
            found.add(level)
    return frozenset(found)
