"""An edition written as Akoma Ntoso 3.0 (OASIS LegalDocML), valid by the standard's own schema.

Names: bog `book`, afsnit `part`, kapitel `chapter`, § `section`, stykke `subsection`, nummer `paragraph`, litra
`point`, led `indent`; what the standard has no name for is an `hcontainer` named in Danish. `eId` follows the
standard's naming convention, `wId` is the unit's own id. Text is clean text; new text is a `quotedStructure`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree
from lxml.etree import _Element

from lawtext.law.editions import Edition
from lawtext.law.ids import Step, UnitId, steps
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import heads
from lawtext.reading.lexdania_elements import storable
from lawtext.wording import running

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TAGS = {
    Kind.BOOK: "book",
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.PARAGRAPH: "section",
    Kind.AMENDING: "section",
    Kind.STK: "subsection",
    Kind.NUMBER: "paragraph",
    Kind.LITRA: "point",
    Kind.INDENT: "indent",
    Kind.POINT: "paragraph",
    Kind.GROUP: "hcontainer",
    Kind.COMMENCEMENT: "hcontainer",
    Kind.ANNEX: "hcontainer",
    Kind.PREAMBLE: "hcontainer",
    Kind.SIGNATURE: "hcontainer",
}
_SHORT = {
    "Bog": "book",
    "Afs": "part",
    "Kap": "chp",
    "Grp": "hcontainer",
    "Par": "sec",
    "Stk": "subsec",
    "Num": "para",
    "Lit": "point",
    "Led": "indent",
    "Not": "authorialNote",
    "Tab": "table",
    "R": "tr",
    "C": "td",
    "Img": "img",
    "Bil": "att",
    "Ny": "qstr",
}
_ITEMS = frozenset((Kind.NUMBER, Kind.LITRA, Kind.INDENT))
_IN_TEXT = frozenset((Kind.NOTE, Kind.IMAGE))


def write(edition: Edition) -> bytes:
    """The whole document in UTF-8."""
    root = etree.Element(_name("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    act = _sub(root, "act", name=edition.type.value.lower() if edition.type.value.isalpha() else "retsakt")
    act.append(_meta(edition, "main"))
    act.append(_preface(edition))
    openings = [unit for unit in edition.units if unit.kind is Kind.PREAMBLE]
    endings = [unit for unit in edition.units if unit.kind is Kind.SIGNATURE]
    annexes = [unit for unit in edition.units if unit.kind is Kind.ANNEX]
    apart = (Kind.PREAMBLE, Kind.SIGNATURE, Kind.ANNEX)
    body = [unit for unit in edition.units if unit.kind not in apart]
    if openings:
        _sub(act, "preamble").extend([block for unit in openings for block in _flow(unit.content)])
    _sub(act, "body").extend([_hierarchical(unit) for unit in body] or [_empty()])
    if endings:
        _sub(act, "conclusions").extend([block for unit in endings for block in _flow(unit.content)])
    if annexes:
        _sub(act, "attachments").extend([_attachment(edition, unit) for unit in annexes])
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def e_id(unit: UnitId) -> str:
    """The standard's id for a unit: `Par13a_Stk2` → `sec_13a__subsec_2`; a note's is inside the unit it hangs on.

    >>> e_id(UnitId("Not3@Par13_Stk1"))
    'sec_13__subsec_1__authorialNote_3'
    """
    body, _, anchor = unit.partition("@")
    outer = f"{e_id(UnitId(anchor))}__" if anchor and anchor != "Titel" else ""
    return outer + "__".join(f"{_SHORT.get(step.level, step.level)}_{step.number or '0'}" for step in _steps(body))


def _steps(body: str) -> tuple[Step, ...]:
    """The steps of an id; what hangs on the title has none for the title itself."""
    return steps(body.removeprefix("Titel_"))


# Parts of the document


def _meta(edition: Edition, component: str) -> _Element:
    year, _, number = edition.id.partition("-")
    act = f"/akn/dk/act/{edition.type.value.strip('?').lower() or 'act'}/{year}/{number}"
    published = (edition.published or edition.signed).isoformat()
    meta = _new("meta")
    identification = _sub(meta, "identification", source="#retsinformation")
    for level, uri in (("Work", act), ("Expression", f"{act}/dan@{published}"), ("Manifestation", f"{act}/dan.xml")):
        group = _sub(identification, f"FRBR{level}")
        _sub(group, "FRBRthis", value=f"{uri}/!{component}")
        _sub(group, "FRBRuri", value=uri)
        if level == "Work":
            _sub(group, "FRBRalias", name="eli", value=heads.address(edition.id))
        day = edition.signed.isoformat() if level == "Work" else published
        _sub(group, "FRBRdate", date=day, name="underskrift" if level == "Work" else "bekendtgørelse")
        _sub(group, "FRBRauthor", href="#retsinformation")
        if level == "Work":
            _sub(group, "FRBRcountry", value="dk")
            _sub(group, "FRBRnumber", value=number)
        elif level == "Expression":
            _sub(group, "FRBRlanguage", language="dan")
    if component != "main":
        return meta
    references = _sub(meta, "references", source="#retsinformation")
    address = "https://www.retsinformation.dk"
    _sub(references, "TLCOrganization", eId="retsinformation", href=address, showAs="Retsinformation")
    return meta


def _preface(edition: Edition) -> _Element:
    preface = _new("preface")
    _inline(_sub(_sub(preface, "p"), "docTitle"), edition.title_runs or (Passage(edition.title, "", 0),))
    if edition.subtitle_runs:
        _inline(_sub(preface, "p"), edition.subtitle_runs)
    return preface


def _attachment(edition: Edition, annex: Unit) -> _Element:
    attachment = _new("attachment", **_ids(annex))
    document = _sub(attachment, "doc", name="bilag")
    document.append(_meta(edition, e_id(annex.id)))
    preface = _new("preface")
    if annex.label is not None:
        _say(_sub(preface, "p"), annex.label.text.strip())
    if annex.heading:
        _inline(_sub(preface, "p"), annex.heading)
    if len(preface):
        document.append(preface)
    _sub(document, "mainBody").extend(list(_flow(annex.content)) or [_new("p")])
    return attachment


# Units in the hierarchy: number, heading, then either text or units with text before and after them


def _hierarchical(unit: Unit) -> _Element:
    element = _new(_TAGS.get(unit.kind, "hcontainer"), **_ids(unit))
    if element.tag == _name("hcontainer"):
        element.set("name", unit.kind.value.replace(" ", "-"))
    _head(element, unit)
    if unit.kind is Kind.POINT:
        _sub(element, "content").extend(_amendment(unit))
        return element
    runs = [(flow, list(run)) for flow, run in groupby(unit.content, _flows)]
    if all(flow for flow, _ in runs):
        _sub(element, "content").extend(list(_flow(unit.content)) or [_new("p")])
        return element
    for place, (flow, run) in enumerate(runs):
        if flow:
            element.append(_between(place, len(runs), run))
        else:
            element.extend([_hierarchical(item) for item in run if isinstance(item, Unit)])
    return element


def _between(place: int, last: int, run: list[Passage | Unit]) -> _Element:
    """Text before, after or between the units of a unit."""
    blocks = list(_flow(run))
    if place in (0, last - 1):
        wrap = _new("intro" if place == 0 else "wrapUp")
        wrap.extend(blocks)
        return wrap
    middle = _new("hcontainer", name="tekst")
    _sub(middle, "content").extend(blocks)
    return middle


def _flows(item: Passage | Unit) -> bool:
    return isinstance(item, Passage) or item.kind in _IN_TEXT or item.kind is Kind.TABLE


def _head(element: _Element, unit: Unit) -> None:
    if unit.label is not None and unit.label.text.strip():
        _say(_sub(element, "num"), unit.label.text.strip())
    if unit.heading:
        _inline(_sub(element, "heading"), unit.heading)


def _amendment(point: Unit) -> Iterator[_Element]:
    """An instruction with the new text it gives, then the renumbering that follows."""
    mod: _Element | None = None
    for item in point.content:
        if isinstance(item, Unit) and item.kind is Kind.NEW_TEXT:
            if mod is None:
                yield (paragraph := _new("p"))
                mod = _sub(paragraph, "mod")
            quoted = _sub(mod, "quotedStructure", **_ids(item))
            quoted.extend([*_new_text(item)] or [_new("p")])
        elif isinstance(item, Passage) or item.kind in _IN_TEXT:
            yield (paragraph := _new("p"))
            mod = _sub(paragraph, "mod")
            _inline(mod, (item,))
        else:
            mod = None
            yield from _flow((item,))


def _new_text(unit: Unit) -> Iterator[_Element]:
    for flow, run in groupby(unit.content, _flows):
        if flow:
            yield from _flow(run)
        else:
            yield from (_hierarchical(item) for item in run if isinstance(item, Unit))


# Text: paragraphs, tables, and lists outside the hierarchy


def _flow(items: Iterable[Passage | Unit]) -> Iterator[_Element]:
    for form, group in groupby(items, _block_form):
        run = list(group)
        units = [item for item in run if isinstance(item, Unit)]
        if form == "text":
            _inline(paragraph := _new("p"), run)
            yield paragraph
        elif form == "items":
            listed = _new("blockList", eId=f"{e_id(units[0].id)}__list")
            listed.extend([_listed(item) for item in units])
            yield listed
        elif form == "table":
            for item in units:
                yield from _table(item)
        else:
            yield from (_container(item) for item in units)


def _block_form(item: Passage | Unit) -> str:
    if isinstance(item, Passage) or item.kind in _IN_TEXT:
        return "text"
    if item.kind in _ITEMS:
        return "items"
    return "table" if item.kind is Kind.TABLE else "units"


def _listed(unit: Unit) -> _Element:
    item = _new("item", **_ids(unit))
    _head(item, unit)
    item.extend(list(_flow(unit.content)) or [_new("p")])
    return item


def _container(unit: Unit) -> _Element:
    """A unit that stands where only text may stand."""
    container = _new("blockContainer", **_ids(unit))
    _head(container, unit)
    container.extend(list(_flow(unit.content)) or [_new("p")])
    return container


def _table(unit: Unit) -> Iterator[_Element]:
    rows = [row for row in unit.children if row.kind is Kind.ROW]
    table = _new("table", **_ids(unit))
    if unit.heading:
        _inline(_sub(table, "caption"), unit.heading)
    for row in rows or (None,):
        line = _sub(table, "tr")
        for cell in row.children if row and row.children else (None,):
            _sub(line, "td").extend(list(_flow(cell.content)) if cell and cell.content else [_new("p")])
    yield table
    yield from _flow(item for item in unit.content if item not in rows)


def _inline(element: _Element, items: Sequence[Passage | Unit]) -> None:
    """Runs joined as a reader reads them, with notes and images where they stand."""
    said = ""
    for item in items:
        if isinstance(item, Passage):
            piece = item.text.strip()
            if piece:
                space = "" if not said or piece.startswith(running.CLOSING) else " "
                _say(element, space + piece)
                said += piece
        elif item.kind is Kind.IMAGE:
            _sub(element, "img", src=storable(item.label.text) if item.label and item.label.text else "-", **_ids(item))
            _inline(element, item.content)
        elif item.kind is Kind.NOTE:
            marker = item.label.text.strip() if item.label else "*"
            note = _sub(element, "authorialNote", marker=storable(marker), **_ids(item))
            note.extend(list(_flow(item.content)) or [_new("p")])


def _say(element: _Element, text: str) -> None:
    """Add text at the end of an element."""
    text = storable(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _empty() -> _Element:
    empty = _new("hcontainer", name="tekst")
    _sub(_sub(empty, "content"), "p")
    return empty


def _ids(unit: Unit) -> dict[str, str]:
    return {"eId": storable(e_id(unit.id)), "wId": storable(unit.id)}


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _new(tag: str, **attributes: str) -> _Element:
    return etree.Element(_name(tag), attributes)


def _sub(parent: _Element, tag: str, **attributes: str) -> _Element:
    return etree.SubElement(parent, _name(tag), attributes)
