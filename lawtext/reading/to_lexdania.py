"""An edition written as LexDania 2.1: what is written and read again is the same tree.

What the tree does not keep is not written: the source's own ids and schema, type faces, layout, how many lines a title
or heading has, and levels without label and heading. Source: domain/lexdania.md.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from lxml import etree
from lxml.etree import _Element

from lawtext.law.editions import Edition, Form
from lawtext.law.ids import steps
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading.lexdania_elements import storable
from lawtext.wording import labels

_ITEMS = frozenset((Kind.NUMBER, Kind.LITRA, Kind.INDENT))
_IN_TEXT = frozenset((Kind.NOTE, Kind.IMAGE))
_TAGS = {
    Kind.PREAMBLE: "Indledning",
    Kind.BOOK: "Bog",
    Kind.PART: "Afsnit",
    Kind.CHAPTER: "Kapitel",
    Kind.GROUP: "ParagrafGruppe",
    Kind.PARAGRAPH: "Paragraf",
    Kind.STK: "Stk",
    Kind.NOTE: "Nota",
    Kind.TABLE: "Table",
    Kind.ROW: "Tr",
    Kind.CELL: "Td",
    Kind.COMMENCEMENT: "Ikraft",
    Kind.POINT: "AendringsNummer",
    Kind.NUMBER: "Indentatio",
    Kind.LITRA: "Indentatio",
    Kind.INDENT: "Indentatio",
    Kind.SIGNATURE: "UnderskriftGruppe",
}
_FORMS = {Kind.NUMBER: "Nummer", Kind.LITRA: "Litra", Kind.INDENT: "Pind"}
_WRAPPED = {(Kind.BOOK, Kind.CHAPTER): "Afsnit"}
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
_CENTRED = "AendringCentreretParagraf"
_OPENS_GROUP = ("Change", "Concerns", "DateOfSubmit", "Sign", "Sub-Sign")


def write(edition: Edition) -> bytes:
    """The whole document in UTF-8, indented as the source's files are."""
    root = document(edition)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def document(edition: Edition) -> _Element:
    """The `Dokument`."""
    root = etree.Element("Dokument")
    root.append(_meta(edition))
    titles = etree.SubElement(root, "TitelGruppe")
    for tag, runs in (("Titel", edition.title_runs), ("UnderTitel", edition.subtitle_runs)):
        if runs:
            titles.append(_text(runs, tag))
    content = etree.SubElement(root, "DokumentIndhold")
    _fill(content, [unit for unit in edition.units if not _outside(unit)], None)
    for unit in edition.units:
        if _outside(unit):
            root.append(_annex(unit) if unit.kind is Kind.ANNEX else _element(unit))
    return root


def _outside(unit: Unit) -> bool:
    return unit.kind in (Kind.ANNEX, Kind.SIGNATURE)


# Metadata


def _meta(edition: Edition) -> _Element:
    meta = etree.Element("Meta")
    if edition.source.form is Form.LEXDANIA:
        for fact in edition.facts:
            field = etree.SubElement(meta, fact.name)
            field.text = fact.text
            if fact.about:
                field.set("id" if fact.name in _OPENS_GROUP else "REFid", fact.about)
        return meta
    year, _, number = edition.id.partition("-")
    for name, text in (
        ("DocumentType", f"{edition.type} {'Æ' if edition.amending else 'H'}"),
        ("AccessionNumber", edition.accession),
        ("DocumentTitle", edition.title),
        ("Year", year),
        ("DiesSigni", edition.signed.isoformat()),
        ("DiesEdicti", edition.published.isoformat() if edition.published else ""),
        ("PopularTitle", edition.popular_title),
        ("Number", number),
        ("Ministry", edition.ministry),
    ):
        if text:
            etree.SubElement(meta, name).text = storable(text)
    return meta


# Text


def _text(items: Iterable[Passage | Unit], tag: str = "Exitus") -> _Element:
    """Runs with the notes and images among them; each run is a line of its own."""
    block = etree.Element(tag)
    for item in items:
        if isinstance(item, Passage):
            run = etree.SubElement(etree.SubElement(block, "Linea"), "Char")
            run.text = storable(item.raw)
        else:
            block.append(_element(item))
    return block


def _labelled(tag: str, unit: Unit) -> _Element:
    element = etree.Element(tag)
    if unit.label is not None:
        etree.SubElement(element, "Explicatus").text = storable(unit.label.raw)
    if unit.heading:
        element.append(_text(unit.heading, "Rubrica"))
    return element


# Units


def _element(unit: Unit) -> _Element:
    match unit.kind:
        case Kind.IMAGE:
            element = etree.Element("Image", src=storable(unit.label.text) if unit.label else "")
        case Kind.AMENDING:
            element = _labelled(_amending_tag(unit), unit)
        case Kind.POINT:
            return _point(unit)
        case Kind.NEW_TEXT:
            return _wrapped("AendringAktion", _fill(etree.Element("AendringNyTekst"), unit.content, unit))
        case Kind.RENUMBERING:
            return _fill(etree.Element("Rykningsklausul"), unit.content, unit)
        case Kind.ANNEX:
            return _annex(unit)
        case Kind.GROUP if not unit.id.split("_")[-1].startswith("Grp") or not unit.heading:
            return _text(unit.content)
        case _:
            element = _labelled(_TAGS[unit.kind], unit)
            if unit.kind in _FORMS:
                element.set("formaInd", _FORMS[unit.kind])
    return _fill(element, unit.content, unit)


def _wrapped(tag: str, inner: _Element) -> _Element:
    element = etree.Element(tag)
    element.append(inner)
    return element


def _fill(element: _Element, items: Sequence[Passage | Unit], around: Unit | None) -> _Element:
    """Put content into an element: runs of text as blocks, list items as lists, other units as they are."""
    for form, group in groupby(items, _form):
        run = list(group)
        if form == "text":
            element.append(_text(run))
        elif form == "items":
            for index in _lists([item for item in run if isinstance(item, Unit)]):
                element.append(_wrapped("Exitus", index))
        elif around is not None and (around.kind, form) in _WRAPPED:
            element.append(_fill(etree.Element(_WRAPPED[around.kind, Kind(form)]), run, None))
        else:
            for unit in run:
                if isinstance(unit, Unit):
                    element.append(_element(unit))
    return element


def _form(item: Passage | Unit) -> str:
    if isinstance(item, Passage) or item.kind in _IN_TEXT:
        return "text"
    return "items" if item.kind in _ITEMS else item.kind.value


def _lists(items: list[Unit]) -> list[_Element]:
    """The items as lists: one, but where an item's name shows that the source began another there."""
    lists: list[_Element] = []
    before: Unit | None = None
    for item in items:
        if before is None or _begins_list(item, before):
            lists.append(etree.Element("Index"))
        lists[-1].append(_element(item))
        before = item
    return lists


def _begins_list(item: Unit, before: Unit) -> bool:
    last = steps(item.id)[-1]
    if item.label is None:
        return last.number.startswith("(")
    step = labels.step(item.label.raw)
    if step is None or step.level != "Lit" or step.number.lower() not in _ROMAN:
        return False
    previous = steps(before.id)[-1]
    counts = previous.level == "Num" and previous.number.lower() in _ROMAN
    return counts != (last.level == "Num")


def _amending_tag(unit: Unit) -> str:
    """A § whose stykker hold the amendments is an ordinary one in the source."""
    return "Paragraf" if any(child.kind is Kind.STK for child in unit.children) and _has_points(unit) else _CENTRED


def _has_points(unit: Unit) -> bool:
    return any(each.kind is Kind.POINT for each in unit.walk())


def _point(unit: Unit) -> _Element:
    """Instruction, new text and renumbering, in the order they stand; each instruction opens a change of its own."""
    element = _labelled("AendringsNummer", unit)
    change = None
    for form, group in groupby(unit.content, lambda item: item.kind if isinstance(item, Unit) else None):
        run = list(group)
        if form is Kind.RENUMBERING:
            element.extend([_element(item) for item in run if isinstance(item, Unit)])
            continue
        if form is Kind.NEW_TEXT:
            change = change if change is not None else etree.SubElement(element, "Aendring")
            change.extend([_element(item) for item in run if isinstance(item, Unit)])
            continue
        if change is None or len(change) == 0 or change[-1].tag != "AendringDefinition":
            change = etree.SubElement(element, "Aendring")
            etree.SubElement(change, "AendringDefinition")
        _fill(change[-1], run, unit)
    return element


def _annex(unit: Unit) -> _Element:
    element = _labelled("Bilag", unit)
    group = etree.SubElement(etree.SubElement(element, "BilagIndhold"), "TekstGruppe")
    _fill(group, unit.content, unit)
    return element
