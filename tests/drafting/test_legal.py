"""What the law of a letter guards against: rules that are wrong, or were read in another edition than counts."""

from datetime import date

import pytest
from msgspec.structs import replace

from lawtext.corpus.shelf import open_shelf
from lawtext.drafting.cases import Document
from lawtext.drafting.cite import Citer
from lawtext.drafting.complaints import Complaints
from lawtext.drafting.contracts import Contract, Templates
from lawtext.drafting.legal import Facts, GivenProvision, Legal, Sources, legal
from lawtext.drafting.letters import ReasonKind
from lawtext.experiments.book import load
from lawtext.experiments.reach import Acts
from lawtext.experiments.registry import LocalDecision
from lawtext.experiments.tables import tables

TEMPLATES = Templates()
CONTRACT, COMPLAINTS = TEMPLATES.contract("hold"), TEMPLATES.complaints()
DECISION = LocalDecision("Byrådet", date(2018, 6, 25), "kommunens hjemmeside", stated_by="Fredensborg")
FACTS = Facts(
    day=date(2018, 9, 3),
    municipality="Fredensborg Kommune",
    group="§ 2, nr. 13",
    offered_before=None,
    jobcenter=True,
    document=Document.DECISION,
    given=(GivenProvision("effort", "lov om social service", "§ 85"),),
    decision=DECISION,
)


@pytest.fixture(scope="module")
def sources() -> Sources:
    shelf = open_shelf(None, tables())
    book = load()
    return Sources(Acts(shelf, book.by_hand), book, Citer(shelf).cite)


def made(
    sources: Sources, contract: Contract = CONTRACT, complaints: Complaints = COMPLAINTS, facts: Facts = FACTS
) -> Legal:
    return legal(contract, complaints, sources, facts)


def with_basis(**changes: object) -> Contract:
    return replace(CONTRACT, bases=(replace(CONTRACT.bases[0], **changes), *CONTRACT.bases[1:]))


def with_main(provisions: str) -> Contract:
    return with_basis(rules={**CONTRACT.bases[0].rules, "basis": {"order": provisions}})


def with_on_hold(provisions: str) -> Contract:
    group = CONTRACT.bases[0].groups[0]
    stage = replace(group.stages[0], on_hold={"lab": provisions})
    return with_basis(groups=(replace(group, stages=(stage,)),))


def test_nothing_stands_against_the_rules_as_they_are(sources: Sources) -> None:
    assert made(sources).against == ()


@pytest.mark.parametrize(
    ("contract", "kind", "says"),
    [
        (with_main("§ 33, stk. 1, 2 og 4"), ReasonKind.PROVISION, "§ 134"),
        (with_main("§ 33"), ReasonKind.PROVISION, "§ 134"),
        (with_main("§ 333"), ReasonKind.PROVISION, "§ 333 findes ikke"),
        (with_on_hold("§ 92, stk. 2"), ReasonKind.GROUP, "den angår ikke personens målgruppe"),
        (with_on_hold("§ 91 a, stk. 1"), ReasonKind.GROUP, "forsøget fraviger den ikke"),
        (with_on_hold("§ 95"), ReasonKind.PROVISION, "ophævet"),
        (
            with_basis(read_in={"order": ("2018-529",), "lab": ("2015-807",)}),
            ReasonKind.PROVISION,
            "kun læst i 2015-807",
        ),
    ],
)
def test_a_wrong_rule_makes_a_draft(sources: Sources, contract: Contract, kind: ReasonKind, says: str) -> None:
    against = made(sources, contract).against
    assert any(reason.kind is kind and says in reason.says for reason in against), against


def test_complaint_rules_read_elsewhere_make_a_draft(sources: Sources) -> None:
    rules = tuple(replace(rule, read_in=("2011-710",)) for rule in COMPLAINTS.rules)
    against = made(sources, complaints=replace(COMPLAINTS, rules=rules)).against
    assert [reason.kind for reason in against] == [ReasonKind.PROVISION]
    assert "kun læst i 2011-710; den dag gjaldt 2016-1342" in against[0].says


def test_no_complaint_rule_makes_a_draft(sources: Sources) -> None:
    against = made(sources, complaints=replace(COMPLAINTS, rules=())).against
    assert any("Klagereglen i lov om en aktiv beskæftigelsesindsats er ikke læst" in reason.says for reason in against)


def test_what_tells_of_the_help_is_marked_personal(sources: Sources) -> None:
    against = made(
        sources, facts=replace(FACTS, given=(GivenProvision("effort", "lov om social service", "§ 850"),))
    ).against
    assert [(reason.personal, reason.public) for reason in against] == [(True, "Bestemmelse: se brevet.")]


def test_the_municipality_may_be_written_in_full(sources: Sources) -> None:
    assert made(sources) == made(sources, facts=replace(FACTS, municipality="fredensborg"))
