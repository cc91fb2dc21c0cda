"""The rules beside the templates hold against the law: each citation stands on the first and last day it is used."""

from datetime import date, timedelta

import pytest

from lawtext.corpus.shelf import open_shelf
from lawtext.drafting.bases import Basis, Cites
from lawtext.drafting.cite import Citer
from lawtext.drafting.complaints import ComplaintRule
from lawtext.drafting.contracts import Templates
from lawtext.drafting.letters import Cited, in_act
from lawtext.experiments.book import load
from lawtext.experiments.tables import tables
from lawtext.experiments.within import within
from lawtext.law.verdicts import Status

TEMPLATES = Templates()
CONTRACTS = [TEMPLATES.contract(name) for name in TEMPLATES.types()]
CONTRACT = TEMPLATES.contract("hold")
COMPLAINTS = TEMPLATES.complaints()
DAYS = {"2018-529": (date(2018, 7, 1), date(2019, 12, 31)), "2019-1184": (date(2020, 1, 1), date(2020, 7, 1))}
ORDERS = {basis.order: basis.acts["order"] for basis in CONTRACT.bases}
READ_ON = date(2018, 9, 3)


@pytest.fixture(scope="module")
def citer() -> Citer:
    return Citer(open_shelf(None, tables()))


def _cites(basis: Basis) -> list[Cites]:
    """Every designation of a basis; its groups and what they add among them."""
    found = [*basis.rules.values(), *({"order": one} for one in basis.under)]
    found += [item.cites for item in basis.unchanged]
    for group in basis.groups:
        found += [{basis.group_act: group.group}, *group.rules.values()]
        found += [stage.on_hold for stage in group.stages]
        found += [item.cites for item in group.unchanged]
    return found


def _days(basis: Basis) -> tuple[date, ...]:
    """The first and last day it is used: its order's, cut by its own; one day where it has no end."""
    first, last = DAYS.get(basis.order or "", (None, None))
    first = max(filter(None, (first, basis.since)), default=READ_ON)
    last = min(filter(None, (last, basis.until)), default=first)
    return tuple(dict.fromkeys((first, last)))


CITED = sorted(
    {
        (basis.acts[act], provisions, day)
        for contract in CONTRACTS
        for basis in contract.bases
        if not basis.draft_because
        for cites in _cites(basis)
        for act, provisions in cites.items()
        for day in _days(basis)
    }
)


@pytest.mark.parametrize(("act", "provisions", "day"), CITED)
def test_a_provision_of_the_letter_stands_as_long_as_its_order(
    citer: Citer, act: str, provisions: str, day: date
) -> None:
    """Or the text of that day is not held: then the letter is a draft and says so."""
    cited = citer.cite(act, provisions, day)
    not_held = cited.status is Status.NOT_KNOWN and cited.why.endswith("i korpus.")
    assert cited.status is Status.EXISTS or not_held, cited.why


def test_only_what_is_known_not_to_be_held_is_not_known(citer: Citer) -> None:
    """A rule whose verdict is lost by another edition or register is told, so that its letters don't become drafts."""
    unknown = {act for act, provisions, day in CITED if citer.cite(act, provisions, day).status is not Status.EXISTS}
    assert unknown == {
        "lov om en aktiv beskæftigelsesindsats",
        "lov om aktiv socialpolitik",
        "lov om sygedagpenge",
        "lov om retssikkerhed og administration på det sociale område",
    }


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
    waiver = book.waiver(order, book.experiment(CONTRACT.experiments[""]).paragraphs[order])
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
    for contract in CONTRACTS:
        assert all(needed.source and needed.says.endswith(".") for needed in contract.requires)
        assert all(basis.read for basis in contract.bases)
        assert all(length.source for length in contract.lengths)
        assert all(field.help.endswith(".") for field in contract.fields)
    assert all(rule.read for rule in (*COMPLAINTS.rules, *COMPLAINTS.procedures.values()))


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
