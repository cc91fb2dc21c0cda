"""What a paragraph waives: the provisions enumerated under "indebærer en fravigelse af", each with the order's limits.

A region begins after the cue and holds items; in an item, the citations before the first describing word ("hvorefter",
"om, at", a relative clause) are waived, those after it only describe the rule (gold/waivers/GUIDELINES.md section 5).
"""

from bisect import bisect_left
from typing import NamedTuple

from lawtext.experiments.cues import CIT, LABEL, Hit
from lawtext.experiments.marked import Cited, Marked

_GROUNDS = ("efter", "jf.", "til", "for")
"""Before a citation in front of a verb: it says on what ground something is done, not what is waived."""
_RULE = ("krav", "regl", "bestemmelse", "pligt", "betingelse", "frist", "grænse", "begrænsning", "forbud")
"""How the words begin that name a rule, whose provision may follow in a reference ("kravet om …, jf. § 5")."""
_CLAUSES = ("efter", "jf.", "hvorefter", "at", "der", "som")
"""In a description: it goes on to cite other provisions."""
_TELLS = ("om", "vedrørende", "hvorefter", ".")
"""After a provision that a description has been followed by."""
_GENERAL = ("reglerne", "reglen", "kravet", "kravene", "bestemmelserne", "samtalefrekvensen")


class Region(NamedTuple):
    """Tokens `start` to `end` (exclusive) that say what is waived; `listed`: in numbered items.

    From `shut` on the words tell of something else again: after a verb ("kan fravige § 5, således at …") for whom and
    how, after "en fravigelse af" only the rule.
    """

    start: int
    end: int
    listed: bool
    shut: int


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
        return any(region.start <= token < region.shut for region in self.regions)

    def tells_of(self, token: int) -> bool:
        """Whether the token stands in a region or in what its sentence says on."""
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
    doubts: tuple[str, ...] = before.doubts if before else ()
    if regions and not waived and not doubts:
        waived = [one for region in regions for one in _by_reference(marked, region)]
        doubts = (_BY_REFERENCE if waived else _IN_WORDS,)
    return Enumeration(regions, tuple(waived), general, doubts)


_BY_REFERENCE = "Fravigelsen er angivet i ord med en henvisning; det er læst sådan, at den nævnte bestemmelse fraviges."
_IN_WORDS = "Fravigelsen er kun angivet i ord; ingen bestemmelse er nævnt."
_MADE_UNDER = "Det, der fraviges, er regler udstedt efter en nævnt bestemmelse; reglerne selv er ikke nævnt."

DOUBTS = (_BY_REFERENCE, _IN_WORDS, _MADE_UNDER)
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

    Where the verb stands around the citation ("gælder § 5 ikke"), the cue holds it. Sentences that have a region of
    their own are left to it.
    """
    taken = {marked.sentence(region.start) for region in found if region.start < len(marked.doc)}
    regions: list[Region] = []
    waived: list[Waived] = []
    made_under = False
    for hit in hits:
        sentence = marked.sentence(hit.start)
        denied = marked.words[hit.start - 1] == "ikke"
        done = sentence in taken or any(sentence.holds(one.start) for one in regions)
        if hit.shows not in ("waived-before", "waived-within") or denied or done:
            continue
        begins, ends = (sentence.start, hit.start) if hit.shows == "waived-before" else (hit.start, hit.end)
        cited = _citing(marked, hits, begins, ends)
        if cited:
            regions.append(Region(cited[0], hit.end, listed=False, shut=cited[-1] + 1))
            waived += [Waived(token, marked.cites[token], "", "") for token in cited]
        elif any(_made_under(marked, token) for token in range(begins, ends)):
            made_under = True
            regions.append(Region(begins, hit.end, listed=False, shut=begins))
    doubts = (_MADE_UNDER,) if made_under else ()
    return Enumeration(tuple(regions), tuple(waived), "", doubts) if regions else None


def _citing(marked: Marked, hits: tuple[Hit, ...], begins: int, ends: int) -> list[int]:
    """The citations between two tokens that are neither of persons nor say on what ground something is done."""
    persons = {hit.end - 1 for hit in hits if hit.shows == "person"}
    return [
        token
        for token in range(begins, ends)
        if marked.doc[token].text == CIT and token not in persons and not _ground(marked, token)
    ]


def _ground(marked: Marked, token: int) -> bool:
    """Whether a citation says on what ground something is done: "efter § 6", "fastsat i medfør af § 14 a"."""
    return (token > 0 and marked.words[token - 1] in _GROUNDS) or _made_under(marked, token)


def _made_under(marked: Marked, token: int) -> bool:
    return token in marked.cites and marked.words[max(token - 2, 0) : token] == ("medfør", "af")


def _region(marked: Marked, cue: Hit, hits: tuple[Hit, ...]) -> Region:
    """To the end of the sentence, and on over list items that begin sentences of their own."""
    start = cue.end - (marked.doc[cue.end - 1].text == CIT)
    end = marked.sentence(cue.end - 1).end
    labels = [token for token in range(start, end) if marked.doc[token].text == LABEL]
    while labels and end < len(marked.doc) and marked.doc[end].text == LABEL and marked.stk(end) == marked.stk(end - 1):
        end = marked.sentence(end).end
    listed = bool(labels) and labels[0] < _first(hits, start, end, ("describes",))
    tells = listed or cue.shows == "waives"
    return Region(start, end, listed, end if tells else _first(hits, start, end, ("describes", "limits"), marked))


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
    """An item as (begin, first describing word, end); more than one where a further provision begins anew."""
    found: list[tuple[int, int, int]] = []
    begin = start
    while begin < end:
        stop = _first(hits, begin, end, ("describes", "limits"), marked)
        anew = _anew(marked, stop, end)
        found.append((begin, stop, anew))
        begin = anew
    return found


def _anew(marked: Marked, stop: int, end: int) -> int:
    """Where another provision with its own description begins; `end` where none does.

    ", og § 9 i lov …, hvorefter" (or "om"); ", og af § 9 i lov …"; after a description without provisions ("§ 5 i
    lov … om hjælp og § 6 i samme lov om hvile") without the comma too; ", og § 9 i lov ….", where the description cites
    nothing that it could stand beside.
    """
    words = marked.words
    for token in range(stop + 1, end):
        if token not in marked.cites or not marked.cites[token].named:
            continue
        follows = words[token + 1 : token + 3]
        again = words[token - 1] == "af"
        joined = words[token - 1 - again] in ("og", "samt")
        comma = words[token - 2 - again] == ","
        plain = not set(words[stop : token - 1]) & set(_CLAUSES)
        ends = follows[:1] in ((), (".",)) and not any(stop < other < token for other in marked.cites)
        tells = "hvorefter" in follows or follows == (",", "om") or ends
        if joined and ((comma and (again or tells)) or (plain and follows and follows[0] in _TELLS)):
            return token
    return end


def _first(hits: tuple[Hit, ...], start: int, end: int, shows: tuple[str, ...], marked: Marked | None = None) -> int:
    """The first token at which a cue of these sorts begins to describe; `end` where none does."""
    places = []
    for hit in hits[bisect_left(hits, start, key=_starts) : bisect_left(hits, end, key=_starts)]:
        if hit.shows in shows:
            cited = marked is not None and marked.doc[hit.start].text == CIT
            places.append(hit.start + 1 if cited else hit.start)
    return min(places, default=end)


def _starts(hit: Hit) -> int:
    return hit.start


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
        and any(word.startswith(_RULE) for word in marked.words[region.start : token])
    ]
