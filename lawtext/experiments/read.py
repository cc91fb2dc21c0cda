"""Orders on experiments, read: what each paragraph waives, for whom, how, and under which conditions.

Works on orders never seen; what can't be read is left open and said in `unread`, whole Danish sentences. An order is
about experiments where its title or its § 1 says so; in any other "finder ikke anvendelse" is an ordinary exception.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from lawtext.experiments import cues, frame, paragraphs
from lawtext.experiments.acts import is_act
from lawtext.experiments.citations import Finder
from lawtext.experiments.cues import Cues, Hit
from lawtext.experiments.lines import line_of
from lawtext.experiments.marked import Marked
from lawtext.experiments.operations import FIRM
from lawtext.experiments.waivers import (
    Expiry,
    Operation,
    Order,
    OrderNetwork,
    ParagraphKind,
    Provisions,
    Restriction,
    Waiver,
)
from lawtext.experiments.within import within
from lawtext.law.editions import Edition
from lawtext.law.ids import steps
from lawtext.law.units import Kind, Unit


class _Read(NamedTuple):
    """A paragraph and all that was seen in it."""

    unit: Unit
    marked: Marked
    hits: tuple[Hit, ...]
    waiver: Waiver


def read(edition: Edition, finder: Finder, base: frame.Base = str) -> Order:
    """The order whose text `edition` is. `base` gives a municipality's name in base form.

    The words of an act tell an operation only where they are firm: its paragraphs are built otherwise than an order's.
    """
    import spacy  # noqa: PLC0415 - takes a second to import

    nlp: Any = spacy.blank("da")
    matcher = Cues(nlp.vocab, cues.shipped())
    source = paragraphs.Source(edition.id, base, FIRM if is_act(edition) else 0)
    seen: list[_Read] = []
    for unit in _body(edition):
        line = line_of(unit)
        marked = Marked(nlp, line, finder(unit, line))
        hits = marked.hits(matcher)
        seen.append(_Read(unit, marked, hits, paragraphs.waiver(source, unit.id, marked, hits)))
    about = _EXPERIMENTS.search(" ".join((edition.title, *(one.marked.line.text for one in seen[:1]))))
    return _order(edition, seen if about else [_ordinary(one) for one in seen], base)


_EXPERIMENTS = re.compile(r"forsøg(?:et|ene|s\w*)?\b|frikommune|velfærdsaftale", re.IGNORECASE)


def _ordinary(one: _Read) -> _Read:
    return one._replace(waiver=Waiver(one.waiver.order, one.waiver.paragraph, ParagraphKind.FINAL, Operation.NONE))


def _body(edition: Edition) -> Iterator[Unit]:
    """The paragraphs of the body; those of commencement blocks, annexes and new text belong to other acts."""
    for root in edition.units:
        yield from (unit for unit in root.walk() if _is_paragraph(unit))


def _is_paragraph(unit: Unit) -> bool:
    """Whether it is a § of the body with a printed number; text between the §§ is none."""
    return unit.kind is Kind.PARAGRAPH and unit.id.startswith("Par") and unit.label is not None


def _order(edition: Edition, seen: list[_Read], base: frame.Base) -> Order:
    scopes = [one for one in seen if one.waiver.kind is ParagraphKind.SCOPE]
    finals = [one for one in seen if one.waiver.kind is ParagraphKind.FINAL]
    networks = tuple(net for one in scopes[:1] for net in frame.networks(one.unit, one.marked.line.text, base))
    restrictions = tuple(found for one in seen for found in paragraphs.restrictions(one.marked, one.hits, base))
    groups = [group for one in seen for group in one.waiver.target_group]
    sentences = [text for one in (*finals, *scopes) for text in _general_sentences(one.marked)]
    runs_from, expiry = next((found for text in sentences for found in [frame.period(text)] if found[1]), (None, None))
    in_force = next((day for text in sentences for day in [frame.commencement(text)] if day), None)
    waivers = _placed([_with_period(one) for one in seen], networks, _deviations([*finals, *scopes]))
    return Order(
        edition=edition.id,
        title=edition.title,
        signed=edition.signed,
        in_force=in_force,
        networks=networks,
        waivers=waivers,
        runs_from=runs_from,
        expiry=expiry,
        start_by=next((day for text in sentences for day in [frame.start_by(text)] if day), None),
        repeals=frame.repeals(text for one in finals for text in one.marked.texts()),
        restrictions=tuple(_with_titles(one, groups) for one in restrictions),
        unread=_unread(networks, in_force, expiry, waivers),
    )


def _with_period(one: _Read) -> Waiver:
    """The record of a paragraph; an experiment's with the period that it states for itself."""
    if one.waiver.kind is not ParagraphKind.EXPERIMENT:
        return one.waiver
    for sentence in (one.marked.sentence(hit.start) for hit in one.hits if hit.shows == "period"):
        first, expiry = frame.period(one.marked.text(sentence.start, sentence.end))
        if expiry:
            return replace(one.waiver, runs_from=first, expiry=expiry)
    return one.waiver


def _with_titles(restriction: Restriction, groups: list[Provisions]) -> Restriction:
    """A restriction's bare groups take the act that all of the order's target groups of the same § are in."""
    return replace(restriction, not_for=tuple(_with_title(one, groups) for one in restriction.not_for))


def _with_title(bare: Provisions, groups: list[Provisions]) -> Provisions:
    paragraphs_ = {unit.partition("_")[0] for unit in bare.units}
    titles = {one.title for one in groups if paragraphs_ >= {unit.partition("_")[0] for unit in one.units}}
    return replace(bare, title=titles.pop()) if not bare.title and len(titles) == 1 else bare


def _general_sentences(marked: Marked) -> list[str]:
    """The sentences that speak of the order as a whole, not of some of its paragraphs."""
    return [
        marked.text(sentence.start, sentence.end)
        for sentence in marked.sentences
        if not _own_paragraphs(marked, sentence.start, sentence.end)
    ]


def _own_paragraphs(marked: Marked, start: int, end: int) -> tuple[str, ...]:
    """The order's own paragraphs that tokens `start` to `end` cite whole; "jf. dog stk. 2" is none."""
    cites = [marked.cites[token] for token in range(start, end) if token in marked.cites]
    return tuple(
        unit for cite in cites if cite.own for unit in cite.units if unit.startswith("Par") and "_" not in unit
    )


class _Deviation(NamedTuple):
    """Dates of some paragraphs that differ from the order's own."""

    paragraphs: tuple[str, ...]
    in_force: date | None
    expiry: Expiry | None


def _deviations(seen: list[_Read]) -> list[_Deviation]:
    found = []
    for one in seen:
        for sentence in one.marked.sentences:
            units = _own_paragraphs(one.marked, sentence.start, sentence.end)
            text = one.marked.text(sentence.start, sentence.end)
            if units:
                found.append(_Deviation(units, frame.commencement(text), frame.period(text)[1]))
    return [one for one in found if one.in_force or one.expiry]


def _placed(
    waivers: list[Waiver], networks: tuple[OrderNetwork, ...], deviations: list[_Deviation]
) -> tuple[Waiver, ...]:
    """Each record with its networks and with the dates that are its own."""
    every = tuple(network.number for network in networks)
    permits = [waiver for waiver in waivers if waiver.kind is ParagraphKind.AUTHORISATION]
    placed: list[Waiver] = []
    above: Waiver | None = None
    for waiver in waivers:
        above = waiver if waiver.kind is ParagraphKind.AUTHORISATION else above
        found = waiver if waiver.networks else _with_networks(waiver, every, permits, above)
        for one in deviations:
            if within(one.paragraphs, waiver.paragraph):
                found = replace(found, in_force=one.in_force or found.in_force, expiry=one.expiry or found.expiry)
        placed.append(found)
    return tuple(placed)


def _with_networks(waiver: Waiver, every: tuple[int, ...], permits: list[Waiver], above: Waiver | None) -> Waiver:
    """An experiment's networks: those of the authorisation that names it, else of the one that it stands under."""
    if waiver.kind is not ParagraphKind.EXPERIMENT or not permits:
        return replace(waiver, networks=every)
    named = [permit for permit in permits if within(permit.permits, waiver.paragraph)]
    if named:
        return replace(waiver, networks=tuple(number for permit in named for number in permit.networks))
    if above is None:
        return replace(waiver, unread=(*waiver.unread, "Ingen paragraf giver et netværk tilladelse til forsøget."))
    said = (
        f"Ingen paragraf giver tilladelse til forsøget; det er regnet med til netværket i {_official(above.paragraph)}."
    )
    return replace(waiver, networks=above.networks, unread=(*waiver.unread, said))


def _official(paragraph: str) -> str:
    return "§ " + steps(paragraph)[0].number


def _unread(
    networks: tuple[OrderNetwork, ...], in_force: date | None, expiry: Expiry | None, waivers: tuple[Waiver, ...]
) -> tuple[str, ...]:
    said = []
    experiments = [waiver for waiver in waivers if waiver.kind is ParagraphKind.EXPERIMENT]
    if not any(waiver.waives for waiver in experiments):
        said.append("Ingen paragraf fraviger en bestemmelse med de kendte ord; er det en bekendtgørelse om forsøg?")
    if not networks and not (experiments and all(waiver.municipalities for waiver in experiments)):
        said.append("Hvilke netværk eller kommuner bekendtgørelsen gælder for, kunne ikke læses.")
    if not in_force:
        said.append("Dagen, bekendtgørelsen træder i kraft, kunne ikke læses.")
    if not expiry and not (experiments and all(waiver.expiry for waiver in experiments)):
        said.append("Hvor længe forsøgene løber, kunne ikke læses.")
    return tuple(said)
