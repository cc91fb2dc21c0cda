"""The bench's own machinery on a small draw: cases of all types, finished files read anew, planted faults caught."""

from collections import Counter

import pytest

from lawtext.cli import given
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting import gate, packages
from lawtext.drafting.cases import TYPES
from lawtext.drafting.desk import Desk
from scripts.drafting_faults import Planter
from scripts.finished_letters import Reader
from scripts.generated_cases import generate

KINDS = tuple(TYPES)


@pytest.fixture(scope="module")
def shelf() -> SqliteShelf:
    return given.shelf(None)


def test_generated_letters_that_are_final_stand_when_they_are_read_anew(desk: Desk, shelf: SqliteShelf) -> None:
    reader, final = Reader(shelf), Counter[str]()
    for one in generate(3, 2 * len(KINDS), desk.templates, KINDS):
        made = desk.letter(one.case())
        if made.final:
            final[one.type] += 1
            assert reader.read(made.content).faults == (), one.type
    assert len(final) >= len(KINDS) - 3  # resource is a draft for want of a text, and others may be by chance
    assert final.total() > len(KINDS)


def test_the_same_seed_gives_the_same_cases_and_another_one_others(desk: Desk) -> None:
    def drawn(seed: int) -> list[dict[str, object]]:
        return [one.values for one in generate(seed, 20, desk.templates, KINDS)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_reading_anew_finds_what_is_edited_in_a_finished_file(desk: Desk, shelf: SqliteShelf) -> None:
    made = next(
        letter for one in generate(3, 50, desk.templates, ("hold",)) if (letter := desk.letter(one.case())).final
    )
    parts = gate.read(made.content, "brev.docx")
    body = parts["word/document.xml"].data().replace("§\u00a033".encode(), "§\u00a0330".encode(), 1)
    parts["word/document.xml"] = packages.deflated("word/document.xml", body)
    faults = Reader(shelf).read(packages.write(parts.values())).faults
    assert faults[0] == "Dokumentets tekst er ændret, siden det blev lavet."
    assert any("no such provision" in fault for fault in faults)
    assert any("in the record, not in the text" in fault for fault in faults)


def test_every_planted_fault_that_can_be_told_is_caught(desk: Desk, shelf: SqliteShelf) -> None:
    planted = list(Planter(shelf, given.book(shelf), desk).plant(11, 24, KINDS))
    assert len({fault.kind for fault in planted}) == 8
    assert sum(fault.tellable for fault in planted) >= 0.9 * len(planted)
    assert [(fault.kind, fault.type, fault.what) for fault in planted if fault.tellable and not fault.caught()] == []
