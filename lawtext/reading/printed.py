"""Printed lines, each with the part it plays, put together as a LexDania document: one builder for every flat form.

Pages, gazette PDFs, Word files and pasted text all have one unit a line and no nesting. What tells them apart is how a
line's part is known (an HTML class, a label, a font); where it then belongs is decided here, once. The document that
comes out is read by `lexdania_tree`, so ids follow one set of rules whatever the form.
"""

import re
from collections.abc import Callable, Iterable

from lxml import etree
from lxml.etree import _Element

from lawtext.law.ids import order
from lawtext.reading.frames import LEVELS, Frame
from lawtext.reading.lexdania_elements import exitus, labelled, text_of
from lawtext.reading.printed_lines import Line, Role
from lawtext.wording import labels

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
_OPENS_NEW_TEXT = re.compile(r"\s*»")
_ANNOUNCES = re.compile(r":\s*$")


def document(lines: Iterable[Line]) -> _Element:
    """The lines as one `Dokument` without metadata. Lines are taken in order; none is left out."""
    builder = _Builder()
    for line in lines:
        builder.add(line)
    return builder.done()


class _Builder:
    """Takes lines in order and grows the document."""

    def __init__(self) -> None:
        self.root = etree.Element("Dokument")
        self._titles = etree.SubElement(self.root, "TitelGruppe")
        self._frames = [Frame(etree.SubElement(self.root, "DokumentIndhold"))]
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
    def _frame(self) -> Frame:
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
            self._frames.append(Frame(etree.SubElement(action, "AendringNyTekst"), loose=True))
        self._quoted = self._quoted or "»" in words
        self._quotes = max(0, self._quotes + words.count("»") - words.count("«"))
        return True

    def _awaited(self) -> bool:
        """Whether new text must come, or may go on: it was announced, and no quotation has begun and ended since."""
        if self._frame.loose:
            return not self._quoted
        return self._point is not None and _ANNOUNCES.search(text_of(self._point)) is not None

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
        elif line.level not in LEVELS:
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
        self._frames.append(Frame(block))

    def _leave_commencement(self) -> None:
        if self._frame.root.tag == "Ikraft":
            self._frames.pop()

    def _annex(self, line: Line) -> None:
        self._end_point()
        annex = labelled("Bilag", line.label, line.anchors)
        self.root.append(annex)
        if line.body:
            annex.append(exitus(line.body, "Rubrica"))
        frame = Frame(etree.SubElement(etree.SubElement(annex, "BilagIndhold"), "TekstGruppe"), loose=False)
        self._frames = [self._frames[0], frame]

    def _text(self, line: Line) -> None:
        self._in_new_text(line)
        self._frame.text(line.body, line.anchors)

    def _signed(self, line: Line) -> None:
        self._end_point()
        if self._signature is None:
            self._signature = etree.SubElement(self.root, "UnderskriftGruppe")
        self._signature.append(exitus(line.body))
