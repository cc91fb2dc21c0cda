"""Where a record lies in a Word file: a customXml part and two document properties, and what leads Word to them.

A template is given room for them once (`slot_parts`); a letter fills two parts (`slots`). What a template has of an
older record, because somebody made it out of a letter, goes; its own document properties stay.
"""

import posixpath
from collections.abc import Mapping

from lxml import etree

from lawtext.drafting import packages, record
from lawtext.drafting.packages import Part

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STORE_ITEM = "{6C617774-6578-7400-8000-7265636F7264}"
_CUSTOM_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Microsoft's fixed id of the user's own document properties ([MS-OLEPS])."""
_ITEM = "customXml/item9000.xml"
_ITEM_RELATIONS = "customXml/_rels/item9000.xml.rels"
_ITEM_PROPERTIES = "customXml/itemProps9000.xml"
_CUSTOM = record.PROPERTIES_PART
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_CUSTOM_XML, _CUSTOM_PROPERTIES = f"{_OFFICE}/relationships/customXml", f"{_OFFICE}/relationships/custom-properties"
_HEAD = f'{record.PROLOG}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'.encode()
_FIRST_PROPERTY = 2
"""The number of the first document property, as Office counts them."""


def slots(made_by: record.Record, parts: Mapping[str, Part]) -> dict[str, Part]:
    """The two parts that a record of a document with these parts fills: itself, and the properties with the hashes.

    `parts` have room for it (`slot_parts`).
    """
    xml = record.to_xml(made_by)
    hashes = {
        record.RECORD_PROPERTY: record.sha256(xml.removeprefix(record.PROLOG.encode())),
        record.TEXT_PROPERTY: record.text_sha256(parts.values()),
    }
    own = "".join(
        f'<property fmtid="{_CUSTOM_PROPERTY_SET}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(hashes.items(), _FIRST_PROPERTY)
    )
    custom = _HEAD + own.encode() + parts[_CUSTOM].data().removeprefix(_HEAD)
    return {_ITEM: packages.deflated(_ITEM, xml), _CUSTOM: packages.deflated(_CUSTOM, custom)}


def slot_parts(parts: Mapping[str, Part], name: str) -> dict[str, Part]:
    """The parts of a template with room for a record: relationships, content types, and the empty record parts."""
    roomy = _without_record(parts, name)
    _add_relation(roomy, _DOCUMENT_RELATIONS, _CUSTOM_XML, f"../{_ITEM}", name)
    _add_relation(roomy, packages.RELATIONS, _CUSTOM_PROPERTIES, _CUSTOM, name)
    types = _tree(roomy, packages.CONTENT_TYPES, name)
    _add_types(types)
    roomy[packages.CONTENT_TYPES] = _xml_part(packages.CONTENT_TYPES, types)
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps9000.xml"/>'
    fixed = {
        _ITEM: f'<empty xmlns="{record.NAMESPACE}"/>',  # a letter that is given no record is whole XML too
        _ITEM_RELATIONS: f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        _ITEM_PROPERTIES: f'<ds:datastoreItem ds:itemID="{_STORE_ITEM}" xmlns:ds="{_OFFICE}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{record.NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    }
    for part, text in fixed.items():
        roomy[part] = packages.deflated(part, (record.PROLOG + text).encode())
    return roomy | {_CUSTOM: packages.deflated(_CUSTOM, _HEAD + _own_properties(parts, name) + b"</Properties>")}


def _without_record(parts: Mapping[str, Part], name: str) -> dict[str, Part]:
    """The parts but for an older record's, those that describe it, and what leads to them."""
    gone = set()
    for item, _ in record.items(parts, name):
        relations = f"customXml/_rels/{posixpath.basename(item)}.rels"
        gone |= {item, relations}
        if relations in parts:
            gone |= {_target(relation, "customXml") for relation in _tree(parts, relations, name)}
    kept = {part: content for part, content in parts.items() if part not in gone}
    if not gone:
        return kept
    relations_of_document = _tree(kept, _DOCUMENT_RELATIONS, name)
    for relation in list(relations_of_document):
        if _target(relation, "word") in gone:
            relations_of_document.remove(relation)
    types = _tree(kept, packages.CONTENT_TYPES, name)
    for kind in list(types):
        if (kind.get("PartName") or "").lstrip("/") in gone:
            types.remove(kind)
    changed = {_DOCUMENT_RELATIONS: relations_of_document, packages.CONTENT_TYPES: types}
    return kept | {part: _xml_part(part, root) for part, root in changed.items()}


def _own_properties(parts: Mapping[str, Part], name: str) -> bytes:
    """The document properties that a template has itself, numbered behind the record's."""
    own: list[bytes] = []
    for one in _tree(parts, _CUSTOM, name) if _CUSTOM in parts else ():
        if one.get("name") not in (record.RECORD_PROPERTY, record.TEXT_PROPERTY):
            one.set("pid", str(_FIRST_PROPERTY + 2 + len(own)))
            own.append(etree.tostring(one, with_tail=False))
    return b"".join(own)


def _add_relation(parts: dict[str, Part], part: str, kind: str, target: str, name: str) -> None:
    """A relationship of that kind to the target; a package has one to its properties at most."""
    root = _tree(parts, part, name)
    for relation in list(root):
        if relation.get("Type") == kind == _CUSTOM_PROPERTIES:
            root.remove(relation)
    relation = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
    relation.attrib.update({"Id": _free_id(root), "Type": kind, "Target": target})
    parts[part] = _xml_part(part, root)


def _free_id(root: etree._Element) -> str:
    taken = {relation.get("Id") for relation in root}
    return next(found for number in range(len(root), 2 * len(root) + 1) if (found := f"rLawtext{number}") not in taken)


def _add_types(types: etree._Element) -> None:
    word = "application/vnd.openxmlformats-officedocument"
    wanted = {f"/{_ITEM_PROPERTIES}": f"{word}.customXmlProperties+xml", f"/{_CUSTOM}": f"{word}.custom-properties+xml"}
    for part, kind in wanted.items():
        if not any(entry.get("PartName") == part for entry in types):
            etree.SubElement(types, f"{{{_TYPES}}}Override").attrib.update({"PartName": part, "ContentType": kind})
    if not any((entry.get("Extension") or "").lower() == "xml" for entry in types):
        plain = {"Extension": "xml", "ContentType": "application/xml"}
        types.insert(0, types.makeelement(f"{{{_TYPES}}}Default", plain))


def _tree(parts: Mapping[str, Part], part: str, name: str) -> etree._Element:
    """The part's root; of relationships that a package lacks, an empty one."""
    if part in parts:
        return packages.parse_xml(parts[part].data(), f"{name}: {part}")
    return etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')


def _target(relation: etree._Element, folder: str) -> str:
    """The name of the part that a relationship of a part in that folder leads to."""
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")


def _xml_part(part: str, root: etree._Element) -> Part:
    return packages.deflated(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
