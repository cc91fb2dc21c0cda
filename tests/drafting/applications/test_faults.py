"""What is found in plans: each rule by a plan that breaks it, and nothing else of that rule by the example."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from lawtext.drafting import plans
from lawtext.drafting.applications import Applicant
from lawtext.drafting.plans import Approval, Decision, Indicator, Network, Period, Plan, Row
from lawtext.experiments.waivers import Operation
from tests.drafting.conftest import EXAMPLES
from tests.drafting.word import part


def rules(applicant: Applicant, plan: Plan) -> set[str]:
    return {one.rule for one in applicant.application(plan).findings}


@pytest.mark.parametrize(
    ("provisions", "rule", "says"),
    [
        ("LAB § 999", "no-such-provision", "§ 999 findes ikke"),
        ("LAB kap. 5 z", "not-checked", "findes ikke"),
        ("LAB kap. 11 a", "repealed", "ophævet"),
        ("paragraf toogtyve", "unread", "kan ikke læses"),
        ("LAB § 22, stk. 99", "no-such-provision", "stk. 99, findes ikke"),
        ("LAB § 22 og lidt til", "unread", "»lidt til« ikke læses"),
        ("lov om leg § 3", "not-checked", "ikke i korpus"),
    ],
)
def test_a_provision_that_cannot_stand_is_found(applicant: Applicant, provisions: str, rule: str, says: str) -> None:
    row = Row("Aktive tilbud", (provisions,), "Krav", ("Hindrer",), Operation.SUSPEND)
    plan = Network(title="Prøve", date=date(2016, 4, 15), rows=(row,), indicators=(Indicator("Antal", "10"),))
    found = [
        one
        for one in applicant.application(plan).findings
        if one.rule not in ("missing-field", "unanswered-limit", "chapter-misfit")
    ]
    assert [one.rule for one in found] == [rule]
    assert says in found[0].says


@pytest.mark.parametrize(
    ("example", "rule", "changed"),
    [
        ("ansoegning-runde-2", "after-deadline", {"round": 1}),
        ("ansoegning-runde-2", "no-such-round", {"round": 4}),
        ("ansoegning-runde-2", "unknown-network", {"network": "Netværket Nord"}),
        ("ansoegning-runde-2", "not-a-member", {"municipalities": ("Fredensborg", "Odense")}),
        ("ansoegning-runde-2", "missing-field", {"economy": ()}),
        ("ansoegning-runde-2", "dates", {"period": Period(date(2018, 1, 1), date(2017, 12, 31))}),
        ("ansoegning-runde-2", "dates", {"approval": Approval("Byrådet", date(2017, 5, 1))}),
        ("ansoegning-runde-2", "beyond-the-act", {"period": Period(date(2018, 1, 1), date(2022, 1, 1))}),
        ("ansoegning-runde-2", "no-baseline", {"indicators": (Indicator("Antal"),)}),
        ("ansoegning-runde-2", "unanswered-limit", {"answers": ()}),
        ("ansoegning-runde-2", "unknown-limit", {"answers": (plans.Answer("grundloven", "Ja."),)}),
        ("ansoegning-runde-2", "no-such-provision", {"basis": ("LAB § 999",)}),
        (
            "ansoegning-runde-2",
            "no-such-provision",
            {"background": ("Se § 999 i lov om en aktiv beskæftigelsesindsats.",)},
        ),
        ("vedtaegt-2018", "late-decision", {"decision": Decision("Byrådet", date(2018, 10, 1), ("At …",), "www")}),
        ("vedtaegt-2018", "unknown-experiment", {"experiment": "leg"}),
        ("vedtaegt-2018", "not-a-member", {"municipality": "Odense"}),
        ("vedtaegt-2018", "not-waived", {"experiment": "mentoraftale"}),
    ],
)
def test_a_plan_that_does_not_hold_is_told(
    applicant: Applicant, example: str, rule: str, changed: dict[str, Any]
) -> None:
    plan = plans.read(EXAMPLES / f"{example}.yaml")
    assert rule not in rules(applicant, plan)
    assert rule in rules(applicant, replace(plan, **changed))


@pytest.mark.parametrize("kind", plans.TYPES)
def test_every_required_field_that_is_empty_is_told_and_marked(applicant: Applicant, kind: str) -> None:
    plan = plans.TYPES[kind](title="T", date=date(2018, 10, 1))
    made = applicant.application(plan)
    told = {one.spot.heading for one in made.findings if one.rule == "missing-field"}
    required = {field.name for field in applicant.templates.plan(kind).fields if field.required}
    assert told == required - {"title", "date"}
    assert "[mangler]" in part(made.content)


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("no-operation", {"operation": None}),
        ("no-operation", {"operation": Operation.NONE}),
        ("no-instead", {"operation": Operation.REPLACE, "instead": ""}),
        ("no-indicator", {"indicators": ()}),
        ("missing-field", {"requirement": ""}),
        ("missing-field", {"hinders": ()}),
    ],
)
def test_a_row_that_says_too_little_is_told(applicant: Applicant, rule: str, changed: dict[str, Any]) -> None:
    plan = plans.read(EXAMPLES / "ansoegning-runde-2.yaml")
    assert rule in rules(applicant, replace(plan, rows=(replace(plan.rows[0], **changed), *plan.rows[1:])))


def test_every_operation_that_can_be_wished_has_its_sentence(applicant: Applicant) -> None:
    deviations = applicant.templates.deviations()
    lacking = [one for one in Operation if deviations.of(one) is None]
    assert lacking == [Operation.NONE]


def test_a_later_chapter_is_not_found_before_its_time(applicant: Applicant) -> None:
    row = Row("Kontaktforløb", ("LAB § 204",))
    then, later = (Network(title="A", date=day, rows=(row,)) for day in (date(2016, 4, 15), date(2020, 3, 2)))
    assert "no-such-provision" in rules(applicant, then)
    assert "no-such-provision" not in rules(applicant, later)


def test_every_rule_has_a_source_and_its_sentence_in_english(applicant: Applicant) -> None:
    assert all(rule.source and rule.help_en for rule in applicant.rules.values())
