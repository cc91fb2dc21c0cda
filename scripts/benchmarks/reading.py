"""What reading measures: speed, losses, ids given twice, agreement with official ids, and how well flat text is split.

Real acts come from `../shared` (or LAWTEXT_SHARED); nothing is measured where they are not at hand.
"""

import os
import re
import time
from pathlib import Path
from typing import Any

from lxml import etree

from lawtext.law.editions import Edition
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import agreement, flatten, flattened, lexdania, losses, read
from lawtext.wording import sentences

ROOT = Path(__file__).parent.parent.parent
BOTH_FORMS = ("2014-433", "2014-1482", "2016-1342")
"""Acts that are at hand both as XML and as flattened text."""
_SAMPLE = 12
_ITEMS = {
    "Paragraf": (Kind.PARAGRAPH, Kind.AMENDING),
    "Stk": (Kind.STK,),
    "Indentatio": (Kind.NUMBER, Kind.LITRA, Kind.INDENT),
    "Kapitel": (Kind.CHAPTER,),
}
_OTHER_SPACES = {"AendringNyTekst", "Ikraft", "IkraftCentreretParagraf", "Bilag", "Nota"}


def run(quick: bool) -> dict[str, Any]:
    """The figures; `quick` takes every twelfth act."""
    corpus = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared")) / "corpus"
    if not corpus.is_dir():
        return {"skipped": f"no real acts in {corpus}"}
    files = sorted((corpus / "lexdania").glob("*.xml"))[:: _SAMPLE if quick else 1]
    data = [path.read_bytes() for path in files]
    began = time.perf_counter()
    editions = [lexdania.read(each, path.name) for each, path in zip(data, files, strict=True)]
    seconds = time.perf_counter() - began
    figures: dict[str, Any] = {
        "files": len(files),
        "megabytes": sum(map(len, data)) / 1e6,
        "read_mb_per_s": sum(map(len, data)) / 1e6 / seconds,
    }
    return figures | _trees(editions, data) | _sentences(editions) | _ids(editions, data) | _flat(editions, corpus)


def _trees(editions: list[Edition], data: list[bytes]) -> dict[str, Any]:
    units = [unit for edition in editions for unit in walked(edition)]
    marked = [unit for unit in units if re.search(r"\(\d+\)(?:@.*)?$", unit.id)]
    return {
        "units": len(units),
        "lossy_files": sum(
            bool(losses.found(edition, lexdania.characters(each))) or not losses.in_order(edition)
            for edition, each in zip(editions, data, strict=True)
        ),
        "files_with_an_id_twice": sum(
            len({unit.id for unit in walked(edition)}) != sum(1 for _ in walked(edition)) for edition in editions
        ),
        "labels_printed_twice_in_one_place": sum(unit.label is not None for unit in marked),
        "of_them_in_acts_own_paragraphs": sum(unit.label is not None and unit.id.startswith("Par") for unit in marked),
        "units_without_label_counted": sum(unit.label is None for unit in marked),
    }


def _sentences(editions: list[Edition]) -> dict[str, Any]:
    began = time.perf_counter()
    count = sum(len(sentences.of(unit)) for edition in editions for unit in walked(edition))
    seconds = time.perf_counter() - began
    size = sum(len(passage.text) for edition in editions for passage in losses.passages(edition))
    return {"sentences": count, "sentences_m_chars_per_s": size / 1e6 / seconds}


def _ids(editions: list[Edition], data: list[bytes]) -> dict[str, Any]:
    """Agreement with the ids that the files of 2008 to early 2015 carry, paragraphs to list items and chapters."""
    same = differ = failed = 0
    for edition, each in zip(editions, data, strict=True):
        for official, ours in official_ids(edition, each):
            if "ould_" in official or "Extracted" in official or official.startswith("("):
                failed += 1
            elif official == ours:
                same += 1
            else:
                differ += 1
    total = same + differ
    return {
        "official_ids": total,
        "official_ids_agree": same / total if total else 1.0,
        "official_ids_that_are_error_texts": failed,
    }


def official_ids(edition: Edition, data: bytes) -> list[tuple[str, str]]:
    """Pairs of the source's own semantic id (its "_2" written "(2)") and ours, for the act's own body."""
    places: dict[tuple[int, Kind], str] = {}
    for unit in walked(edition):
        place = _start(unit)
        if place is not None:
            places.setdefault((place, unit.kind), unit.id)
    pairs = []
    at = 0
    for element in etree.fromstring(data).iter():
        official = element.get("id", "")
        if element.tag in _ITEMS and official and not re.match(r"id[0-9a-f]{8}", official):
            ours = next((places[at, kind] for kind in _ITEMS[element.tag] if (at, kind) in places), None)
            if ours and not any(outer.tag in _OTHER_SPACES for outer in element.iterancestors()):
                pairs.append((re.sub(r"_(\d+)(?=_|$)", r"(\1)", official), ours))
        if element.tag in ("Char", "Explicatus"):
            text = element.text or ""
            at += 0 if element.tag == "Explicatus" and text.isspace() else len(text)
    return pairs


def _flat(editions: list[Edition], corpus: Path) -> dict[str, Any]:
    """Acts flattened by us and split again; then the acts that a third party has flattened."""
    right = first = second = perfect = acts = 0
    for edition in editions:
        if edition.amending:
            continue
        text = flatten.write(edition)
        found = agreement.of(edition, flattened.read(text, text.encode(), edition.id))
        right, first, second = right + found.right, first + found.first, second + found.second
        acts += 1
        perfect += found.right == found.first == found.second
    figures: dict[str, Any] = {
        "flattened_acts": acts,
        "flattened_acts_all_right": perfect,
        "flattened_units": first,
        "flattened_recall": right / first,
        "flattened_precision": right / second,
    }
    for name in BOTH_FORMS:
        found = agreement.of(read(corpus / "lexdania" / f"{name}.xml"), read(corpus / "text" / f"{name}.txt"))
        figures[f"flattened_{name}"] = (
            f"{found.right} of {found.first}, {found.second} found; wrong: {list(found.wrong)}"
        )
    return figures


def walked(edition: Edition) -> list[Unit]:
    """Every unit of an edition, those of the title's notes first."""
    return [unit for root in (*edition.title_notes, *edition.units) for unit in root.walk()]


def _start(unit: Unit) -> int | None:
    """The offset of the unit's first character."""
    if unit.label is not None and unit.label.raw:
        return unit.label.at
    for item in (*unit.heading, *unit.content):
        place = item.at if isinstance(item, Passage) else _start(item)
        if place is not None:
            return place
    return None
