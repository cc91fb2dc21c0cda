"""Whom an experiment is for: the provisions that delimit the persons, and the words that do.

A citation delimits persons where a person cue ends in it ("omfattet af § 2, nr. 13") or where it carries on such a
list. Citations in what is waived, in a duty to tell the minister, or in what still applies do not.
"""

from lawtext.experiments.cues import CIT, Hit
from lawtext.experiments.enumeration import Enumeration
from lawtext.experiments.marked import Marked, Sentence

_GOES_ON = (",", "og", "eller", "samt", "af")
_BESIDE = {",", "og", "eller", "samt", "efter"}
"""All that may stand between two provisions beside each other."""
_NOT_ABOUT_GROUPS = ("reports", "keeps", "not-allowed")


def group_tokens(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration) -> tuple[int, ...]:
    """The tokens of the citations that delimit the persons, in order."""
    silent = _silent(marked, hits)
    open_ = [token for token in marked.cites if _counts(marked, token, waived, silent)]
    found = {hit.end - 1 for hit in hits if hit.shows == "person" and hit.end - 1 in open_}
    for token in open_:
        if any(_carries_on(marked, before, token) for before in found):
            found.add(token)
    return tuple(sorted(found))


def _counts(marked: Marked, token: int, waived: Enumeration, silent: set[Sentence]) -> bool:
    outside = not waived.holds(token) and marked.sentence(token) not in silent
    return outside and marked.doc[token].text == CIT


def _silent(marked: Marked, hits: tuple[Hit, ...]) -> set[Sentence]:
    """The sentences that don't tell whom the experiment is for."""
    return {marked.sentence(hit.start) for hit in hits if hit.shows in _NOT_ABOUT_GROUPS}


def _carries_on(marked: Marked, before: int, token: int) -> bool:
    """Whether `token` goes on with the list that `before` is in: right behind it ("efter § 24 eller efter § 9"), or in
    the same sentence, act and §, after a comma or "og".
    """
    here, there = marked.cites[before], marked.cites[token]
    between = [word.lower_ for word in marked.doc[before + 1 : token]]
    if between and set(between) & {"eller", "og", "samt"} and set(between) <= _BESIDE:
        return True
    return (
        marked.sentence(before).holds(token)
        and marked.doc[token - 1].text in _GOES_ON
        and here.title == there.title
        and _paragraphs(here.units) == _paragraphs(there.units)
    )


def _paragraphs(units: tuple[str, ...]) -> set[str]:
    return {unit.partition("_")[0] for unit in units}


def criteria(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration) -> tuple[str, ...]:
    """The words that delimit the persons, as printed, each once; the longest of those that overlap."""
    found: dict[str, None] = {}
    open_ = [hit for hit in hits if hit.shows == "criterion" and not waived.holds(hit.start)]
    silent = _silent(marked, hits)
    for hit in open_:
        wider = any(_inside(hit, other) for other in open_)
        if not wider and marked.sentence(hit.start) not in silent:
            found[marked.text(hit.start, hit.end).rstrip(" ,.;")] = None
    return tuple(found)


def _inside(hit: Hit, other: Hit) -> bool:
    return hit != other and other.start <= hit.start and hit.end <= other.end
