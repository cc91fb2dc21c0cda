"""The derived concordance: on invented orders, and held against the hand-checked table of the real ones."""

import csv
from pathlib import Path

import pytest
import yaml

from lawtext.experiments.book import Book, load
from lawtext.experiments.concordance import concordance
from lawtext.experiments.correspondences import Basis, Concordance, Relation
from lawtext.law.ids import EditionId, canonical

OLD, NEW = EditionId("2018-529"), EditionId("2019-1184")
ROLES = {"waives": "fraviges", "target_group": "målgruppe", "preserved": "gælder fortsat"}


@pytest.fixture(scope="module")
def derived() -> Concordance:
    return concordance(load(), OLD, NEW)


@pytest.fixture(scope="module")
def table(shared: Path) -> list[dict[str, str]]:
    with (shared / "gold" / "waivers" / "CONCORDANCE.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _units(cell: str) -> frozenset[str]:
    return frozenset(":".join(canonical(end) for end in unit.split(":")) for unit in cell.split())


def _titles(shared: Path) -> dict[str, str]:
    acts = yaml.safe_load((shared / "gold" / "waivers" / f"{OLD}.yaml").read_text(encoding="utf-8"))["acts"]
    return {short: act["title"].lower() for short, act in acts.items()}


def test_every_row_of_the_hand_checked_table_is_derived(
    derived: Concordance, table: list[dict[str, str]], shared: Path
) -> None:
    titles = _titles(shared)
    want = {
        (
            row["old_source"].partition(" ")[2],
            row["new_source"].partition(" ")[2],
            ROLES[row["role"]],
            titles[row["law"]],
            _units(row["old_units"]),
            _units(row["new_units"]),
        )
        for row in table
        if row["level"] == "experiment" and row["role"] in ROLES
    }
    found = {
        (row.old_paragraph, row.new_paragraph or "", row.role.value, row.act, frozenset(row.old), frozenset(row.new))
        for row in derived.rows
    }
    assert want <= found
    # The table leaves out persons that both orders describe by the same provision of another act (§§ 7 and 37).
    assert {(row[0], row[4] == row[5]) for row in found - want} == {("Par7", True), ("Par37", True)}


def test_a_pair_of_groups_is_right_or_open_and_never_wrong(derived: Concordance, table: list[dict[str, str]]) -> None:
    gold = {
        (canonical(row["old_units"]), canonical(row["new_units"]))
        for row in table
        if row["level"] == "unit" and row["law"] == "LAB" and row["old_units"].startswith("Par2_Num")
    }
    pairs = {(pair.old, pair.new) for pair in derived.pairs if pair.basis is Basis.COMPANY}
    left = {(old, new) for one in derived.open for old in one.old for new in one.new}
    assert pairs <= gold
    assert gold - pairs <= left
    assert len(pairs) == 10


def test_the_slip_in_section_8_is_seen(derived: Concordance) -> None:
    """ERRORS.md B5: aktivitetsparate on uddannelseshjælp have gone, jobafklaring has come in."""
    says = {one.experiment: one.says for one in derived.deviations}
    assert "§ 2, nr. 13, svarer ellers til § 6, nr. 5" in says["praktik-smaa-miljoeer"]
    assert "uden modstykke" in says["praktik-smaa-miljoeer"]
    assert "ressourceforloeb-forlaenget" not in says
    assert "jobrotation" not in says


def test_an_experiment_that_is_gone_has_rows_without_new_units(derived: Concordance) -> None:
    gone = {row.experiment for row in derived.rows if row.relation is Relation.DROPPED}
    assert gone == {
        "vejledning-over-6-uger", "mentorstoette-fritagelse", "mentorstoette-kadence", "mentoraftale",
        "jobsamtaler-uddannelseshjaelp",
    }  # fmt: skip
    assert all(not row.new for row in derived.rows if row.relation is Relation.DROPPED)


def test_two_orders_with_the_same_numbers_have_nothing_to_pair() -> None:
    same: Book = load()
    found = concordance(same, OLD, OLD)
    assert {row.relation for row in found.rows} == {Relation.SAME}
    assert (found.pairs, found.open, found.deviations) == ((), (), ())
