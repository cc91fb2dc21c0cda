"""What finding must not fall below on hand-checked units, told by the program that came with them."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from lawtext.citing.citations import Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names, join, load, load_titles
from lawtext.citing.places import place_of
from lawtext.law.ids import UnitRange

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(join(load(CORPUS / "names.yaml"), load_titles(CORPUS / "titles.tsv")))


def _row(citation: Citation) -> dict[str, object]:
    act = citation.act
    units = [f"{unit.first}:{unit.last}" if isinstance(unit, UnitRange) else unit for unit in citation.units]
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "act": "self" if act.own else f"eu:{act.eu}" if act.eu else act.edition or "",
        "name": act.name,
        "edition": citation.dated or "",
        "units": units,
        "kind": citation.kind,
        "doubts": [doubt.says for doubt in citation.doubts],
    }


def test_hand_checked_units(shared: Path, names: Names, tmp_path: Path) -> None:
    gold = shared / "gold" / "citations.jsonl"
    found = []
    for line in gold.read_bytes().splitlines():
        unit = msgspec.json.decode(line)
        place = place_of(unit["doc"], unit["where"], unit.get("context"))
        rows = [_row(citation) for citation in find(unit["text"], names, place)]
        found.append(msgspec.json.encode({"id": unit["id"], "citations": rows}))
    (tmp_path / "found.jsonl").write_bytes(b"\n".join(found))
    scorer = [sys.executable, shared / "score" / "citations.py", gold, tmp_path / "found.jsonl"]
    said = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    figures = re.search(r"exact\s+precision ([\d.]+)\s+recall ([\d.]+)", said)
    targets = re.search(
        r"found ([\d.]+)\s+wrong with a doubt \d+\s+wrong without (\d+)\s+right but doubted (\d+)", said
    )
    assert figures is not None
    assert targets is not None
    assert min(float(figures[1]), float(figures[2])) >= 0.99
    assert float(targets[1]) >= 0.985
    assert int(targets[2]) <= 1  # that one is doubted where its act is looked up, not here
    assert int(targets[3]) <= 15


def test_negatives_among_the_short_forms(shared: Path, names: Names) -> None:
    lines = (shared / "gold" / "citation-forms.tsv").read_text(encoding="utf-8").splitlines()
    none = [
        columns[2].replace("\\n", "\n") for columns in (line.split("\t") for line in lines) if columns[4] == "negative"
    ]
    assert none
    assert [text for text in none if find(text, names, Place())] == []
