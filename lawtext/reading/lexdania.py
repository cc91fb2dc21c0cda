"""LexDania 2.1, the native XML of Retsinformation, to an edition.

The parser takes no entities, no document type and nothing from the network, and refuses huge trees. Source of the
format: domain/lexdania.md.
"""

import hashlib
import re
from datetime import date

from lxml import etree
from lxml.etree import _Element

from lawtext.errors import UnusableInputError
from lawtext.law.editions import AmendedBy, Edition, Fact, Form, Source
from lawtext.law.ids import EditionId, edition_id
from lawtext.reading import heads, lexdania_tree, misplaced_labels, strict_xml

_NUMBER = re.compile(r"[0-9]{1,5}")
"""A year, or a number in Lovtidende, in plain figures."""


def read(data: bytes, name: str) -> Edition:
    """Read a whole document. `name` is what messages call it. Raises UnusableInputError."""
    root = _parsed(data, name)
    misplaced_labels.restore(root)
    facts = {child.tag: child.text or "" for child in reversed(root.findall("Meta/*"))}
    printed = lexdania_tree.text(root)
    edition = _id(facts, name)
    return Edition(
        id=edition,
        type=heads.act_type(facts.get("DocumentType", "")[:3]),
        amending=" Æ" in facts.get("DocumentType", ""),
        signed=_day(facts, "DiesSigni", name),
        title=lexdania_tree.line(printed.title) or _line(facts.get("DocumentTitle", "")),
        subtitle=lexdania_tree.line(printed.subtitle),
        popular_title=_line(facts.get("PopularTitle", "")),
        source=Source(Form.LEXDANIA, hashlib.sha256(data).hexdigest(), heads.address(edition)),
        units=printed.units,
        title_runs=printed.title,
        subtitle_runs=printed.subtitle,
        published=_day(facts, "DiesEdicti", name) if "DiesEdicti" in facts else None,
        amended_by=_amended_by(root),
        accession=facts.get("AccessionNumber", ""),
        ministry=_line(facts.get("Ministry", "")),
        facts=_facts(root),
    )


def characters(data: bytes) -> str:
    """All text of the document as passages count it: every run and label but those of blanks alone, in order."""
    return lexdania_tree.characters(_parsed(data, ""))


def _parsed(data: bytes, name: str) -> _Element:
    try:
        root = strict_xml.parsed(data)
    except strict_xml.NotWellFormedError as error:
        raise UnusableInputError(f"{name} er ikke velformet XML ({error}). Hent filen igen fra kilden.") from error
    if strict_xml.has_document_type(root):
        raise UnusableInputError(f"{name} har en dokumenttype (DOCTYPE); det har LexDania ikke. Hent filen igen.")
    if root.tag != "Dokument" or root.find("Meta") is None:
        raise UnusableInputError(
            f"{name} er XML, men ikke LexDania: roden er <{strict_xml.name(root)}>. Hent XML-udgaven fra kilden."
        )
    if root.find("DokumentIndhold") is None:
        raise UnusableInputError(f"{name} har kun metadata og ingen tekst (DokumentIndhold mangler).")
    if root.find(".//Char/*") is not None:
        for run in root.iter("Char"):
            etree.strip_tags(run, "*")
    return root


def _facts(root: _Element) -> tuple[Fact, ...]:
    return tuple(
        Fact(str(child.tag), child.text or "", child.get("REFid") or child.get("id") or "")
        for child in root.iterfind("Meta/*")
    )


def _id(facts: dict[str, str], name: str) -> EditionId:
    year, number = facts.get("Year", "").strip(), facts.get("Number", "").strip()
    if not (_NUMBER.fullmatch(year) and _NUMBER.fullmatch(number)):
        raise UnusableInputError(f"{name} mangler år eller nummer i Lovtidende (Meta: Year, Number).")
    return edition_id(int(year), number)


def _day(facts: dict[str, str], field: str, name: str) -> date:
    try:
        return date.fromisoformat(facts.get(field, "").strip())
    except ValueError as error:
        raise UnusableInputError(f"{name} har ingen gyldig dato i Meta/{field}.") from error


def _line(text: str) -> str:
    """On one line; a literal backslash-n is the source's line break."""
    return " ".join(text.replace("\\n", " ").split())


def _amended_by(root: _Element) -> tuple[AmendedBy, ...]:
    """The later amending acts that the metadata lists; they are kept up to date there, not historical."""
    groups: dict[str, dict[str, str]] = {}
    for child in root.iterfind("Meta/*"):
        if child.tag == "Change":
            groups[child.get("id", "")] = {}
        elif child.get("REFid") in groups:
            groups[child.get("REFid", "")][child.tag] = _line(child.text or "")
    return tuple(
        AmendedBy(group.get("Ref_Accn", ""), _day_or_none(group.get("Ref_Af", "")), group.get("Ref_Text", ""))
        for group in groups.values()
    )


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
