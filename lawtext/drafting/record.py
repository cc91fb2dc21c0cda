"""The record of a made document: which law, template and program made it, and what every citation was found to be.

It lies in the document itself as a customXml part, and travels with it; two document properties hold the sha256 of the
record and of the document's text, so that a change of either shows. Neither it nor the hashes are a signature: who
changes the text can write new hashes.

There is no personal data in it, and none comes out of its hashes by guessing: a CPR number has so few possible values
that a hash of it is the number itself for who tries them all (in a copy where it has been blotted out, for example). So
its last four digits are left out of what is hashed (`_masked`), and all else that is hashed must be known to be tried.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from lxml import etree
from msgspec import Struct

from lawtext.drafting import gate, packages, visible
from lawtext.drafting.packages import Part
from lawtext.errors import UnusableInputError

NAMESPACE = "urn:lawtext:record:1"
RECORD_PROPERTY = "lawtextRecordSha256"
TEXT_PROPERTY = "lawtextTextSha256"

PROPERTIES_PART = "docProps/custom.xml"
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_CPR = re.compile(rb"000000[- ]?0000")
"""A CPR number where every digit is 0: a pattern that starts with plain signs is ten times as fast."""
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
    return sha256(_masked(msgspec.json.encode(case)))


def text_sha256(parts: Iterable[Part]) -> str:
    """The sha256 of what a reader sees (`visible`), without the last four digits of CPR numbers."""
    return sha256(_masked("\f".join(sorted(visible.texts(parts).values())).encode()))


def read(content: bytes, name: str) -> Found:
    """The record inside a Word file. Raises UnusableInputError where it has none."""
    found = _find(gate.read(content, name), name)
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


def _masked(data: bytes) -> bytes:
    """Without the last four digits of CPR numbers (and of other numbers of ten digits or more)."""
    kept, start = [], 0
    for found in _CPR.finditer(data.translate(_DIGITS)):
        kept.append(data[start : found.end() - 4])
        start = found.end()
    return b"".join((*kept, data[start:]))


def sha256(data: bytes) -> str:
    """As hexadecimal digits."""
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
    return f'{PROLOG}<record xmlns="{NAMESPACE}"{attributes}>{inner}</record>'.encode()


def _attributes(facts: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_value(facts[name])}"' for name in sorted(facts))


def _value(text: str) -> str:
    return text.translate(_IN_ATTRIBUTE)


def _text(text: str) -> str:
    return text.translate(_IN_TEXT)


def _find(parts: Mapping[str, Part], name: str) -> Found | None:
    """The record among the parts; None where there is none."""
    root = next((root for _, root in items(parts, name)), None)
    return _found(root, _properties(parts, name), text_sha256(parts.values())) if root is not None else None


def items(parts: Mapping[str, Part], name: str) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold a record, wherever Word has put them: a part's name and its root."""
    for part in parts.values():
        if part.name.startswith("customXml/item") and part.name.endswith(".xml") and NAMESPACE.encode() in part.data():
            root = packages.parse_xml(part.data(), f"{name}: {part.name}")
            if root.tag == f"{{{NAMESPACE}}}record":
                yield part.name, root


def _found(root: etree._Element, properties: Mapping[str, str], text: str) -> Found:
    changed = []
    canonical: bytes = etree.tostring(root, method="c14n")
    record_changed = properties.get(RECORD_PROPERTY) != sha256(canonical)
    if record_changed:
        changed.append("Oplysningerne om, hvad dokumentet bygger på, er ændret, siden det blev lavet.")
    if TEXT_PROPERTY not in properties:
        changed.append("Om dokumentets tekst er ændret, kan ikke ses: dens fingeraftryk er slettet.")
    elif properties[TEXT_PROPERTY] != text:
        changed.append("Dokumentets tekst er ændret, siden det blev lavet.")
    return Found(_read(root), tuple(changed), record_changed)


def _properties(parts: Mapping[str, Part], name: str) -> dict[str, str]:
    if PROPERTIES_PART not in parts:
        return {}
    root = packages.parse_xml(parts[PROPERTIES_PART].data(), f"{name}: {PROPERTIES_PART}")
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
