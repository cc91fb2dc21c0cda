"""The shipped waivers: what was read, what people say of it, and that neither hides the other."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from lawtext.errors import UnusableInputError
from lawtext.experiments.book import load
from lawtext.experiments.sources import Folder
from lawtext.experiments.stored import shipped, yaml_text
from lawtext.experiments.waivers import FaultKind, Operation, Order, ParagraphKind
from lawtext.law.ids import EditionId, UnitId, steps
from lawtext.typed_yaml import load as load_yaml

CORPUS = Path(__file__).parents[2] / "corpus"
SMALL = Path(__file__).parents[1] / "data" / "experiments"
HELD = sorted(path.stem for path in (CORPUS / "waivers").glob("*.yaml"))
EXPERIMENTS = {"2018-529": [*range(3, 25), *range(26, 35), 36, 37], "2019-1184": [*range(3, 22), *range(23, 31), 32]}


@pytest.fixture(params=HELD)
def order(request: pytest.FixtureRequest) -> Order:
    return load_yaml(CORPUS / "waivers" / f"{request.param}.yaml", Order)


def test_the_five_orders_are_shipped() -> None:
    assert HELD == ["2013-1485", "2017-1255", "2017-603", "2018-529", "2019-1184"]


def test_what_is_written_is_read_back_the_same(order: Order, tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text(yaml_text(order), encoding="utf-8")
    assert load_yaml(tmp_path / "order.yaml", Order) == order
    assert yaml_text(order) == (CORPUS / "waivers" / f"{order.edition}.yaml").read_text(encoding="utf-8")


def test_every_experiment_waives_something_for_a_network(order: Order) -> None:
    for waiver in order.waivers:
        if waiver.kind is ParagraphKind.EXPERIMENT:
            assert waiver.waives, waiver.paragraph
            assert waiver.networks, waiver.paragraph
            assert waiver.operation not in (None, Operation.PERMIT, Operation.NONE), waiver.paragraph


@pytest.mark.parametrize("edition", EXPERIMENTS)
def test_the_experiments_of_an_order_are_all_there(edition: str) -> None:
    order = load_yaml(CORPUS / "waivers" / f"{edition}.yaml", Order)
    found = [waiver.paragraph for waiver in order.waivers if waiver.kind is ParagraphKind.EXPERIMENT]
    assert found == [f"Par{number}" for number in EXPERIMENTS[edition]]


def test_units_are_ids(order: Order) -> None:
    for waiver in order.waivers:
        for one in (*waiver.waives, *waiver.target_group, *waiver.preserved):
            assert one.units
            assert all(steps(end) for unit in one.units for end in unit.split(":"))


def test_the_registry_names_the_experiments_of_every_order(order: Order) -> None:
    book = load()
    named = {
        paragraph
        for one in book.registry.experiments
        for edition, paragraph in one.paragraphs.items()
        if edition == order.edition
    }
    if order.edition != "2013-1485":
        assert named == {waiver.paragraph for waiver in order.waivers if waiver.kind is ParagraphKind.EXPERIMENT}


def test_the_registry_agrees_with_the_orders_on_networks_and_dates(order: Order) -> None:
    registry = load().registry
    entry = registry.order(order.edition)
    assert entry is not None
    assert entry.since == order.in_force
    assert order.expiry is not None
    assert entry.runs_until == order.expiry.day
    for network in order.networks:
        same = [one for one in registry.networks if one.in_orders.get(order.edition) == network.number]
        assert len(same) == 1
        assert {member.name for member in same[0].members} == set(network.municipalities)


def test_the_stale_citation_of_order_529_paragraph_33_bars_its_item_alone() -> None:
    found = load().order(EditionId("2018-529"))
    assert found is not None
    assert [fault.kind for fault in found.faults(UnitId("Par33_Stk4_Num2"), "Par134")] == [FaultKind.STALE]
    assert found.faults(UnitId("Par33_Stk4_Num1"), "Par96b") == ()


def test_a_fault_of_some_units_leaves_the_others_alone() -> None:
    found = load().order(EditionId("2018-529"))
    assert found is not None
    item = UnitId("Par29_Stk5_Num2")
    assert [len(found.faults(item, unit)) for unit in ("Par35", "Par36", "Par38")] == [0, 0, 1]


def test_a_correction_stands_in_the_place_of_what_was_read(tmp_path: Path) -> None:
    _copy(SMALL / "waivers", tmp_path / "waivers")
    (tmp_path / "waivers" / "by-hand" / "2001-20.yaml").write_text(
        "order: 2001-20\n"
        "corrected:\n"
        "- why: Paragraffen siger noget andet.\n"
        "  source: opdigtet\n"
        "  waiver: {order: 2001-20, paragraph: Par4, kind: experiment, operation: extend, networks: [1]}\n",
        encoding="utf-8",
    )
    found = shipped(Folder(tmp_path), EditionId("2001-20"))
    assert found is not None
    waiver = found.waiver("Par4")
    assert waiver is not None
    assert waiver.operation is Operation.EXTEND
    assert waiver.waives == ()


@dataclass(frozen=True)
class Spoilt:
    """A file by hand that can't be used, and what is said."""

    text: str
    says: str


SPOILT = [
    Spoilt("order: 2001-21\n", "filen er om 2001-21"),
    Spoilt("order: 2001-20\nconfirmed: [Par99]\n", "Par99 findes ikke"),
    Spoilt("order: 2001-20\nfaults:\n- {at: Par3, kind: slem, says: x, source: y}\n", "linje 3: 'slem' er ikke en af"),
    Spoilt("order: 2001-20\nfaults:\n- {at: Par3, kind: stale, says: x}\n", "linje 3: feltet »source« mangler"),
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_file_by_hand_is_told_by_file_and_place(spoilt: Spoilt, tmp_path: Path) -> None:
    _copy(SMALL / "waivers", tmp_path / "waivers")
    (tmp_path / "waivers" / "by-hand" / "2001-20.yaml").write_text(spoilt.text, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=spoilt.says):
        shipped(Folder(tmp_path), EditionId("2001-20"))


def _copy(source: Path, target: Path) -> None:
    (target / "by-hand").mkdir(parents=True)
    for path in source.rglob("*.yaml"):
        (target / path.relative_to(source)).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
