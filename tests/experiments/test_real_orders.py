"""The real orders against the hand-checked maps and the hand check of order 529/2018 § 33."""

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
import yaml

from lawtext import reading
from lawtext.corpus.shelf import SqliteShelf
from lawtext.errors import UsageError
from lawtext.experiments.book import Book, load
from lawtext.experiments.citations import finder, with_editions
from lawtext.experiments.concerns import GroupsIn, concerns
from lawtext.experiments.reach import Acts
from lawtext.experiments.read import read
from lawtext.experiments.stored import yaml_text
from lawtext.experiments.waivers import Order
from lawtext.law.ids import EditionId, UnitId, UnitRange

CORPUS = Path(__file__).parents[2] / "corpus"
ORDERS = ("2013-1485", "2017-603", "2017-1255", "2018-529", "2019-1184")


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


@pytest.fixture(scope="module")
def read_order(shared: Path, shelf: SqliteShelf, book: Book) -> Callable[[str], Order]:
    """An order read from its text, as `lawtext waivers read` reads it."""
    done: dict[str, Order] = {}
    acts = Acts(shelf)

    def base(written: str) -> str:
        try:
            return book.registry.municipality(written)
        except UsageError:
            return written

    def edition_of(title: str, day: date) -> EditionId | None:
        entry = acts.listed(title, day)
        return entry.edition if entry else None

    def order(name: str) -> Order:
        if name not in done:
            edition = reading.read(shared / "corpus" / "text" / f"{name}.txt")
            done[name] = with_editions(read(edition, finder(edition.id, shelf.namings()), base), edition_of)
        return done[name]

    return order


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_waivers", shared / "score" / "waivers.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ORDERS)
def test_every_paragraph_is_as_the_hand_checked_map_has_it(
    name: str, shared: Path, read_order: Callable[[str], Order], scorer: ModuleType
) -> None:
    """The floor is what was measured: all of it."""
    gold = yaml.safe_load((shared / "gold" / "waivers" / f"{name}.yaml").read_text(encoding="utf-8"))
    order = read_order(name)
    wrong = []
    for row in (row for row in gold["records"] if row["kind"] == "experiment"):
        got = order.waiver(row["paragraph"])
        assert got
        assert got.kind == "experiment"
        for field in ("waives", "target_group"):
            have = scorer.members(msgspec.to_builtins(getattr(got, field)), {})
            if scorer.members(row[field], gold["acts"]) != have:
                wrong.append((row["paragraph"], field))
        if got.operation != row["operation"] or bool(got.reports) != row["reports_to_minister"]:
            wrong.append((row["paragraph"], "operation or report"))
        if sorted(_municipalities(order, row["paragraph"])) != sorted(row["municipalities"]):
            wrong.append((row["paragraph"], "municipalities"))
    assert wrong == []


@pytest.mark.parametrize("name", ORDERS)
def test_the_frame_is_as_the_map_has_it(name: str, shared: Path, read_order: Callable[[str], Order]) -> None:
    dates = yaml.safe_load((shared / "gold" / "waivers" / f"{name}.yaml").read_text(encoding="utf-8"))["dates"]
    order = read_order(name)
    assert order.expiry
    found: dict[str, Any] = {
        "in_force": str(order.in_force),
        "trial_from": str(order.runs_from) if order.runs_from else None,
        "trial_to": str(order.expiry.day),
        "start_deadline": str(order.start_by) if order.start_by else None,
        "repeals": list(order.repeals),
    }
    assert found == {key: dates[key] for key in found}


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_shipped_is_what_is_read_today(name: str, read_order: Callable[[str], Order]) -> None:
    assert yaml_text(read_order(name)) == (CORPUS / "waivers" / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ORDERS)
def test_a_correction_by_hand_differs_from_what_is_read(
    name: str, read_order: Callable[[str], Order], book: Book
) -> None:
    shipped = book.order(EditionId(name))
    assert shipped
    for correction in shipped.by_hand.corrected:
        assert read_order(name).waiver(correction.waiver.paragraph) != correction.waiver


HAND = {
    # order 529/2018 § 33 in LBK 1342/2016, then order 1184/2019 § 30 in lov 548/2019 (domain/decision-letters.md)
    ("2016-1342", "Par2", "Par85"): {"Par85_Stk1": "1", "Par85_Stk2": "1", "Par85_Stk3": "1"},
    ("2016-1342", "Par2", "Par87:Par88"): {"Par87_Stk1": "1", "Par88_Stk1": "1"},
    ("2016-1342", "Par2", "Par92"): {"Par92_Stk1": "2", "Par92_Stk2": "3", "Par92_Stk3": "2 3"},
    ("2016-1342", "Par2", "Par93"): {"Par93_Stk1": "3"},
    ("2016-1342", "Par2", "Par94"): {"Par94_Stk1": "2 3"},
    ("2016-1342", "Par2", "Par96"): {"Par96_Stk1": "2", "Par96_Stk2": "3", "Par96_Stk3": "3", "Par96_Stk4": "2 3"},
    ("2016-1342", "Par2", "Par96a:Par96c"): {
        "Par96a_Stk1": "12 13",
        "Par96b_Stk1": "12 13",
        "Par96b_Stk2": "12 13",
        "Par96c_Stk1": "13",
    },
    ("2019-548", "Par6", "Par102"): {f"Par102_Stk{number}": "1 2 3" for number in range(1, 6)},
    ("2019-548", "Par6", "Par105"): {f"Par105_Stk{number}": "4 5" for number in range(1, 6)},
}


@pytest.mark.parametrize(("asked", "want"), HAND.items(), ids=[unit for _, _, unit in HAND])
def test_a_waived_provision_concerns_the_groups_that_the_hand_check_has(
    asked: tuple[str, str, str], want: dict[str, str], shelf: SqliteShelf, book: Book
) -> None:
    edition, groups, cited = asked
    first, _, last = cited.partition(":")
    ends = UnitRange(UnitId(first), UnitId(last))
    units = shelf.members(EditionId(edition), ends) if last else (UnitId(first),)
    found = {
        one.unit: " ".join(group.rpartition("Num")[2] for group in one.groups)
        for unit in units
        for one in concerns(shelf, EditionId(edition), unit, GroupsIn(UnitId(groups)), book.by_hand)
    }
    assert found == want


def _municipalities(order: Order, paragraph: str) -> set[str]:
    waiver = order.waiver(paragraph)
    assert waiver
    listed = [one.municipalities for number in waiver.networks if (one := order.network(number))]
    return set(waiver.municipalities) or {name for names in listed for name in names}
