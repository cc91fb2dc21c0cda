"""Authorisations that name the wrong paragraphs of their own order."""

from collections.abc import Iterator

from lawtext.citing.write import units_in_words
from lawtext.experiments import saying
from lawtext.experiments.faults.checked import Checked, fault
from lawtext.experiments.waivers import Fault, FaultKind, ParagraphKind, Waiver
from lawtext.experiments.within import within
from lawtext.law.ids import UnitId

_WHAT = {
    ParagraphKind.SCOPE: "rammen for forsøgene",
    ParagraphKind.AUTHORISATION: "selv en tilladelse",
    ParagraphKind.FINAL: "ikrafttræden, periode eller ophævelse",
}


def permits(checked: Checked) -> Iterator[Fault]:
    """An authorisation that permits what is no experiment; an experiment in its section that no one permits."""
    given = [waiver for waiver in checked.order.waivers if waiver.kind is ParagraphKind.AUTHORISATION]
    for permit in given:
        wrong = list(_wrong(checked, permit))
        left = [one for one in _section(checked, permit) if not any(within(other.permits, one) for other in given)]
        if wrong or left:
            yield fault(FaultKind.INTERNAL, permit.paragraph, " ".join(_says(permit, wrong, left)))


def _wrong(checked: Checked, permit: Waiver) -> Iterator[str]:
    """What is said of each permitted paragraph that is no experiment."""
    for named in permit.permits:
        first, _, last = named.partition(":")
        for end in dict.fromkeys((first, last or first)):
            if checked.order.waiver(end) is None:
                yield f"{saying.section(end)} findes ikke"
    for waiver in checked.order.waivers:
        if within(permit.permits, waiver.paragraph) and waiver.kind is not ParagraphKind.EXPERIMENT:
            yield f"{saying.section(waiver.paragraph)} er {_WHAT[waiver.kind]}"


def _section(checked: Checked, permit: Waiver) -> Iterator[UnitId]:
    """The experiments between this authorisation and the next."""
    order = checked.order.waivers
    for waiver in order[order.index(permit) + 1 :]:
        if waiver.kind is ParagraphKind.AUTHORISATION:
            return
        if waiver.kind is ParagraphKind.EXPERIMENT:
            yield waiver.paragraph


def _says(permit: Waiver, wrong: list[str], left: list[UnitId]) -> Iterator[str]:
    named = units_in_words([saying.unit_or_range(one) for one in permit.permits])
    if wrong:
        yield f"{saying.section(permit.paragraph)} giver tilladelse til {named}, men {saying.listed(wrong)}."
    if left:
        yield f"Forsøget i {units_in_words(left)} har ingen tilladelse."
