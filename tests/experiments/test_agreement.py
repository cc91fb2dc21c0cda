"""The registry against what is read: they agree today, and each kind of slip in the registry would be seen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from lawtext import reading
from lawtext.corpus import texts
from lawtext.experiments.agreement import agreement
from lawtext.experiments.book import load
from lawtext.experiments.registry import Member, Registry, StepKind
from lawtext.experiments.waivers import Order
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId, UnitId

BOOK = load()
REGISTRY = BOOK.registry


def order_of(edition: EditionId) -> Order | None:
    shipped = BOOK.order(edition)
    return shipped.order if shipped else None


def nothing(_edition: EditionId) -> Edition | None:
    return None


def test_the_registry_is_as_the_orders_are_read() -> None:
    found = agreement(REGISTRY, order_of, nothing)
    assert found.differences == ()
    assert (
        "8 netværk og 44 kommuner; ansøgningsrunder: 1. december 2016, 1. maj 2017 og 1. november 2017."
        in (found.compared[0])
    )
    assert "9 kommuner" in found.compared[1]


def test_the_members_are_those_of_the_acts(shared: Path) -> None:
    def text_of(edition: EditionId) -> Edition | None:
        path = texts.find(edition, None, [shared / "corpus" / "lexdania", shared / "corpus" / "text"])
        return reading.read(path) if path else None

    assert agreement(REGISTRY, order_of, text_of).differences == ()
    short = replace(REGISTRY.networks[2], members=REGISTRY.networks[2].members[:-1])
    networks = (*REGISTRY.networks[:2], short, *REGISTRY.networks[3:])
    found = agreement(replace(REGISTRY, networks=networks), order_of, text_of)
    assert [one.read for one in found.differences] == [REGISTRY.networks[2].members[-1].name]


def test_application_approval_and_start_have_dates_of_their_own() -> None:
    for practice in REGISTRY.practices:
        steps = {step.what: step.date for step in practice.steps}
        assert steps[StepKind.APPLICATION] < steps[StepKind.APPROVAL] < steps[StepKind.START]
        assert all(step.source for step in practice.steps)


def _slips() -> dict[str, tuple[Callable[[], Registry], str]]:
    order = next(one for one in REGISTRY.orders if one.edition == "2018-529")
    plan = next(one for one in REGISTRY.networks if one.id == "en-plan")
    hold = next(one for one in REGISTRY.experiments if one.id == "ret-og-pligt")

    def orders(**changes: object) -> Registry:
        changed = replace(order, **changes)
        return replace(REGISTRY, orders=tuple(changed if one is order else one for one in REGISTRY.orders))

    def networks(**changes: object) -> Registry:
        changed = replace(plan, **changes)
        return replace(REGISTRY, networks=tuple(changed if one is plan else one for one in REGISTRY.networks))

    def experiments(**changes: object) -> Registry:
        changed = replace(hold, **changes)
        return replace(REGISTRY, experiments=tuple(changed if one is hold else one for one in REGISTRY.experiments))

    return {
        "a wrong commencement": (lambda: orders(since=date(2018, 7, 2)), "i kraft"),
        "a wrong end": (lambda: orders(runs_until=None), "forsøg løber til"),
        "a municipality too many": (lambda: networks(members=(*plan.members, Member("Vejle"))), "§ 1, stk. 1"),
        "a municipality missing": (lambda: networks(members=plan.members[1:]), "§ 1, stk. 1"),
        "an experiment in the wrong network": (lambda: experiments(network="boern-vigtigste-ressource"), "§ 33"),
        "an experiment that is none": (lambda: experiments(paragraphs={order.edition: UnitId("Par25")}), "§ 25"),
        "a paragraph that is not there": (lambda: experiments(paragraphs={order.edition: UnitId("Par99")}), "§ 99"),
        "an experiment left out": (lambda: experiments(paragraphs={}), "§ 33"),
    }


@pytest.mark.parametrize("slip", _slips())
def test_a_slip_in_the_registry_is_seen(slip: str) -> None:
    changed, about = _slips()[slip]
    assert any(about in one.about for one in agreement(changed(), order_of, nothing).differences)


def test_what_nobody_knows_is_said() -> None:
    open_ = " ".join(agreement(REGISTRY, order_of, nothing).open)
    assert "Fredensborg: den lokale beslutning" in open_
    assert "bekendtgørelse nr. 2332 fra 2021" in open_
    assert "For 42 kommuner" in open_
    practice = replace(REGISTRY.practices[0], steps=())
    less = replace(REGISTRY, practices=(practice,))
    said = " ".join(agreement(less, order_of, nothing).open)
    assert all(f"dagen for {what} er ikke kendt" in said for what in ("ansøgning", "godkendelse", "start"))
