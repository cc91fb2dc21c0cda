"""The real acts: all are read, nothing of them is lost, no id is given twice, and flat text is split as the XML has it.

A full run takes about half a minute on one core; the files are dealt into parts that run beside one another.
"""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from lawtext import reading
from lawtext.law.ids import UnitId, steps
from lawtext.reading import agreement, flatten, flattened, lexdania, losses
from lawtext.wording import running
from lawtext.wording.clean import clean

PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_every_xml_file_is_read_whole_with_ids_of_its_own(shared: Path, part: int) -> None:
    files = sorted((shared / "corpus" / "lexdania").glob("*.xml"))[part::PARTS]
    assert files
    for path in files:
        data = path.read_bytes()
        edition = lexdania.read(data, path.name)
        assert edition.id == path.stem
        ids = [unit.id for root in (*edition.title_notes, *edition.units) for unit in root.walk()]
        assert len(ids) == len(set(ids)), path.name
        assert all(steps(uid) for uid in ids), path.name
        assert losses.found(edition, lexdania.characters(data)) == [], path.name
        assert losses.in_order(edition), path.name
        metadata = [(each.tag, each.text or "") for each in etree.fromstring(data).iterfind("Meta/*")]
        assert [(fact.name, fact.text) for fact in edition.facts] == metadata, path.name


@pytest.mark.parametrize("part", range(PARTS))
def test_every_character_of_clean_text_leads_back_to_its_source(shared: Path, part: int) -> None:
    """What stands in the source at each place is that character, or one that cleaning turns into it."""
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[part :: 2 * PARTS]:
        data = path.read_bytes()
        source = lexdania.characters(data) + " "
        for root in lexdania.read(data, path.name).units:
            for unit in root.walk():
                text, places = running.text(unit), running.places(unit)
                assert len(text) == len(places), unit.id
                wrong = [
                    (char, source[place])
                    for char, place in zip(text, places, strict=True)
                    if char != source[place] and char != " " and clean(source[place]) != char
                ]
                assert wrong == [], unit.id


def test_every_flattened_file_is_read_whole_with_ids_of_its_own(shared: Path) -> None:
    files = sorted((shared / "corpus" / "text").glob("*.txt"))
    assert len(files) == 28
    for path in files:
        edition = reading.read(path)
        assert edition.id == path.stem
        ids = [unit.id for root in edition.units for unit in root.walk()]
        assert len(ids) == len(set(ids)), path.name
        assert losses.found(edition, path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.parametrize("name", ["2014-433", "2014-1482", "2016-1342"])
def test_an_act_flattened_by_others_has_the_units_of_its_xml(shared: Path, name: str) -> None:
    found = agreement.of(
        reading.read(shared / "corpus" / "lexdania" / f"{name}.xml"),
        reading.read(shared / "corpus" / "text" / f"{name}.txt"),
    )
    assert found.wrong == ()


def test_acts_flattened_by_us_are_split_again(shared: Path) -> None:
    right = first = second = 0
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[::20]:
        edition = reading.read(path)
        if not edition.amending:
            text = flatten.write(edition)
            found = agreement.of(edition, flattened.read(text, text.encode(), path.name))
            right, first, second = right + found.right, first + found.first, second + found.second
    assert right / first > 0.995
    assert right / second > 0.99


def test_places_that_annotators_named_are_there_with_the_text_they_saw(shared: Path) -> None:
    """The gold set of citations names places by the same scheme and quotes the whole text of each."""
    lines = (shared / "gold" / "citations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [each for each in map(json.loads, lines) if each["source"] == "lexdania" and _id(each["where"])]
    assert len(records) > 250
    editions = {
        each["doc"]: reading.read(shared / "corpus" / "lexdania" / f"{each['doc']}.xml").by_id() for each in records
    }
    wrong = [
        (each["doc"], each["where"])
        for each in records
        if running.text(editions[each["doc"]][_id(each["where"])]) != each["text"]
    ]
    assert wrong == DIFFERENT


DIFFERENT = [
    # a label that the source has put into the text ("Stk. 5-8."), which the reader puts where labels stand
    ("2016-1342", "Ikraft 2 Par21_Stk4"),
    # the annotators left out what the same point says after its new text
    ("2010-1556", "Aendring 3.22"),
    # a label in the text, as above
    ("2010-516", "Ikraft 11 Par4_Stk1"),
]


def _id(where: str) -> UnitId:
    """Our id for a place as the annotators wrote it; "" for places in annexes and of several blocks of text."""
    for pattern, form in (
        (r"(Par\S+|Kap\S+)", r"\1"),
        (r"(Par\d+\w*) intro", r"\1"),
        (r"Ikraft (\d+) intro", r"Ikr\1"),
        (r"Ikraft (\d+) (Par\S+)", r"Ikr\1_\2"),
        (r"Aendring (\S+)", r"Aen\1"),
        (r"Aendring (\S+) Rykning", r"Aen\1_Ryk"),
        (r"Aendring (\S+) Ny (Par\S+)", r"Aen\1_Ny_\2"),
        (r"Note (\d+)\)? @ (Par\S+)", r"Not\1@\2"),
        (r"Note (\d+)\)? @ Ikraft (\d+)", r"Not\1@Ikr\2"),
        (r"Note (\d+)\)? @ Ikraft (\d+) (Par\S+)", r"Not\1@Ikr\2_\3"),
    ):
        if match := re.fullmatch(pattern, where):
            return UnitId(match.expand(form))
    return UnitId("")
