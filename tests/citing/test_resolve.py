"""What citations mean on a day."""

from datetime import date

import pytest

from lawtext.citing.citations import Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolution, Resolver, resolve
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import DoubtKind, Status
from tests.citing.conftest import NEW


def one(text: str, shelf: Shelf, day: date, place: Place | None = None) -> Resolution:
    (citation,) = find(text, Names(shelf.namings()), place)
    return resolve(citation, shelf, day)


def says(found: Resolution) -> str:
    """Units with their verdicts, in short."""
    return " ".join(f"{meant.unit}:{meant.verdict.status.name}" for meant in found.meant)


def test_a_title_means_the_act_of_the_day(memory_shelf: Shelf) -> None:
    text = "§ 2, nr. 3, i lov om broer m.v."
    old, new = one(text, memory_shelf, date(2009, 12, 31)), one(text, memory_shelf, date(2010, 1, 1))
    assert (old.work, old.edition, says(old)) == ("bro-2001", "2005-99", "Par2_Stk1_Num3:EXISTS")
    assert (new.work, new.verdict.status, new.negative) == ("bro-2010", Status.NO_SUCH_PROVISION, True)


def test_a_range_takes_in_lettered_units_and_a_repealed_one_is_said(memory_shelf: Shelf) -> None:
    found = one("§§ 3-4 i lov om broer", memory_shelf, date(2006, 1, 1))
    assert says(found) == "Par3:EXISTS Par3a:REPEALED Par3b:EXISTS Par4:EXISTS"
    assert not found.negative
    assert one("kapitel 2-3 i broloven", memory_shelf, date(2006, 1, 1)).meant[1].unit == "Kap2a"


def test_a_repealed_paragraph_cited_alone_is_negative(memory_shelf: Shelf) -> None:
    assert one("§ 3 a i lov om broer", memory_shelf, date(2006, 1, 1)).verdict.status is Status.REPEALED


def test_a_range_without_an_end_is_its_ends(memory_shelf: Shelf) -> None:
    found = one("§§ 3-77 i lov om kanaler", memory_shelf, date(2006, 1, 1))
    assert [meant.unit for meant in found.meant] == ["Par3", "Par77"]
    assert found.negative


def test_an_ambiguous_name_gives_the_choices(memory_shelf: Shelf) -> None:
    found = one("vandlovens § 1", memory_shelf, date(2012, 1, 1))
    assert found.verdict.status is Status.AMBIGUOUS
    assert found.verdict.choices == ("lov om broer m.v.", "lov om kanaler")
    assert found.meant == ()


def test_a_dating_tells_which_act_an_ambiguous_name_means(memory_shelf: Shelf) -> None:
    text = "vandloven, jf. lovbekendtgørelse nr. 7 af 4. april 2003"
    assert one(text, memory_shelf, date(2012, 1, 1)).work == "kanal"


def test_a_dating_means_the_act_of_that_consolidation_though_another_has_the_name_now(memory_shelf: Shelf) -> None:
    found = one("§ 1 i broloven, jf. lovbekendtgørelse nr. 99 af 2. marts 2005", memory_shelf, date(2012, 1, 1))
    assert (found.work, found.verdict.status, found.verdict.by, found.doubts) == (
        "bro-2001",
        Status.REPEALED,
        NEW,
        (),
    )


@pytest.mark.parametrize(
    ("title", "doubted"), [("om brogebyr", False), ("om brogebyr m.v.", False), ("om bro", False), ("om færger", True)]
)
def test_a_title_that_is_not_the_one_of_its_number_is_said(memory_shelf: Shelf, title: str, doubted: bool) -> None:
    found = one(f"bekendtgørelse nr. 529 af 23. maj 2011 {title}", memory_shelf, date(2012, 1, 1))
    assert (found.work, [doubt.kind for doubt in found.doubts]) == ("bek-bro", [DoubtKind.WRONG_DATE] * doubted)


def test_a_wrong_name_gives_the_act_with_the_right_name(memory_shelf: Shelf) -> None:
    found = one("§ 12 i lov om en kanal", memory_shelf, date(2012, 1, 1))
    assert (found.work, found.verdict.status) == ("kanal", Status.EXISTS)
    assert [(doubt.kind, doubt.about) for doubt in found.doubts] == [(DoubtKind.WRONG_NAME, "lov om kanaler")]


@pytest.mark.parametrize("text", ["§ 1 i lov om tog", "§ 1 i ukendtloven", "direktiv 98/26/EF, artikel 10", "§ 77"])
def test_what_is_not_on_the_shelf_is_not_known(memory_shelf: Shelf, text: str) -> None:
    found = one(text, memory_shelf, date(2012, 1, 1))
    assert found.verdict.status is Status.NOT_KNOWN
    assert found.verdict.why.endswith(".")
    assert not found.negative


def test_a_number_means_its_edition(memory_shelf: Shelf) -> None:
    found = one("§ 33, stk. 2, i bekendtgørelse nr. 529 af 23. maj 2011 om brogebyr", memory_shelf, date(2012, 1, 1))
    assert (found.work, says(found), found.doubts) == ("bek-bro", "Par33_Stk2:EXISTS", ())


@pytest.mark.parametrize(
    ("text", "status", "about"),
    [
        ("lov nr. 7 af 5. april 2003", Status.EXISTS, "2003-7"),
        ("lov nr. 7 af 4. april 2002", Status.NOT_KNOWN, "2003-7"),
        ("lov nr. 7 af 4. april 2002 om kanaler", Status.NO_SUCH_ACT, "2003-7"),
    ],
)
def test_a_number_that_contradicts_its_date_is_said(memory_shelf: Shelf, text: str, status: Status, about: str) -> None:
    found = one(text, memory_shelf, date(2004, 1, 1))
    assert found.verdict.status is status
    assert [(doubt.kind, doubt.about) for doubt in found.doubts] == [(DoubtKind.WRONG_DATE, about)]


def test_a_consolidation_of_another_act_is_said(memory_shelf: Shelf) -> None:
    found = one("lov om kanaler, jf. lovbekendtgørelse nr. 99 af 2. marts 2005", memory_shelf, date(2006, 1, 1))
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.WRONG_DATE]


def test_the_act_the_text_stands_in(memory_shelf: Shelf) -> None:
    place = Place(EditionId("2005-99"), UnitId("Par3_Stk1"))
    assert says(one("jf. stk. 2", memory_shelf, date(2006, 1, 1), place)) == "Par3_Stk2:EXISTS"
    missing = one("jf. § 44", memory_shelf, date(2006, 1, 1), place)
    assert missing.verdict.status is Status.NO_SUCH_PROVISION
    assert [doubt.kind for doubt in missing.doubts] == [DoubtKind.GUESSED]


def test_before_and_after_an_act_was_in_force(memory_shelf: Shelf) -> None:
    place = Place(EditionId("2005-99"))
    assert one("§ 1 i lov om kanaler", memory_shelf, date(1999, 1, 1)).verdict.status is Status.NOT_YET_IN_FORCE
    assert one("§ 1", memory_shelf, date(2012, 1, 1), place).verdict.status is Status.REPEALED


def test_a_resolver_gives_the_same_twice(memory_shelf: Shelf) -> None:
    resolver = Resolver(memory_shelf)
    (citation,) = find("§ 2, nr. 3, i broloven", Names(memory_shelf.namings()))
    assert resolver.resolve(citation, date(2006, 1, 1)) == resolver.resolve(citation, date(2006, 1, 1))
