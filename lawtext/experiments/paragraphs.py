"""One paragraph of an order, read: its kind, what it waives, for whom, how, under which conditions."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from lawtext.experiments import frame
from lawtext.experiments.cues import Hit
from lawtext.experiments.enumeration import Enumeration, Waived, enumeration
from lawtext.experiments.groups import criteria, group_tokens
from lawtext.experiments.marked import Marked
from lawtext.experiments.operations import Effect, effect
from lawtext.experiments.waivers import Operation, ParagraphKind, Provisions, Restriction, Waiver
from lawtext.law.ids import EditionId, UnitId

_CLOSING = ("commences", "period", "repeals")
NO_ACT = "Det fremgår ikke, hvilken lov en af de fravegne bestemmelser står i."


class Source(NamedTuple):
    """What a paragraph stands in. `base` gives a municipality's name in base form.

    `least`: the margin below which a paragraph's words tell no operation (`operations.effect`).
    """

    order: EditionId
    base: frame.Base
    least: float


def waiver(source: Source, paragraph: UnitId, marked: Marked, hits: tuple[Hit, ...]) -> Waiver:
    """The record of a paragraph; which networks it belongs to is for the order as a whole to say."""
    found = enumeration(marked, hits)
    kind = _kind(marked, hits, found)
    blank = Waiver(source.order, paragraph, kind, None)
    if kind is ParagraphKind.EXPERIMENT:
        return _experiment(source, blank, marked, hits, found)
    if kind is ParagraphKind.AUTHORISATION:
        return replace(blank, operation=Operation.PERMIT, permits=_permits(marked, hits), networks=_network(marked))
    return replace(blank, operation=Operation.PERMIT if kind is ParagraphKind.SCOPE else Operation.NONE)


def _kind(marked: Marked, hits: tuple[Hit, ...], found: Enumeration) -> ParagraphKind:
    shown = {hit.shows for hit in hits}
    if found.regions:
        return ParagraphKind.EXPERIMENT
    if "frame" in shown:
        return ParagraphKind.SCOPE
    if "authorises" in shown:
        return ParagraphKind.AUTHORISATION
    closes = len({marked.sentence(hit.start) for hit in hits if hit.shows in _CLOSING})
    return ParagraphKind.FINAL if closes and 2 * closes >= len(marked.sentences) else ParagraphKind.EXPERIMENT


def _experiment(source: Source, blank: Waiver, marked: Marked, hits: tuple[Hit, ...], found: Enumeration) -> Waiver:
    done = effect(marked, hits, found, source.least)
    via = _via(marked, hits, found)
    return replace(
        blank,
        operation=done.operation,
        also=done.also,
        networks=_network(marked, marked.sentences[0].end) if marked.sentences else (),
        municipalities=frame.municipalities(_opening(marked), source.base),
        waives=tuple(_provisions(marked, one) for one in found.waived),
        general_wording=found.general,
        via=via,
        target_group=tuple(_cited(marked, token) for token in group_tokens(marked, hits, found)),
        criteria=criteria(marked, hits, found),
        preserved=_preserved(marked, hits, found),
        conditions=_stykker(marked, [hit for hit in hits if not found.holds(hit.start)], "condition"),
        reports=_stykker(marked, hits, "reports"),
        unread=_unread(found, done, via),
    )


def _unread(found: Enumeration, done: Effect, via: UnitId | None) -> tuple[str, ...]:
    said = list(found.doubts)
    if not found.regions and not via:
        said.append("Paragraffen siger ikke med de kendte ord, hvad der fraviges; læs den selv.")
    if done.operation is None:
        said.append("Det fremgår ikke af de kendte ord, hvordan reglen fraviges.")
    if done.operation and done.or_else:
        said.append(f"Om virkningen er »{done.operation.danish}« eller »{done.or_else.danish}«, er læst med tvivl.")
    if any(not one.cite.title for one in found.waived):
        said.append(NO_ACT)
    return tuple(said)


def _opening(marked: Marked) -> str:
    """The words before the experiment is described, where an order names the municipalities that may use it."""
    first = marked.sentences[:1]
    return "".join(marked.text(one.start, one.end) for one in first).partition(", hvorefter")[0]


def _provisions(marked: Marked, one: Waived) -> Provisions:
    return replace(_cited(marked, one.token), scope=one.scope)


def _cited(marked: Marked, token: int) -> Provisions:
    cite = marked.cites[token]
    return Provisions(cite.title, cite.units, cite.text, marked.unit(token), cite.edition)


def _permits(marked: Marked, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    denied = [marked.sentence(hit.start) for hit in hits if hit.shows == "not-allowed"]
    given = [hit for hit in hits if hit.shows == "authorises" and marked.sentence(hit.start) not in denied]
    ends = [hit.end - 1 for hit in given]
    return tuple(dict.fromkeys(unit for token in ends for unit in marked.cites[token].units))


def _via(marked: Marked, hits: tuple[Hit, ...], found: Enumeration) -> UnitId | None:
    """The paragraph of the order whose waivers this one reaches, where it has none of its own."""
    if found.regions:
        return None
    ends = [hit.end - 1 for hit in hits if hit.shows == "through"]
    named = [unit for token in ends for unit in marked.cites[token].units if unit.startswith("Par")]
    return UnitId(named[0].partition("_")[0]) if named else None


def _preserved(marked: Marked, hits: tuple[Hit, ...], found: Enumeration) -> tuple[Provisions, ...]:
    tokens: list[int] = []
    for hit in hits:
        if hit.shows == "keeps" and not found.holds(hit.start):
            sentence = marked.sentence(hit.start)
            tokens += [token for token in marked.cites if sentence.holds(token)]
    return tuple(
        _cited(marked, token)
        for token in sorted(set(tokens))
        if marked.cites[token].units and not marked.cites[token].own
    )


def _stykker(marked: Marked, hits: Iterable[Hit], shows: str) -> tuple[UnitId, ...]:
    return tuple(dict.fromkeys(marked.stk(hit.start) for hit in hits if hit.shows == shows))


def _network(marked: Marked, end: int | None = None) -> tuple[int, ...]:
    """The numbers of the order's § 1, stk. 1, that a paragraph points at ("jf. § 1, stk. 1, nr. 2"), up to a token."""
    cites = [cite for token, cite in marked.cites.items() if cite.own and (end is None or token < end)]
    units = [unit for cite in cites for unit in cite.units]
    return tuple(
        int(unit.removeprefix(_FIRST)) for unit in units if unit.startswith(_FIRST) and unit[len(_FIRST) :].isdigit()
    )


_FIRST = "Par1_Stk1_Num"


def restrictions(marked: Marked, hits: tuple[Hit, ...], base: frame.Base) -> list[Restriction]:
    """Who may not use which paragraphs of the order, and for whom."""
    found = []
    for hit in hits:
        if hit.shows == "not-allowed":
            sentence = marked.sentence(hit.start)
            groups = [token for token in marked.cites if sentence.holds(token) and token >= hit.end]
            found.append(
                Restriction(
                    marked.stk(hit.start),
                    frame.municipalities(marked.text(sentence.start, sentence.end), base),
                    marked.cites[hit.end - 1].units,
                    tuple(_cited(marked, token) for token in groups),
                )
            )
    return found
