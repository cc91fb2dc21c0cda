"""Ids held against the semantic ones that the files of 2008 to early 2015 carry, with the faults of the sources."""

import re
from typing import Any

from lxml import etree

from lawtext.law.editions import Edition
from lawtext.law.units import Kind, Unit
from lawtext.reading.lexdania_elements import start

_ITEMS = {
    "Paragraf": (Kind.PARAGRAPH, Kind.AMENDING),
    "Stk": (Kind.STK,),
    "Indentatio": (Kind.NUMBER, Kind.LITRA, Kind.INDENT),
    "Kapitel": (Kind.CHAPTER,),
}
_OTHER_SPACES = {"AendringNyTekst", "Ikraft", "IkraftCentreretParagraf", "Bilag", "Nota"}


def figures(editions: list[Edition], data: list[bytes]) -> dict[str, Any]:
    """Agreement with the ids that the files of 2008 to early 2015 carry, paragraphs to list items and chapters.

    Those that differ are told by the kind of fault in the source, with the documents that have it.
    """
    total = same = failed = 0
    faults: dict[str, set[str]] = {}
    for edition, each in zip(editions, data, strict=True):
        for official, ours in pairs(edition, each):
            if "ould_" in official or "Extracted" in official or official.startswith("("):
                failed += 1
                continue
            total += 1
            same += official == ours
            if official != ours:
                faults.setdefault(_source_fault(edition.id, official, ours), set()).add(edition.id)
    unexplained = faults.pop("", set())
    return {
        "official_ids": total,
        "official_ids_agree": same / total if total else 1.0,
        "official_ids_unexplained_in": sorted(unexplained),
        "official_ids_of_faulty_sources": {fault: sorted(acts) for fault, acts in sorted(faults.items())},
        "official_ids_that_are_error_texts": failed,
    }


def _source_fault(edition: str, official: str, ours: str) -> str:
    """Why the source's own id is not what the printed label says; "" where no reason is known."""
    if re.sub(r"Num([a-zæøå]+)$", r"Lit\1", official) == ours:
        return "a letter is called a number"
    if official.replace(".", "") == ours:
        return "the full stop of a label is kept in the id"
    if re.match(r"Kap\d+[a-z]?\(2\)$", official) and official.removesuffix("(2)") == ours:
        return "a chapter's label stands in an empty chapter after it"
    if re.search(r"[-+]", ours):
        return "one label for several units, of which the id has the first, or a word"
    return _FAULTS_OF_ONE.get(edition, "")


_FAULTS_OF_ONE = {
    "2010-731": "§ 13: the label of stk. 2 is set as text",
    "2011-103": "a chapter without a number is called 0",
    "2012-1121": "§ 4: text after a list is set as a stykke",
    "2013-213": "§ 29 h: the label is set as text",
    "2013-1253": "§ 167: the label of §§ 168 and 169 is set as text",
    "2015-149": "§ 5 E is labelled with the full stop before its letter",
}


def pairs(edition: Edition, data: bytes) -> list[tuple[str, str]]:
    """Pairs of the source's own semantic id (its "_2" written "(2)") and ours, for the act's own body."""
    places: dict[tuple[int, Kind], str] = {}
    for unit in walked(edition):
        place = start(unit)
        if place is not None:
            places.setdefault((place, unit.kind), unit.id)
    found = []
    at = 0
    for element in etree.fromstring(data).iter():
        official = element.get("id", "")
        if element.tag in _ITEMS and official and not re.match(r"id[0-9a-f]{8}", official):
            ours = next((places[at, kind] for kind in _ITEMS[element.tag] if (at, kind) in places), None)
            if ours and not any(outer.tag in _OTHER_SPACES for outer in element.iterancestors()):
                found.append((re.sub(r"_(\d+)(?=_|$)", r"(\1)", official), ours))
        if element.tag in ("Char", "Explicatus"):
            text = element.text or ""
            at += 0 if element.tag == "Explicatus" and text.isspace() else len(text)
    return found


def walked(edition: Edition) -> list[Unit]:
    """Every unit of an edition, those of the title's notes first."""
    return [unit for root in (*edition.title_notes, *edition.units) for unit in root.walk()]
