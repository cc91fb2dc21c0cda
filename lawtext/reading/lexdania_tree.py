"""The body of a LexDania document as a tree of units.

The path in the source is always full: levels that an act doesn't have stand there as wrappers without label and
heading, and are looked through. Numbers come from printed labels alone. Source: domain/lexdania.md.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading.lexdania_text import STRUCTURE, Items, Walk, leading, made
from lawtext.reading.names import inside
from lawtext.wording import labels

_LABEL_IN_TEXT = re.compile(r"\s*(?P<label>§{1,2}\s?\d[^.]{0,14}\.|Stk\.\s?\d[^.]{0,10}\.)")
_FIRST_NUMBERS = ("1", "I", "A")


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


class Tree(Walk):
    """Knows where provisions stand: paragraphs in chapters, points in amending §§, annexes, commencement blocks."""

    def __init__(self) -> None:
        self._restarting: frozenset[str] = frozenset()
        self._paragraph = UnitId("")
        self._points = 0
        super().__init__(
            {
                "Bog": self._structure,
                "Afsnit": self._structure,
                "Kapitel": self._structure,
                "ParagrafGruppe": self._group,
                "Paragraf": self._paragraf,
                "IkraftCentreretParagraf": self._paragraf,
                "AendringCentreretParagraf": self._amending,
                "AendringsNummer": self._point,
                "Stk": self._loose_stk,
                "Hymne": self._preamble,
                "Indledning": self._preamble,
                "Praeambel": self._preamble,
                "Ikraft": self._commencement,
            }
        )

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
        rubricas, rest = leading(rest)
        heading = self._heading(rubricas, uid)
        out: Items = []
        for child in rest:
            if child.tag == "BilagIndhold":
                for group in child:
                    self._sections(list(group) or [group], out, uid + "_", uid)
            else:
                self._content([child], out, uid + "_", uid)
        return made(uid, Kind.ANNEX, label, heading, out)

    def signature(self, element: _Element) -> tuple[Unit, ...]:
        """The closing words ("Under Vor Kongelige Hånd og Segl"), if there are any."""
        out: Items = []
        self._children(element, out, "Und_", "Und")
        return (made(self.names.give("Und"), Kind.SIGNATURE, None, [], out),) if out else ()

    def title(self, element: _Element) -> tuple[Passage | Unit, ...]:
        """The runs of `Titel` or `UnderTitel`, and the notes that hang on them."""
        out: Items = []
        self._children(element, out, "", "Titel")
        return tuple(out)

    # Paragraphs and stykker

    def _paragraf(self, element: _Element, out: Items, ns: str, _outer: str) -> None:
        label, rest = self._label(element)
        step = (labels.step(label.raw, "Par") if label else None) or labels.step(_label_in_text(rest), "Par")
        uid = self._paragraph = self.names.give(f"{ns}Par{step.number}") if step else self.names.again(f"{ns}Par")
        rubricas, rest = leading(rest)
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
        out.append(made(uid, kind, label, heading, content))

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
        out.append(made(uid, Kind.STK, label, [], content))
        return before

    def _loose_stk(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        """A stykke outside a paragraph: of new text, or (a fault of the source) after the paragraph it belongs to."""
        new_text = outer.endswith("Ny") or "_Ny_" in ns or "Ny(" in outer
        if new_text and element.find("Explicatus") is None:
            uid = self.names.again(inside(outer, "Stk"))
            content: Items = []
            self._children(element, content, ns, uid)
            out.append(made(uid, Kind.STK, None, [], content))
        else:
            self._stk(element, out, ns, outer if new_text else self._paragraph, "")

    # Chapters and groups

    def _structure(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        level, kind = STRUCTURE[element.tag]
        label, rest = self._label(element)
        rubricas, rest = leading(rest)
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
            out.append(made(uid, kind, label, heading, content))

    def _group(self, element: _Element, out: Items, ns: str, outer: str) -> None:
        rubricas, rest = leading(list(element))
        if not rubricas:
            self._content(rest, out, ns, outer)
            return
        uid = self.names.count(inside(outer, "Grp") if outer else ns + "Grp")
        heading = self._heading(rubricas, uid)
        content: Items = []
        self._content(rest, content, ns, uid)
        out.append(made(uid, Kind.GROUP, None, heading, content))

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
        rubricas, rest = leading(rest)
        if label is None and rubricas and not rest:
            uid = self.names.count(ns + "Grp")
            out.append(Unit(uid, Kind.GROUP, None, tuple(self._heading(rubricas, uid))))
            return
        step = labels.step(label.raw, "Par") if label else None
        uid = self._paragraph = self.names.give(f"{ns}Par{step.number}") if step else self.names.again(f"{ns}Par")
        heading = self._heading(rubricas, uid)
        content: Items = []
        self._content(rest, content, ns, uid)
        out.append(made(uid, Kind.AMENDING, label, heading, content))

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
