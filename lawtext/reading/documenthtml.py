"""The flat HTML that Retsinformation's pages and API serve (`documentHtml`) to an edition.

Each printed line is a `p` whose class says what it is; hierarchy is only in the order. The site's own table of contents
and bars are no part of the act. Source of the classes: domain/lexdania.md section 7 and the pages themselves.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree, html
from lxml.etree import _Element

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Fact, Form, Source
from lawtext.law.ids import EditionId
from lawtext.reading import detect, heads, lexdania_elements, lexdania_tree, misplaced_labels, printed
from lawtext.reading.heads import Head
from lawtext.reading.printed_lines import Line, Role
from lawtext.wording import dates

ROLES = {
    "Titel": Role.TITLE,
    "UnderTitel": Role.SUBTITLE,
    "Hymne": Role.PREAMBLE,
    "Indledning": Role.PREAMBLE,
    "Praeambel": Role.PREAMBLE,
    "Bog": Role.BOOK,
    "BogOverskrift": Role.HEADING,
    "Afsnit": Role.PART,
    "AfsnitOverskrift": Role.HEADING,
    "Kapitel": Role.CHAPTER,
    "KapitelOverskrift": Role.HEADING,
    "ParagrafGruppeOverskrift": Role.GROUP,
    "Paragraf": Role.PARAGRAPH,
    "CentreretParagraf": Role.CENTRED,
    "IkraftCentreretParagraf": Role.CENTRED,
    "ParagrafOverskrift": Role.MINISTRY,
    "Stk": Role.STK,
    "Liste": Role.ITEM,
    "AendringMedNummer": Role.POINT,
    "Rykningsklausul": Role.RENUMBERING,
    "IkraftTekst": Role.COMMENCEMENT,
    "Bilag": Role.ANNEX,
    "BilagTekst": Role.HEADING,
    "BilagOverskrift": Role.HEADING,
    "Givet": Role.SIGNATURE,
    "Segl": Role.SIGNATURE,
    "Sign": Role.SIGNATURE,
}
"""The part that a class plays, its closing figure taken off ("Liste1" is the outer list, "Liste2" one in it)."""
_ONLY_LABEL = frozenset((Role.BOOK, Role.PART, Role.CHAPTER, Role.CENTRED, Role.ANNEX))
_LABELS = re.compile(r"(?:Paragraf|Stk|Liste\d*|Aendring)Nr")
_CLASS = re.compile(r"(?P<name>[^\d\s]+)(?P<figure>\d*)")
_FURNITURE = frozenset(("bjelke", "Indholdsfortegnelse"))
_AMENDING = re.compile(r"(?:Lov|Bekendtgørelse|Anordning)\s+om\s+ændring\s+af\b")


def read_answer(data: bytes, name: str) -> Edition:
    """Read a whole answer of the site's API, an object or a list with one. Raises UnusableInputError."""
    answer = _json(data, f"{name} er ikke gyldig JSON. Hent svaret igen.")
    first = answer[0] if isinstance(answer, list) and answer else answer
    facts = first if isinstance(first, dict) else {}
    page = facts.get("documentHtml")
    return _read(page if isinstance(page, str) else "", facts, data, name)


def read(text: str, data: bytes, beside: bytes, name: str) -> Edition:
    """Read the HTML alone; `beside` is the file with its metadata (shortName, EliUrl …), b"" where there is none.

    Raises UnusableInputError, among others where neither the page nor the metadata names the act.
    """
    refusal = f"{name}: metadata ved siden af er ikke gyldig JSON. Hent dem igen, eller slet dem."
    facts = _json(beside, refusal) if beside else {}
    return _read(text, facts if isinstance(facts, dict) else {}, data, name)


def _json(data: bytes, refusal: str) -> Any:
    """The value of some JSON; half characters, which no text can hold, are refused with the rest that is wrong."""
    try:
        return msgspec.json.decode(data.removeprefix(detect.BOM))
    except (ValueError, RecursionError) as error:
        raise UnusableInputError(refusal) from error


def _read(text: str, facts: dict[str, Any], data: bytes, name: str) -> Edition:
    page = _parsed(text, name)
    head = _head(facts, page, name)
    root = printed.document(_Page(page).lines())
    misplaced_labels.restore(root)
    whole = lexdania_tree.text(root)
    title = lexdania_tree.line(whole.title)
    metadata = _metadata(facts)
    edition = _edition(facts, head)
    return Edition(
        id=edition,
        type=head.type,
        amending=str(facts.get("documentTypeId", "")) == "20" or _AMENDING.match(title) is not None,
        signed=head.signed,
        title=title or str(facts.get("title", "")),
        subtitle=lexdania_tree.line(whole.subtitle),
        popular_title="",
        source=Source(Form.HTML, hashlib.sha256(data).hexdigest(), heads.address(edition)),
        units=whole.units,
        title_runs=whole.title,
        subtitle_runs=whole.subtitle,
        published=dates.read(metadata.get("Offentliggørelsesdato", "")),
        accession=metadata.get("Accession", ""),
        ministry=str(facts.get("ressort", "")),
        facts=tuple(Fact(key, value) for key, value in metadata.items()),
        anchors=lexdania_elements.anchors(root, whole.units),
    )


def _parsed(text: str, name: str) -> _Element:
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise UnusableInputError(f"{name} har ingen tekst i sin HTML. Hent siden igen.") from error
    if not any(element.get("class") for element in page.iter("p")):
        raise UnusableInputError(f"{name} er HTML, men ikke en retsakt: siden har ingen af retsakters klasser.")
    return page


def _head(facts: dict[str, Any], page: _Element, name: str) -> Head:
    head = heads.within(str(facts.get("shortName", "")), name) or heads.within(_before_title(page), name)
    if head is None:
        raise UnusableInputError(
            f"{name} siger ikke retsaktens nummer. Læg dens .meta.json ved siden af, eller giv hele JSON-svaret."
        )
    return head


def _before_title(page: _Element) -> str:
    """What a saved page prints before the act's title: its short name stands there."""
    out = []
    for element in page.iter():
        if element.get("class") == "Titel2":
            break
        out.append(element.text or "")
    return " ".join(out)


def _edition(facts: dict[str, Any], head: Head) -> EditionId:
    found = re.search(r"/lta/(\d{4})/(\d+)", str(facts.get("EliUrl", "")))
    return EditionId(f"{found[1]}-{found[2]}") if found else head.edition


def _metadata(facts: dict[str, Any]) -> dict[str, str]:
    rows = facts.get("metadata")
    return {
        str(row["displayName"]): str(row.get("displayValue", ""))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and "displayName" in row
    }


class _Page:
    """The printed lines of a page, in order, with each note put where its mark stands."""

    def __init__(self, page: _Element) -> None:
        self._page = page
        self._notes = {_note_name(each): each for each in page.iter("p") if each.get("class") == "Fodnote"}

    def lines(self) -> Iterator[Line]:
        """The lines; a note that no mark leads to hangs on the title."""
        marks = {(each.get("href") or "").lstrip("#") for each in self._page.iter("a")}
        unmarked = [note for key, note in self._notes.items() if key not in marks]
        for element in self._blocks(self._page):
            if element.tag == "table":
                yield Line(Role.TEXT, "", (self._table(element),))
            else:
                yield from self._line(element)
        for note in unmarked:
            yield Line(Role.TITLE, "", (self._note(note),))

    def _blocks(self, around: _Element) -> Iterator[_Element]:
        """Every `p` and table, and whatever else has text of its own, outermost first."""
        for element in around:
            if not isinstance(element.tag, str) or element.get("class") in _FURNITURE or element.tag == "head":
                continue
            if element.tag in ("p", "table") or (element.text or "").strip():
                if element.get("class") != "Fodnote":
                    yield element
            else:
                yield from self._blocks(element)
            if (element.tail or "").strip():
                loose = etree.Element("p")
                loose.text, element.tail = lexdania_elements.storable(element.tail or ""), None
                yield loose

    def _line(self, element: _Element) -> Iterator[Line]:
        match = _CLASS.fullmatch(element.get("class") or "")
        role = ROLES.get(match["name"], Role.TEXT) if match else Role.TEXT
        depth = max(0, int(match["figure"] or 1) - 1) if match and role is Role.ITEM else 0
        label = None if role in _ONLY_LABEL else _label(element)
        anchors = tuple(each.get("id", "") for each in element.iter() if each.get("id"))
        body = _trimmed(self._runs(element, label))
        if role in _ONLY_LABEL:
            text = "".join(part for part in body if isinstance(part, str))
            yield Line(role, text, tuple(part for part in body if not isinstance(part, str)), 0, anchors)
        elif body or label is not None:
            said = "" if label is None else _text(label).strip()
            if role is Role.PARAGRAPH and not said:
                role = Role.AMENDS
            level = match["name"].removesuffix("Overskrift") if match and role is Role.HEADING else "Kapitel"
            yield Line(role, said, tuple(body), depth, anchors, level)

    def _runs(self, element: _Element, label: _Element | None) -> list["str | _Element"]:
        """The text of a line but its label, with notes and tables where they stand."""
        out: list[str | _Element] = [element.text or ""]
        for child in element:
            if child is not label and isinstance(child.tag, str):
                out.extend(self._inline(child))
            out.append(child.tail or "")
        return out

    def _inline(self, child: _Element) -> list["str | _Element"]:
        if child.get("class") == "FodnoteHenvisning":
            note = self._notes.get((child.get("href") or "").lstrip("#"))
            if note is not None:
                return [self._note(note)]
        if child.tag == "table":
            return [self._table(child)]
        if child.tag == "img":
            return [etree.Element("Image", src=lexdania_elements.storable(child.get("src", "")))]
        if child.tag == "br":
            return ["\n"]
        return self._runs(child, None)

    def _note(self, note: _Element) -> _Element:
        """A note, once; a second mark to it is text."""
        self._notes.pop(_note_name(note), None)
        number = next((each for each in note.iter("a") if each.get("class") == "FodnoteNr"), None)
        element = lexdania_elements.labelled("Nota", _text(number) if number is not None else "")
        element.append(lexdania_elements.exitus(_trimmed(self._runs(note, number))))
        return element

    def _table(self, table: _Element) -> _Element:
        """A table's rows and cells; a table that only frames another is looked through."""
        inner = table.find(".//table")
        if table.get("class") == "Containertable" and inner is not None and len(table.findall(".//table")) == 1:
            table = inner
        out = etree.Element("Table")
        for row in _rows(table):
            line = etree.SubElement(out, "Tr")
            for cell in row:
                if cell.tag in ("td", "th"):
                    line.append(self._cell(cell))
        return out

    def _cell(self, cell: _Element) -> _Element:
        out = etree.Element("Td" if cell.tag == "td" else "Th")
        parts = [part for part in cell if isinstance(part.tag, str)]
        if any(part.tag in ("div", "p") for part in parts):
            for part in parts:
                out.append(lexdania_elements.exitus(_trimmed(self._inline(part))))
        else:
            out.append(lexdania_elements.exitus(_trimmed(self._runs(cell, None))))
        return out


def _note_name(note: _Element) -> str:
    return next((each.get("name", "") for each in note.iter("a") if each.get("class") == "FodnoteNr"), "")


def _text(element: _Element) -> str:
    return str(element.xpath("string()"))


def _label(element: _Element) -> _Element | None:
    return next((each for each in element if _LABELS.fullmatch(each.get("class") or "")), None)


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _trimmed(runs: list["str | _Element"]) -> list["str | _Element"]:
    """Neighbouring texts as one, without the blanks that the page's own layout has put around and between lines."""
    joined: list[str | _Element] = []
    for run in runs:
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] += run
        else:
            joined.append(run)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return [run for run in joined if not isinstance(run, str) or run]
