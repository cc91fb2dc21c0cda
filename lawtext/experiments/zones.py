"""The zones of a paragraph: which words say what is done, which set conditions, which only tell of the rule."""

from collections import defaultdict
from enum import StrEnum

from lawtext.experiments.cues import Hit
from lawtext.experiments.enumeration import Enumeration
from lawtext.experiments.marked import Marked, Sentence


class Zone(StrEnum):
    """What a stretch of a paragraph is for; the letter begins the names of its features (`features`)."""

    MAIN = "M"
    """The first sentence: what may be done."""
    MEANS = "I"
    """ "Forsøget indebærer, at …": what it means."""
    REST = "R"
    """Any other sentence."""
    CONDITION = "C"
    TOLD = "T"
    """What is waived, with what is said of it ("hvorefter …")."""
    ASIDE = "X"
    """What is reported, still applies, or elaborates another stykke: no effect of its own."""


DOES = (Zone.MAIN, Zone.MEANS)
"""The zones of the main clause."""


def zones(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration) -> tuple[Zone, ...]:
    """The zone of each token of a paragraph."""
    shown: dict[Sentence, set[str]] = defaultdict(set)
    for hit in hits:
        shown[marked.sentence(hit.start)].add(hit.shows)
    elaborating = {marked.sentence(token) for token, cite in marked.cites.items() if cite.own}
    found: list[Zone] = []
    for sentence in marked.sentences:
        zone = _zone(marked, sentence, shown[sentence], sentence in elaborating)
        found += [Zone.TOLD if waived.holds(token) else zone for token in range(sentence.start, sentence.end)]
    return tuple(found)


def _zone(marked: Marked, sentence: Sentence, shown: set[str], elaborates: bool) -> Zone:
    """The zone of a sentence; `elaborates`: it cites the order itself ("jf. stk. 2")."""
    if "condition" in shown:
        return Zone.CONDITION
    if sentence.number == 0:
        return Zone.MAIN
    if marked.words[sentence.start : sentence.end][1:2] == ("indebærer",):
        return Zone.MEANS
    return Zone.ASIDE if elaborates or shown & {"reports", "keeps"} else Zone.REST
