"""Works put together from registers and the list."""

from datetime import date
from pathlib import Path

import pytest

from lawtext.corpus import listing, works
from lawtext.corpus.listing import EditionEntry, End, WorkEntry
from lawtext.corpus.registers import Register
from lawtext.errors import UnusableInputError
from lawtext.law.ids import EditionId
from lawtext.law.works import Amendment, Work, WorkId

DATA = Path(__file__).parent.parent / "data" / "corpus"


@pytest.fixture(scope="module")
def made(small: dict[str, Register]) -> dict[WorkId, Work]:
    return works.assemble(listing.load(DATA / "works.yaml"), small)


def amendments(work: Work, act: str) -> list[Amendment]:
    return [amendment for amendment in work.amendments if amendment.act == act]


def test_held_is_what_has_a_register(made: dict[WorkId, Work]) -> None:
    assert [(entry.edition, entry.held) for entry in made["marker"].editions] == [
        ("1999-9001", False), ("2001-9010", True), ("2005-9020", True), ("2007-9040", False),
    ]  # fmt: skip


def test_a_consolidation_counts_from_its_date_and_an_order_from_its_own_day(made: dict[WorkId, Work]) -> None:
    assert made["marker"].listed("2001-9010").since == date(2001, 3, 1)
    assert made["forsoeg"].listed("2003-9030").since == date(2004, 1, 1)


def test_how_far_it_is_known_that_nothing_is_newer(made: dict[WorkId, Work]) -> None:
    editions = {entry.edition: entry for entry in made["marker"].editions}
    assert editions["1999-9001"].newest_until == date(2001, 2, 28), "2001-9010 says that it takes it over"
    assert editions["2001-9010"].newest_until == date(2002, 5, 20), "cited by the amending act of that day"
    assert editions["2005-9020"].newest_until == date(2005, 4, 1)
    order = made["forsoeg"].listed("2003-9030")
    assert order.newest_until == date(2006, 12, 31), "the next order says that it repeals it"


def test_amendments_are_complete_up_to_the_next_edition_whose_preamble_is_read(made: dict[WorkId, Work]) -> None:
    editions = {entry.edition: entry for entry in made["marker"].editions}
    assert editions["1999-9001"].complete_until == date(2001, 2, 28)
    assert editions["2001-9010"].complete_until == date(2001, 3, 1)


def test_an_amending_act_is_split_by_commencement(made: dict[WorkId, Work]) -> None:
    pieces = amendments(made["marker"], "2002-9005")
    assert [(piece.since, piece.points, len(piece.changes)) for piece in pieces] == [
        (date(2002, 7, 1), "1-2 og 4-5", 7), (date(2003, 1, 1), "3", 1),
    ]  # fmt: skip
    assert all(piece.held and piece.complete and piece.part == "Par1" for piece in pieces)
    assert {piece.taken_into for piece in pieces} == {"2005-9020"}, "the first consolidation after it took effect"


def test_an_amending_act_is_split_by_what_preambles_take_in_and_leave_out(made: dict[WorkId, Work]) -> None:
    (piece,) = amendments(made["marker"], "2000-9004")
    assert (piece.points, piece.taken_into, piece.held) == ("1-3 og 5", "2001-9010", False)


def test_what_is_written_by_hand_is_read_as_provisions(made: dict[WorkId, Work]) -> None:
    (piece,) = amendments(made["marker"], "2003-9006")
    assert [(change.how.value, change.unit) for change in piece.changes] == [
        ("indsætter", "Par1_Stk3"), ("ophæver", "Par2_Stk1_Num3"),
    ]  # fmt: skip
    assert not piece.held and piece.complete


def test_later_texts_come_from_preamble_and_commencement(made: dict[WorkId, Work]) -> None:
    assert [each.units for each in made["marker"].listed("2001-9010").later] == [("Par3_Stk2", "Kap2a")]
    later = made["forsoeg"].listed("2006-9031").later
    assert [(each.units, each.since) for each in later] == [(("Par3",), date(2007, 7, 1)), (("Par1",), None)]


def test_an_act_that_nobody_listed_is_a_work_of_its_own(small: dict[str, Register]) -> None:
    found = works.assemble((), small)
    titled = {work for work in found if not work.startswith(works.AMENDING)}
    assert titled == {"title:lov om prøvemarker", "title:bekendtgørelse om forsøg på prøvemarker"}
    assert [entry.edition for entry in found[WorkId("title:lov om prøvemarker")].editions] == ["2001-9010", "2005-9020"]


def test_an_amending_act_is_a_work_by_its_number(made: dict[WorkId, Work]) -> None:
    held, named = made[WorkId("act:2002-9005")], made[WorkId("act:2003-9006")]
    assert (held.title, held.editions[0].held, held.editions[0].since) == (
        "Lov om ændring af lov om prøvemarker", True, date(2002, 7, 1),
    )  # fmt: skip
    assert (named.title, named.editions[0].held) == ("lov nr. 9006 af 1. februar 2003", False)


def test_the_end_is_read_from_the_act_that_repeals(small: dict[str, Register]) -> None:
    entry = WorkEntry(
        WorkId("forsoeg"),
        "forsøg",
        (EditionEntry(EditionId("2003-9030")),),
        repealed=End(EditionId("2006-9031"), "prøve", names=EditionId("2003-9030")),
    )
    work = works.assemble([entry], small)[WorkId("forsoeg")]
    assert work.until == date(2006, 12, 31)
    assert work.editions[0].newest_until == date(2006, 12, 31)


def test_a_typed_fact_must_agree_with_the_register(small: dict[str, Register]) -> None:
    entry = WorkEntry(WorkId("marker"), "marker", (EditionEntry(EditionId("2001-9010"), signed=date(2001, 3, 2)),))
    with pytest.raises(UnusableInputError, match=r"works\.yaml, marker, 2001-9010: signed er skrevet som 2001-03-02"):
        works.assemble([entry], small)


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("works:\n  - {id: m, title: x}", "linje 2: feltet »editions« mangler"),
        ("works:\n  - id: m\n    title: x\n    editions: []\n    edition: y", "linje 5: feltet »edition« findes ikke"),
        ("works:\n  - id: m\n    title: x\n    editions:\n      - {edition: 2001-1, signed: 2001-13-45}", "linje 5"),
        ("works:\n  - {id: m, title: x, editions: []}\n  - {id: m, title: y, editions: []}", "m står to gange"),
        ("works: [", "ikke gyldig YAML"),
    ],
)
def test_a_wrong_list_is_told_by_line(tmp_path: Path, yaml: str, said: str) -> None:
    path = tmp_path / "works.yaml"
    path.write_text(yaml, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=said):
        listing.load(path)


def test_a_provision_that_is_none_is_told(small: dict[str, Register], tmp_path: Path) -> None:
    path = tmp_path / "works.yaml"
    path.write_text(
        "works:\n  - id: m\n    title: x\n    editions: []\n    amendments:\n"
        "      - {act: 2001-1, source: s, does: {repeals: [stykket]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(UnusableInputError, match=r"works\.yaml, m, 2001-1: »stykket« er ikke en bestemmelse"):
        works.assemble(listing.load(path), small)
