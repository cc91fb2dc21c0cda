"""The record of a made document: which law, template and program made it, and what every citation was found to be.

It lies in the document itself as a customXml part, and travels with it; two document properties hold the sha256 of the
record and of the document's text, so that a change of either shows. Neither it nor the hashes are a signature: who
changes the text can write new hashes.

There is no personal data in it, and none comes out of its hashes by guessing: a CPR number has so few possible values
that a hash of it is the number itself for who tries them all (in a copy where it has been blotted out, for example). So
its last four digits are left out of what is hashed (`_masked`), and all else that is hashed must be known to be tried.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from lxml import etree
from msgspec import Struct

from lawtext.drafting import packages
from lawtext.drafting.packages import Part
from lawtext.errors import UnusableInputError

NAMESPACE = "urn:lawtext:record:1"
RECORD_PROPERTY = "lawtextRecordSha256"
TEXT_PROPERTY = "lawtextTextSha256"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STORE_ITEM = "{6C617774-6578-7400-8000-7265636F7264}"
_CUSTOM_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Microsoft's fixed id of the user's own document properties ([MS-OLEPS])."""
_ITEM = "customXml/item9000.xml"
_ITEM_PROPERTIES = "customXml/itemProps9000.xml"
_CUSTOM = "docProps/custom.xml"
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_CPR = re.compile(rb"000000[- ]?0000")
"""A CPR number where every digit is 0: a pattern that starts with plain signs is ten times as fast."""
_TEXT_PART = re.compile(r"word/(?:document|(?P<margin>header|footer)\d*|footnotes|endnotes)\.xml")
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_PARAGRAPH_END, _AS_TEXT = b"</w:p>", b"<w:t>\n"
_FIELD = re.compile(rb'w:fldCharType="separate".*?w:fldCharType="end"|<w:fldSimple.*?</w:fldSimple>', re.DOTALL)
"""What Word counts anew when it saves a file: the pages, in headers and footers."""
_IN_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"})
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
"""How canonical XML spells signs. (`xml.sax.saxutils` would load all of urllib.)"""
_ATTRIBUTES = {
    "program": "program",
    "corpus": "corpus",
    "template": "template",
    "template_version": "templateVersion",
    "template_sha256": "templateSha256",
    "input_hash": "input",
    "date": "date",
    "municipality": "municipality",
}
"""Field of the record → attribute of its XML."""


class RecordedCitation(Struct, frozen=True):
    """One citation of the document: its words, where it points, the verdict (`law.verdicts.Status`), doubts."""

    text: str
    addresses: tuple[str, ...]
    status: str
    on: str
    doubts: tuple[str, ...] = ()


class Record(Struct, frozen=True):
    """What made a document. `input_hash`: of the case (`input_hash`); `reasons`: why it is a draft, () where final.

    `reasons` are as they may be said in a log: what tells something of the party stands in the letter alone. `stated`:
    what it rests on the municipality's own word for, whole Danish sentences.
    """

    program: str
    corpus: str
    template: str
    template_version: str
    template_sha256: str
    input_hash: str
    date: str
    citations: tuple[RecordedCitation, ...] = ()
    reasons: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    municipality: str = ""
    """Which municipality decided, "" where the document is no decision: for counting who uses which experiment."""

    @property
    def final(self) -> bool:
        return not self.reasons


class Found(Struct, frozen=True):
    """The record of a file, and what has been changed since it was made: whole Danish sentences, () where nothing."""

    record: Record
    changed: tuple[str, ...] = ()
    record_changed: bool = False


def input_hash(case: Any) -> str:
    """The sha256 of a case or plan as JSON, without the last four digits of CPR numbers."""
    return hashlib.sha256(_masked(msgspec.json.encode(case))).hexdigest()


def read(content: bytes, name: str) -> Found:
    """The record inside a Word file. Raises UnusableInputError where it has none."""
    found = _find(packages.read(content, name), name)
    if found is None:
        raise UnusableInputError(f"{name} er ikke lavet af lawtext: den har ingen oplysninger om, hvad den bygger på.")
    return found


def of_document(content: bytes, name: str) -> Record:
    """The record inside a Word file. Raises UnusableInputError where it has none, or one changed afterwards."""
    found = read(content, name)
    if found.record_changed:
        raise UnusableInputError(f"{name}: oplysningerne om, hvad brevet bygger på, er ændret siden.")
    return found.record


def day_of(parts: Mapping[str, Part], name: str) -> date | None:
    """The date of the document that the parts are, as its record says; None where it has none."""
    found = _find(parts, name)
    try:
        return date.fromisoformat(found.record.date) if found else None
    except ValueError:
        return None


def slots(made_by: Record | None, parts: Iterable[Part] = ()) -> dict[str, Part]:
    """The two parts that a record of a document with these parts fills: itself, and the properties with the hashes."""
    record = to_xml(made_by) if made_by else b""
    values = {RECORD_PROPERTY: _sha256(record.removeprefix(_PROLOG.encode())), TEXT_PROPERTY: text_sha256(parts)}
    properties = "".join(
        f'<property fmtid="{_CUSTOM_PROPERTY_SET}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    custom = (
        f'{_PROLOG}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    )
    return {_ITEM: packages.deflated(_ITEM, record), _CUSTOM: packages.deflated(_CUSTOM, custom.encode())}


def text_sha256(parts: Iterable[Part]) -> str:
    """The sha256 of what a reader sees: text, headers, footers, notes; not how it is cut into runs and parts."""
    return _sha256(_masked("\f".join(sorted(texts(parts))).encode()))


def texts(parts: Iterable[Part]) -> list[str]:
    """What a reader sees of a document: the text of its body, headers, footers and notes (`paragraphs`)."""
    return [
        paragraphs(part.data(), margin=bool(kind["margin"]))
        for part in parts
        if part.name.startswith("word/") and (kind := _TEXT_PART.fullmatch(part.name))
    ]


def paragraphs(part: bytes, *, margin: bool = False) -> str:
    """The text of a part, a line each paragraph; of a `margin` without the numbers that Word counts."""
    if margin:
        part = _FIELD.sub(b"", part)
    pieces = _TEXT.findall(part.replace(_PARAGRAPH_END, _AS_TEXT))
    return html.unescape(b"".join(pieces).decode("utf-8", "replace"))


def _masked(data: bytes) -> bytes:
    """Without the last four digits of CPR numbers (and of other numbers of ten digits or more)."""
    kept, start = [], 0
    for found in _CPR.finditer(data.translate(_DIGITS)):
        kept.append(data[start : found.end() - 4])
        start = found.end()
    return b"".join((*kept, data[start:]))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=4096)
def _citation_xml(citation: RecordedCitation) -> str:
    """The element of one citation. Remembered: a batch cites the same law letter after letter."""
    doubts = "".join(f"<doubt>{_text(doubt)}</doubt>" for doubt in citation.doubts)
    facts = {"address": " ".join(citation.addresses), "on": citation.on, "status": citation.status}
    return f"<citation{_attributes(facts)}><text>{_text(citation.text)}</text>{doubts}</citation>"


def to_xml(record: Record) -> bytes:
    """The record as the XML of its part. Canonical (C14N): Word may write it otherwise, but it means the same."""
    facts = {name: getattr(record, field) for field, name in _ATTRIBUTES.items()}
    inner = "".join(_citation_xml(citation) for citation in record.citations)
    inner += "".join(f"<stated>{_text(says)}</stated>" for says in record.stated)
    inner += "".join(f"<reason>{_text(reason)}</reason>" for reason in record.reasons)
    attributes = _attributes(facts | {"final": str(record.final).lower()})
    return f'{_PROLOG}<record xmlns="{NAMESPACE}"{attributes}>{inner}</record>'.encode()


def _attributes(facts: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_value(facts[name])}"' for name in sorted(facts))


def _value(text: str) -> str:
    return text.translate(_IN_ATTRIBUTE)


def _text(text: str) -> str:
    return text.translate(_IN_TEXT)


def _find(parts: Mapping[str, Part], name: str) -> Found | None:
    """The record among the parts, wherever Word has put it; None where there is none."""
    for part in parts.values():
        if part.name.startswith("customXml/item") and part.name.endswith(".xml") and NAMESPACE.encode() in part.data():
            root = packages.parse_xml(part.data(), f"{name}: {part.name}")
            if root.tag == f"{{{NAMESPACE}}}record":
                return _found(root, _properties(parts, name), text_sha256(parts.values()))
    return None


def _found(root: etree._Element, properties: Mapping[str, str], text: str) -> Found:
    changed = []
    canonical: bytes = etree.tostring(root, method="c14n")
    record_changed = properties.get(RECORD_PROPERTY) != _sha256(canonical)
    if record_changed:
        changed.append("Oplysningerne om, hvad dokumentet bygger på, er ændret, siden det blev lavet.")
    if properties.get(TEXT_PROPERTY) != text:
        changed.append("Dokumentets tekst er ændret, siden det blev lavet.")
    return Found(_read(root), tuple(changed), record_changed)


def _properties(parts: Mapping[str, Part], name: str) -> dict[str, str]:
    if _CUSTOM not in parts:
        return {}
    root = packages.parse_xml(parts[_CUSTOM].data(), f"{name}: {_CUSTOM}")
    return {one.get("name") or "": "".join(map(str, one.itertext())) for one in root}


def _read(root: etree._Element) -> Record:
    def texts(parent: etree._Element, tag: str) -> tuple[str, ...]:
        return tuple(child.text or "" for child in parent.findall(f"{{{NAMESPACE}}}{tag}"))

    citations = tuple(
        RecordedCitation(
            "".join(texts(item, "text")),
            tuple((item.get("address") or "").split()),
            item.get("status") or "",
            item.get("on") or "",
            texts(item, "doubt"),
        )
        for item in root.findall(f"{{{NAMESPACE}}}citation")
    )
    facts = {field: root.get(name) or "" for field, name in _ATTRIBUTES.items()}
    said = {"stated": texts(root, "stated"), "reasons": texts(root, "reason")}
    return msgspec.convert(facts | said | {"citations": citations}, Record)


def slot_parts(parts: Mapping[str, Part], name: str) -> dict[str, Part]:
    """The parts of a template with room for a record: relationships, content types, and the empty record parts."""
    roomy = dict(parts)
    _add_relation(roomy, "word/_rels/document.xml.rels", f"{_OFFICE}/relationships/customXml", f"../{_ITEM}", name)
    _add_relation(roomy, "_rels/.rels", f"{_OFFICE}/relationships/custom-properties", _CUSTOM, name)
    types = packages.parse_xml(roomy["[Content_Types].xml"].data(), name)
    _add_types(types)
    roomy["[Content_Types].xml"] = _xml_part("[Content_Types].xml", types)
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps9000.xml"/>'
    fixed = {
        "customXml/_rels/item9000.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        _ITEM_PROPERTIES: f'<ds:datastoreItem ds:itemID="{_STORE_ITEM}" xmlns:ds="{_OFFICE}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    }
    for part, text in fixed.items():
        roomy[part] = packages.deflated(part, (_PROLOG + text).encode())
    return roomy | slots(None)


def _add_relation(parts: dict[str, Part], part: str, kind: str, target: str, name: str) -> None:
    root = packages.parse_xml(parts[part].data(), f"{name}: {part}")
    if not any(relation.get("Type") == kind and relation.get("Target") == target for relation in root):
        relation = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        relation.attrib.update({"Id": f"rLawtext{len(root)}", "Type": kind, "Target": target})
    parts[part] = _xml_part(part, root)


def _add_types(types: etree._Element) -> None:
    word = "application/vnd.openxmlformats-officedocument"
    wanted = {f"/{_ITEM_PROPERTIES}": f"{word}.customXmlProperties+xml", f"/{_CUSTOM}": f"{word}.custom-properties+xml"}
    for part, kind in wanted.items():
        if not any(entry.get("PartName") == part for entry in types):
            etree.SubElement(types, f"{{{_TYPES}}}Override").attrib.update({"PartName": part, "ContentType": kind})
    if not any((entry.get("Extension") or "").lower() == "xml" for entry in types):
        plain = {"Extension": "xml", "ContentType": "application/xml"}
        types.insert(0, types.makeelement(f"{{{_TYPES}}}Default", plain))


def _xml_part(part: str, root: etree._Element) -> Part:
    return packages.deflated(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
