"""The five real orders: what the program finds by itself against the hand check of them (gold/waivers/ERRORS.md)."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from lawtext import reading
from lawtext.cli.waiver_lint import _fits
from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments.book import Book, load
from lawtext.experiments.faults.checked import Checked
from lawtext.experiments.faults.find import find
from lawtext.experiments.faults.held_texts import HeldTexts
from lawtext.experiments.faults.standing import unsettled
from lawtext.experiments.orders import read_order
from lawtext.experiments.reach import Acts

NEEDS_TEXT = "needs the act's text"
CAN_BE_SEEN = {
    # ERRORS.md's number: order, place, class, how many units
    "A1": ("2018-529", "Par5_Stk2", "wrong"),
    "A2": ("2018-529", "Par28_Stk5_Num2", "stale"),
    "A4": ("2018-529", "Par36_Stk2", "wrong"),
    "A5": ("2018-529", "Par18_Stk2", "imprecise"),
    "A8 § 4": ("2018-529", "Par4_Stk1", "no effect"),
    "A8 § 29": ("2018-529", "Par29_Stk1", "no effect"),
    "A9": ("2018-529", "Par16_Stk2", "no effect"),
    "A9, the next order": ("2019-1184", "Par15_Stk1", "no effect"),
    "B0": ("2017-603", "Par11", "internal"),
    "B1 2017-603": ("2017-603", "Par5_Stk2", "wrong"),
    "B1 2017-1255": ("2017-1255", "Par5_Stk2", "wrong"),
    "B1 2019-1184": ("2019-1184", "Par5_Stk2", "wrong"),
    "B4": ("2019-1184", "Par29_Stk4", "wrong"),
    "B6": ("2019-1184", "Par31", "internal"),
    "B11": ("2013-1485", "Par3_Stk3_Num1", "wrong"),
}
"""Every error of ERRORS.md that registers and texts at hand can show.

Not among them: A3, B2, B3 (the orders they cite are not held: said as not known); B5 and A6 (what was meant stands in
another order, or in nobody's text); A14 (the words »for så vidt angår« make the limit, the citation is right); B0a, B7,
B9, A7, A13 and A15 (observations, no errors).
"""
READ_BY_US = {
    # A8 holds for the same words in the orders before; § 35 was repealed the day order 1485/2013 took effect
    # (lov 895/2013 § 1, nr. 56, and § 9, stk. 1).
    ("2017-603", "Par4_Stk1", "no effect"),
    ("2017-603", "Par15_Stk1", "no effect"),
    ("2017-1255", "Par4_Stk1", "no effect"),
    ("2017-1255", "Par19_Stk1", "no effect"),
    ("2013-1485", "Par10_Stk2", "stale"),
}
ORDERS = ("2013-1485", "2017-603", "2017-1255", "2018-529", "2019-1184")


Check = Callable[[str, Iterable[Path]], Checked]


@pytest.fixture(scope="module")
def check(shared: Path, shelf: SqliteShelf) -> Check:
    book: Book = load()
    acts = Acts(shelf, book.by_hand)

    def checked(name: str, folders: Iterable[Path]) -> Checked:
        edition = reading.read(shared / "corpus" / "text" / f"{name}.txt")
        return Checked(edition, read_order(edition, book, acts), acts, HeldTexts(folders))

    return checked


def test_every_error_that_can_be_seen_is_found_and_nothing_else(check: Check, shared: Path) -> None:
    found = {
        (name, fault.at, fault.kind.value)
        for name in ORDERS
        for fault in find(check(name, [shared / "corpus" / "lexdania", shared / "corpus" / "text"]), _fits)
    }
    assert found == set(CAN_BE_SEEN.values()) | READ_BY_US


def test_without_the_texts_only_what_words_show_is_missing(
    check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = {(fault.at, fault.kind.value) for fault in find(check("2018-529", ()), _fits)}
    wanted = {(at, kind) for order, at, kind in CAN_BE_SEEN.values() if order == "2018-529"}
    assert wanted - found == {("Par5_Stk2", "wrong"), ("Par16_Stk2", "no effect")}


def test_numbers_of_an_order_replaced_the_same_day_are_said_to_be_perhaps_stale(check: Check) -> None:
    says = {one.at: one.says for one in unsettled(check("2018-529", ()))}
    assert "977" in says["Par33_Stk4_Num2"]
    assert "kan være forældede" in says["Par33_Stk4_Num2"]


def test_every_waived_unit_stands_or_is_a_fault_or_is_not_known(check: Check, shared: Path) -> None:
    """Nothing is passed over: what is no fault and not open resolves to a provision that exists that day."""
    for name in ORDERS:
        checked = check(name, [shared / "corpus" / "lexdania", shared / "corpus" / "text"])
        told = {fault.at for fault in find(checked)} | {one.at for one in unsettled(checked)}
        for waiver in checked.experiments:
            for cited in waiver.waives:
                act = checked.act(cited)
                for unit in cited.units if cited.at not in told else ():
                    assert act.work
                    verdict = checked.acts.library.standing(act.work.id, unit.partition(":")[0], checked.day)  # type: ignore[arg-type]
                    assert verdict.status.value == "exists", (name, cited.at, unit)
