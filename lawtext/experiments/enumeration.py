"""What a paragraph waives: the provisions enumerated under "indebærer en fravigelse af", each with the order's limits.

A region begins after the cue and holds items; in an item, the citations before the first describing word ("hvorefter",
"om, at", a relative clause) are waived, those after it only describe the rule (gold/waivers/GUIDELINES.md section 5).
"""

from typing import NamedTuple

from lawtext.experiments.cues import CIT, LABEL, Hit
from lawtext.experiments.marked import Cited, Marked

_GROUNDS = ("efter", "jf.", "til", "for")
"""Before a citation in front of a verb: it says on what ground something is done, not what is waived."""
_GENERAL = ("reglerne", "reglen", "kravet", "kravene", "bestemmelserne", "samtalefrekvensen")


class Region(NamedTuple):
    """Tokens `start` to `end` (exclusive) that say what is waived; `listed`: in numbered items."""

    start: int
    end: int
    listed: bool


class Waived(NamedTuple):
    """One citation that is waived. `scope`: the order's words of limitation; `about`: what it says the rule is."""

    token: int
    cite: Cited
    scope: str
    about: str


class Enumeration(NamedTuple):
    """All that a paragraph says it waives. `general`: its general wording; `doubts`: Danish sentences."""

    regions: tuple[Region, ...]
    waived: tuple[Waived, ...]
    general: str
    doubts: tuple[str, ...]

    def holds(self, token: int) -> bool:
        """Whether the token stands in a region."""
        return any(region.start <= token < region.end for region in self.regions)


def enumeration(marked: Marked, hits: tuple[Hit, ...]) -> Enumeration:
    """Read the waived provisions of a paragraph."""
    regions = _regions(marked, hits)
    waived = [one for region in regions for one in _waived(marked, region, hits)]
    listed = waived and any(hit.shows == "waives" for hit in hits)
    if waived and not listed:
        bare = [one for one in regions if not any(one.start <= found.token < one.end for found in waived)]
        waived += [found for region in bare for found in _by_reference(marked, region)]
    if before := None if listed else _before(marked, hits, regions):
        regions = tuple(sorted((*regions, *before.regions)))
        waived = sorted((*waived, *before.waived))
    general = next((words for region in regions if (words := _general(marked, region, hits))), "")
    doubts: tuple[str, ...] = ()
    if regions and not waived:
        waived = [one for region in regions for one in _by_reference(marked, region)]
        doubts = (_BY_REFERENCE if waived else _IN_WORDS,)
    return Enumeration(regions, tuple(waived), general, doubts)


_BY_REFERENCE = "Fravigelsen er angivet i ord med en henvisning; det er læst sådan, at den nævnte bestemmelse fraviges."
_IN_WORDS = "Fravigelsen er kun angivet i ord; ingen bestemmelse er nævnt."

DOUBTS = (_BY_REFERENCE, _IN_WORDS)
"""What may be said of a paragraph whose words waive, but name no provision that they certainly waive."""


def _regions(marked: Marked, hits: tuple[Hit, ...]) -> tuple[Region, ...]:
    """What follows "fravigelse af"; only where a paragraph never says that, what follows a verb ("kan fravige …")."""
    found: list[Region] = []
    sure = [hit for hit in hits if hit.shows == "waives"] or [hit for hit in hits if hit.shows == "waives-verb"]
    for hit in sure:
        if not any(region.start <= hit.end < region.end for region in found):
            found.append(_region(marked, hit, hits))
    return tuple(found)


def _before(marked: Marked, hits: tuple[Hit, ...], found: tuple[Region, ...]) -> Enumeration | None:
    """ "§ 5, stk. 1, i lov om … fraviges": what the sentence cites before the verb, persons and "efter § 6" apart.

    Sentences that have a region of their own are left to it.
    """
    taken = {marked.sentence(region.start) for region in found if region.start < len(marked.doc)}
    persons = {hit.end - 1 for hit in hits if hit.shows == "person"}
    regions: list[Region] = []
    waived: list[Waived] = []
    for hit in hits:
        sentence = marked.sentence(hit.start)
        denied = marked.doc[hit.start - 1].lower_ == "ikke"
        if (
            hit.shows != "waived-before"
            or denied
            or sentence in taken
            or any(sentence.holds(one.start) for one in regions)
        ):
            continue
        cited = [
            token
            for token in range(sentence.start, hit.start)
            if marked.doc[token].text == CIT and token not in persons and not _ground(marked, token)
        ]
        if cited:
            regions.append(Region(cited[0], hit.end, listed=False))
            waived += [Waived(token, marked.cites[token], "", "") for token in cited]
    return Enumeration(tuple(regions), tuple(waived), "", ()) if waived else None


def _ground(marked: Marked, token: int) -> bool:
    """Whether a citation says on what ground something is done: "efter § 6", "fastsat i medfør af § 14 a"."""
    before = [word.lower_ for word in marked.doc[max(token - 2, 0) : token]]
    return before[-1:] != [] and (before[-1] in _GROUNDS or before == ["medfør", "af"])


def _region(marked: Marked, cue: Hit, hits: tuple[Hit, ...]) -> Region:
    """To the end of the sentence, and on over list items that begin sentences of their own."""
    sentence = marked.sentence(cue.end - 1)
    end = sentence.end
    labels = [token for token in range(cue.end, end) if marked.doc[token].text == LABEL]
    while labels and end < len(marked.doc) and marked.doc[end].text == LABEL and marked.stk(end) == marked.stk(end - 1):
        end = marked.sentence(end).end
    described = _first(hits, cue.end, end, ("describes",))
    return Region(cue.end, end, bool(labels) and labels[0] < described)


def _items(marked: Marked, region: Region) -> list[tuple[int, int]]:
    """The items of a region as token spans; the whole region where it has none of its own."""
    if not region.listed:
        return [(region.start, region.end)]
    depth = None
    starts: list[int] = []
    for token in range(region.start, region.end):
        if marked.doc[token].text == LABEL:
            level = marked.unit(token).count("_")
            depth = level if depth is None else depth
            if level == depth:
                starts.append(token)
    return list(zip(starts, [*starts[1:], region.end], strict=True))


def _waived(marked: Marked, region: Region, hits: tuple[Hit, ...]) -> list[Waived]:
    found: list[Waived] = []
    persons = {hit.end - 1 for hit in hits if hit.shows == "person"}
    for start, end in _items(marked, region):
        for begin, stop, after in _clauses(marked, start, end, hits):
            scope = _scope(marked, stop, after, hits)
            about = marked.text(stop, after).rstrip(" ,.;") if stop < after else ""
            cited = [token for token in range(begin, stop) if marked.doc[token].text == CIT and token not in persons]
            found += [Waived(token, marked.cites[token], scope, about) for token in cited]
    return found


def _clauses(marked: Marked, start: int, end: int, hits: tuple[Hit, ...]) -> list[tuple[int, int, int]]:
    """An item as (begin, first describing word, end); more than one where ", og § N i lov …, hvorefter" begins anew."""
    found: list[tuple[int, int, int]] = []
    begin = start
    while begin < end:
        stop = _first(hits, begin, end, ("describes", "limits"), marked)
        anew = _anew(marked, stop, end)
        found.append((begin, stop, anew))
        begin = anew
    return found


def _anew(marked: Marked, stop: int, end: int) -> int:
    for token in range(stop + 1, end):
        follows = [word.text for word in marked.doc[token + 1 : token + 3]]
        led = marked.doc[token - 1].text in ("og", "samt") and marked.doc[token - 2].text == ","
        if token in marked.cites and marked.cites[token].named and led and "hvorefter" in follows[:2]:
            return token
    return end


def _first(hits: tuple[Hit, ...], start: int, end: int, shows: tuple[str, ...], marked: Marked | None = None) -> int:
    """The first token at which a cue of these sorts begins to describe; `end` where none does."""
    places = []
    for hit in hits:
        if hit.shows in shows and start <= hit.start < end:
            cited = marked is not None and marked.doc[hit.start].text == CIT
            places.append(hit.start + 1 if cited else hit.start)
    return min(places, default=end)


def _scope(marked: Marked, stop: int, end: int, hits: tuple[Hit, ...]) -> str:
    start = _first(hits, stop, end, ("limits",))
    near = start <= stop + 1
    text = marked.text(start, end) if near and start < end else ""
    return text.rstrip(" ,.;").removesuffix(" og").rstrip(" ,")


def _general(marked: Marked, region: Region, hits: tuple[Hit, ...]) -> str:
    """The order's general phrase: the words between the cue and the first citation, or all of a region without one."""
    if marked.doc[region.start].text.lower() not in _GENERAL:
        return ""
    first = min((token for token in marked.cites if region.start <= token < region.end), default=region.end)
    stop = min(first, _first(hits, region.start, region.end, ("describes", "limits")))
    return marked.text(region.start, stop).rstrip(" ,.;").removesuffix(" i")


def _by_reference(marked: Marked, region: Region) -> list[Waived]:
    """ "kravet om …, jf. § 5": the provision that the described requirement stands in."""
    return [
        Waived(token, cite, "", marked.text(region.start, token))
        for token, cite in marked.cites.items()
        if region.start < token < region.end
        and marked.doc[token].text == CIT
        and marked.doc[token - 1].text in ("jf.", "i")
    ]
