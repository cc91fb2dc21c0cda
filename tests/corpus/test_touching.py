"""References followed backwards, in a small corpus built for the test."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lawtext.corpus.chapters import Chapter
from lawtext.corpus.touching import DayOfReferences, Point
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.works import Listed, Work, WorkId

DAY = date(2001, 6, 1)
A, B = WorkId("a"), WorkId("b")
HELD = {A: EditionId("2001-1"), B: EditionId("2001-2")}
REFERENCES = [
    # edition, unit, work referred to, units
    ("2001-1", "Par2_Stk1", "a", "Par1"),
    ("2001-1", "Par3_Stk1_Num2", "a", "Par2_Stk1"),
    ("2001-1", "Par4_Stk1", "a", "Par1:Par3"),
    ("2001-1", "Par5_Stk1", "a", "Kap1:Kap2"),
    ("2001-1", "Par6_Stk1", "a", "Par1_Stk2_Pkt1"),
    ("2001-1", "Par1_Stk2", "a", "Par1_Stk1"),
    ("2001-1", "Ikr1_Par9", "a", "Par1"),
    ("2001-1", "Not1@Par2_Stk1", "a", "Par1"),
    ("2001-2", "Par7_Stk1", "a", "Par1"),
    ("2001-2", "Ind", "a", "Par1"),
    ("2001-2", "Par8_Stk1", "b", "Par1"),
    ("2000-9", "Par9_Stk1", "a", "Par1"),
]
UNITS = [("2001-1", "Kap1", "Hvile", ""), *(("2001-1", f"Par{number}", "", "Kap1") for number in range(1, 7))]


class _Shelf:
    """Just enough of a shelf: two works with an edition each, and one edition of an earlier day."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(
            "CREATE TABLE edition (nr INTEGER, id TEXT, facts TEXT);"
            "CREATE TABLE reference (edition INTEGER, unit TEXT, work TEXT, units TEXT);"
            "CREATE TABLE unit (edition INTEGER, id TEXT, heading TEXT, chapter TEXT);"
        )
        numbers = {"2001-1": 1, "2001-2": 2, "2000-9": 3}
        facts = [(nr, edition, '{"type": "BEK"}') for edition, nr in numbers.items()]
        self._db.executemany("INSERT INTO edition VALUES (?, ?, ?)", facts)
        rows = [(numbers[edition], unit, work, units) for edition, unit, work, units in REFERENCES]
        self._db.executemany("INSERT INTO reference VALUES (?, ?, ?, ?)", rows)
        rows = [(numbers[edition], unit, heading, chapter) for edition, unit, heading, chapter in UNITS]
        self._db.executemany("INSERT INTO unit VALUES (?, ?, ?, ?)", rows)

    def works(self) -> tuple[Work, ...]:
        missing = Work(WorkId("c"), "lov om det, ingen har", (Listed(EditionId("2001-3"), False, date(2001, 1, 1)),))
        return (*(self.work(work) for work in HELD), missing)

    def work(self, work: WorkId) -> Work:
        older = Listed(EditionId("2000-9"), True, date(2000, 1, 1))
        newer = Listed(HELD[work], True, date(2001, 1, 1))
        return Work(work, f"lov om {work}", (older, newer) if work == A else (newer,))

    def select(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, parameters).fetchall()


@pytest.fixture
def references() -> DayOfReferences:
    shelf: Any = _Shelf()
    return DayOfReferences(shelf, DAY)


def found(references: DayOfReferences, unit: str, depth: int = 1) -> Iterator[tuple[str, int]]:
    for one in references.touching([Point(A, UnitId(unit))], depth):
        yield f"{one.reference.point.work} {one.reference.point.unit}", one.depth


def test_a_provision_is_meant_by_name_by_range_by_chapter_and_by_what_lies_in_it(references: DayOfReferences) -> None:
    assert set(found(references, "Par1")) == {
        ("a Par2_Stk1", 1), ("a Par4_Stk1", 1), ("a Par5_Stk1", 1), ("a Par6_Stk1", 1), ("b Par7_Stk1", 1)
    }  # fmt: skip


def test_the_graph_is_followed_and_each_stykke_comes_once_at_its_nearest(references: DayOfReferences) -> None:
    deeper = dict(found(references, "Par1", 2))
    assert deeper["a Par3_Stk1_Num2"] == 2
    assert deeper["a Par4_Stk1"] == 1


def test_what_lies_in_the_provision_itself_notes_and_other_days_is_left_out(references: DayOfReferences) -> None:
    units = {name for name, _ in found(references, "Par1", 3)}
    assert not units & {"a Par1_Stk2", "a Ikr1_Par9", "a Not1@Par2_Stk1", "b Ind", "a Par9_Stk1", "b Par8_Stk1"}


def test_a_stykke_is_meant_by_what_names_its_paragraph_but_not_by_what_names_another(
    references: DayOfReferences,
) -> None:
    assert ("a Par2_Stk1", 1) in set(found(references, "Par1_Stk2"))
    assert ("a Par6_Stk1", 1) not in set(found(references, "Par1_Stk1"))


def test_each_of_several_has_its_own_and_those_between_them_are_left_out(references: DayOfReferences) -> None:
    asked = [Point(A, UnitId("Par1")), Point(A, UnitId("Par2"))]
    by = {(one.asked.unit, one.reference.point.unit) for one in references.touching(asked, 1)}
    assert ("Par1", "Par4_Stk1") in by
    assert ("Par2", "Par4_Stk1") in by
    assert ("Par1", "Par2_Stk1") not in by


def test_a_preamble_tells_what_an_order_is_made_under(references: DayOfReferences) -> None:
    assert [one.edition for one in references.made_under(Point(A, UnitId("Par1")))] == ["2001-2"]
    assert list(references.made_under(Point(A, UnitId("Par2")))) == []


def test_acts_that_are_not_held_are_told(references: DayOfReferences) -> None:
    assert references.not_held == ("lov om det, ingen har",)


def test_a_chapter_has_its_heading(references: DayOfReferences) -> None:
    assert references.chapters.of(A, UnitId("Par4_Stk1")) == Chapter(HELD[A], UnitId("Kap1"), "Hvile")
    assert references.chapters.of(B, UnitId("Par7")) is None
