"""The record of a made document: which law, template and program made it, and what every citation was found to be.

It lies in the document itself as a customXml part, its sha256 as a document property: it travels with the letter and
no personal data is kept anywhere else.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from msgspec import Struct, convert

from lawtext.drafting import packages
from lawtext.drafting.packages import Part
from lawtext.errors import UnusableInputError

NAMESPACE = "urn:lawtext:record:1"
PROPERTY = "lawtextRecordSha256"

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
_ATTRIBUTES = {
    "program": "program",
    "corpus": "corpus",
    "template": "template",
    "template_version": "templateVersion",
    "template_sha256": "templateSha256",
    "input_hash": "input",
    "date": "date",
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
    """What made a document. `input_hash` is the sha256 of the case; `reasons` why it is a draft, () where final."""

    program: str
    corpus: str
    template: str
    template_version: str
    template_sha256: str
    input_hash: str
    date: str
    citations: tuple[RecordedCitation, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        return not self.reasons


@lru_cache(maxsize=4096)
def _citation_xml(citation: RecordedCitation) -> str:
    """The element of one citation. Remembered: a batch cites the same law letter after letter."""
    doubts = "".join(f"<doubt>{escape(doubt)}</doubt>" for doubt in citation.doubts)
    addresses = quoteattr(" ".join(citation.addresses))
    head = f"<citation address={addresses} status={quoteattr(citation.status)} on={quoteattr(citation.on)}>"
    return f"{head}<text>{escape(citation.text)}</text>{doubts}</citation>"


def to_xml(record: Record) -> bytes:
    """The record as the XML of its part."""
    attributes = "".join(f" {name}={quoteattr(getattr(record, field))}" for field, name in _ATTRIBUTES.items())
    attributes += f' final="{str(record.final).lower()}"'
    inner = "".join(_citation_xml(citation) for citation in record.citations)
    inner += "".join(f"<reason>{escape(reason)}</reason>" for reason in record.reasons)
    return f'{_PROLOG}<record xmlns="{NAMESPACE}"{attributes}>{inner}</record>'.encode()


def of_document(content: bytes, name: str) -> Record:
    """The record inside a Word file. Raises UnusableInputError where it has none, or one changed afterwards."""
    parts = packages.read(content, name)
    if _ITEM not in parts or _CUSTOM not in parts:
        raise UnusableInputError(f"{name} er ikke lavet af lawtext: den har ingen oplysninger om, hvad den bygger på.")
    data = parts[_ITEM].data()
    if hashlib.sha256(data).hexdigest().encode() not in parts[_CUSTOM].data():
        raise UnusableInputError(f"{name}: oplysningerne om, hvad brevet bygger på, er ændret siden.")
    return _read(packages.parse_xml(data, f"{name}: {_ITEM}"))


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
    return convert(facts | {"citations": citations, "reasons": texts(root, "reason")}, Record)


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
    return roomy | slots(b"")


def slots(record: bytes) -> dict[str, Part]:
    """The two parts that a record fills: itself, and its sha256 as a document property."""
    digest = hashlib.sha256(record).hexdigest()
    custom = (
        f'{_PROLOG}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_CUSTOM_PROPERTY_SET}" pid="2" name="{PROPERTY}"><vt:lpwstr>{digest}</vt:lpwstr></property>'
        "</Properties>"
    )
    return {_ITEM: packages.deflated(_ITEM, record), _CUSTOM: packages.deflated(_CUSTOM, custom.encode())}


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
