"""The rules beside the templates hold against the law: each citation stands on the first and last day it is used."""

from datetime import date, timedelta

import pytest

from lawtext.corpus.shelf import open_shelf
from lawtext.drafting.cite import Citer
from lawtext.drafting.contracts import Basis, Cites, ComplaintRule, Templates
from lawtext.drafting.letters import Cited, in_act
from lawtext.experiments.book import load
from lawtext.experiments.tables import tables
from lawtext.experiments.within import within
from lawtext.law.verdicts import Status

CONTRACT = Templates().contract("hold")
COMPLAINTS = Templates().complaints()
DAYS = {"2018-529": (date(2018, 7, 1), date(2019, 12, 31)), "2019-1184": (date(2020, 1, 1), date(2020, 7, 1))}
ORDERS = {basis.order: basis.acts["order"] for basis in CONTRACT.bases}
READ_ON = date(2018, 9, 3)


@pytest.fixture(scope="module")
def citer() -> Citer:
    return Citer(open_shelf(None, tables()))


def _cites(basis: Basis) -> list[tuple[str, Cites]]:
    found = [
        ("basis", basis.basis),
        *(("under", {"order": one}) for one in basis.under),
        ("report", basis.report),
        ("jobcenter", basis.jobcenter),
        ("other unit", basis.other_unit),
    ]
    for group in basis.groups:
        found.append((group.group, {"lab": group.group}))
        found += [(group.group, stage.on_hold) for stage in group.stages]
        found += [(group.group, item.cites) for item in group.unchanged]
    return found


CITED = [
    (basis.acts[act], provisions, day)
    for basis in CONTRACT.bases
    for _, cites in _cites(basis)
    for act, provisions in cites.items()
    for day in DAYS[basis.order]
]


@pytest.mark.parametrize(("act", "provisions", "day"), CITED)
def test_a_provision_of_the_letter_stands_as_long_as_its_order(
    citer: Citer, act: str, provisions: str, day: date
) -> None:
    cited = citer.cite(act, provisions, day)
    assert cited.status is Status.EXISTS, cited.why


def test_the_days_are_those_of_the_orders() -> None:
    registry = load().registry
    for order, (first, _) in DAYS.items():
        entry = registry.order(order)
        assert entry
        assert entry.since == first


def test_what_was_set_aside_before_was_there_on_that_day(citer: Citer) -> None:
    for basis in CONTRACT.bases:
        for group in basis.groups:
            for item in group.unchanged:
                for act, provisions in item.new_since.cites.items() if item.new_since else ():
                    cited = citer.cite(basis.acts[act], provisions, item.new_since.day)
                    assert cited.status is Status.EXISTS
                    assert _waived_on(item.new_since.day, cited)


def _waived_on(day: date, cited: Cited) -> bool:
    """Whether the experiment's paragraph of that day's order sets all of it aside."""
    book = load()
    order = book.order_on(day).edition
    waiver = book.waiver(order, book.experiment(CONTRACT.experiment).paragraphs[order])
    assert waiver
    units = [unit for one in waiver.waives if one.title == cited.act for unit in one.units]
    return all(within(tuple(units), str(unit)) for unit in cited.units)


@pytest.mark.parametrize("rule", COMPLAINTS.rules, ids=lambda rule: f"{rule.act}, {rule.decided_by}, {rule.cites}")
def test_a_complaint_rule_stands_on_a_day_it_was_read_for(citer: Citer, rule: ComplaintRule) -> None:
    day = rule.since or READ_ON
    assert rule.holds_on(day)
    cited = citer.cite(rule.act, rule.cites, day)
    assert cited.status is Status.EXISTS, cited.why
    if rule.through:
        through = citer.cite(ORDERS[rule.through], rule.through_cites, day)
        assert through.status is Status.EXISTS, through.why
        assert through.edition == rule.through


@pytest.mark.parametrize("name", COMPLAINTS.procedures)
def test_a_procedure_stands(citer: Citer, name: str) -> None:
    procedure = COMPLAINTS.procedures[name]
    assert citer.cite(procedure.act, procedure.cites, READ_ON).status is Status.EXISTS
    assert procedure.weeks == 4


def test_the_complaint_rules_of_lab_meet_without_a_gap() -> None:
    act = "lov om en aktiv beskæftigelsesindsats"
    for decided_by in ("jobcenter", "other unit"):
        last, first = (COMPLAINTS.rule(act, decided_by, day) for day in (date(2019, 12, 31), date(2020, 1, 1)))
        assert last
        assert first
        assert (last.cites, first.cites) == ("§ 128, stk. 1-2", "§ 204, stk. 1-2")
        assert last.until
        assert first.since == last.until + timedelta(days=1)


def test_every_requirement_and_rule_has_a_source() -> None:
    assert all(needed.source and needed.says.endswith(".") for needed in CONTRACT.requires)
    assert all(basis.read for basis in CONTRACT.bases)
    assert all(rule.read for rule in (*COMPLAINTS.rules, *COMPLAINTS.procedures.values()))
    assert all(field.help.endswith(".") for field in CONTRACT.fields)


@pytest.mark.parametrize(
    ("provisions", "written"),
    [
        ("§ 85", "§ 85 i lov om leg"),
        ("§ 2, nr. 13", "§ 2, nr. 13, i lov om leg"),
        ("§§ 2, 5 og 9", "§§ 2, 5 og 9 i lov om leg"),
        ("§ 36, stk. 1, og § 104", "§ 36, stk. 1, og § 104 i lov om leg"),
        ("kapitel 7 og § 18 a, stk. 1", "kapitel 7 og § 18 a, stk. 1, i lov om leg"),
        ("§ 22, stk. 1, og kap. 9", "§ 22, stk. 1, og kap. 9 i lov om leg"),
    ],
)
def test_the_comma_before_the_act(provisions: str, written: str) -> None:
    assert in_act(provisions, "lov om leg") == written
