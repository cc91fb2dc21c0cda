"""What is known while one text is read: where it stands, and which acts and units it has named so far."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import itemgetter

from lawtext.citing.citations import Act, Citation, CitationKind, Place
from lawtext.citing.designated import Chain
from lawtext.citing.links import Link
from lawtext.citing.mentions import Mention, Sort, Way
from lawtext.citing.relative import Unit, complete, last_unit, paragraph_of
from lawtext.citing.zones import AMENDING, Zone
from lawtext.law.ids import Step, UnitRange, order, steps
from lawtext.law.verdicts import Doubt, DoubtKind

SENTENCE_END = re.compile(r"(?<!m\.v)(?<!jf)(?<!stk)(?<!nr)(?<!pkt)[.!?]\s+(?=[A-ZÆØÅ»§\d])")
_NEAR = 500
_START = itemgetter(0)


@dataclass(slots=True)
class Setting:
    """A text being read. `base`: the unit of its act that relative designations start from; `own`: its act;
    `default`: the act of a bare §.

    `foreseen`: a bare § is mostly one of `default`. `quotes`: the spans of »…« in an instruction. `introduced`: the act
    that is amended has been named. `named`: for each sort the act named last, with the offset after it. `target`: the
    unit that an instruction changes.
    `foreign`: paragraphs named together with another act, by offset. `amended_by`: the act that each § of this amending
    act changes. `keys`: CELEX numbers of the names that the text defines. `printed`: the units that the text itself
    prints with their labels, by offset, where its place does not say what it is. `changes`: the § of the amending act
    that its commencement block has cited last.
    """

    text: str
    place: Place
    zone: Zone
    base: str
    own: Act
    default: Act
    quotes: tuple[tuple[int, int], ...] = ()
    target: str = ""
    introduced: bool = False
    last: Citation | None = None
    foreseen: bool = field(init=False)
    named: dict[Sort, tuple[Act, int]] = field(default_factory=dict)
    foreign: list[tuple[int, Act, tuple[Unit, ...]]] = field(default_factory=list)
    amended_by: dict[str, Act] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    printed: list[tuple[int, str]] = field(default_factory=list)
    changes: str = ""

    def __post_init__(self) -> None:
        self.foreseen = self.default.known and self.place.unit != "Ind"

    def remember(self, citation: Citation, mention: Mention | None, end: int) -> None:
        """Keep what a citation just read says for those after it."""
        if mention is not None and citation.act.known and not citation.act.own:
            self.named[mention.sort] = (citation.act, end)
        if self.zone is Zone.COMMENCEMENT and citation.units:
            edition = citation.act.edition
            if edition and edition == self.place.commencement_of:
                self.changes = paragraph_of(citation.units[-1])
        if citation.kind is CitationKind.AMENDMENT_TARGET:
            self.introduced = True
            if citation.units:
                self.target = last_unit(citation.units)
        self.last = citation

    def law_of_sentence(self, start: int) -> Act | None:
        """The law that the sentence at an offset, or its lead-in, has named last; None for none."""
        named = self.named.get(Sort.LAW)
        if named is None or SENTENCE_END.search(self.text, max(named[1], 0), start + 1):
            return None
        return named[0]

    def quoted(self, start: int) -> bool:
        """Whether an offset lies inside »…« of an instruction."""
        return bool(self.quotes) and any(first < start < last for first, last in self.quotes)

    def remember_lead_in(self, citation: Citation) -> None:
        """Keep what a citation of the lead-in says."""
        amending = self.zone in AMENDING
        if citation.kind is CitationKind.FULL and not citation.act.eu and not amending:
            self.foreign.append((-1, citation.act, citation.units))
        if citation.act.known and not citation.act.own and not amending:
            self.named[_sort_of(citation)] = (citation.act, -1)
        if citation.kind is CitationKind.AMENDMENT_TARGET and citation.units:
            self.target = last_unit(citation.units)

    def other_act_of(self, chain: Chain, start: int) -> Act | None:
        """The other act whose paragraph of the same number is named near by, None for none.

        In a note an amending act of number and date alone must be named with the very same stykker or points, for the
        § that it changes may well have the number of the § that changes it.
        """
        if not self.foreign:
            return None
        first = bisect_left(self.foreign, start - _NEAR, key=_START)
        last = bisect_right(self.foreign, start + _NEAR, key=_START)
        near = self.foreign[first:last]
        wanted = {unit.path[0] for unit in chain.units if unit.path[0].level == "Par"} if near else ()
        for _, act, units in near:
            if self.zone is Zone.NOTE and not act.name:
                if _within(chain, units):
                    return act
            elif any(_covers(unit, step) for unit in units for step in wanted):
                return act
        return None

    def repeats(self, chain: Chain, act: Act) -> bool:
        """Whether the text names exactly these units with that act too: »§ 18« changed to »§ 18 i lov om X«."""
        units, _ = complete(chain, "")
        return any(other == act and named == units for _, other, named in self.foreign)


def guessed(says: str) -> tuple[Doubt, ...]:
    """A doubt about what is meant."""
    return (Doubt(DoubtKind.GUESSED, says),)


def named_paragraphs(links: list[Link], text: str, zone: Zone) -> list[tuple[int, Act, tuple[Unit, ...]]]:
    """The paragraphs that a text names together with another act.

    An act that stands before its § ("broloven § 3") counts in rules on what is amended and in notes only.
    """
    found = []
    before = zone is Zone.NOTE or "ved denne lovs" in text
    for link in links:
        mention = link.mention
        if mention is None or link.chain is None or not (link.closed or link.guessed or (before and link.opened)):
            continue
        if mention.way is Way.NAMED and mention.sort is Sort.LAW:
            found.append((link.start, mention.act, complete(link.chain, "")[0]))
    return found


def _sort_of(citation: Citation) -> Sort:
    if citation.act.eu:
        return Sort.REGULATION if "R" in citation.act.eu[4:6] else Sort.DIRECTIVE
    if citation.kind is CitationKind.OTHER:
        return Sort.CONVENTION
    if citation.act.type in ("BEK", "AND") or citation.act.name.startswith("bekendtgørelse"):
        return Sort.ORDER
    return Sort.LAW


def _within(chain: Chain, units: tuple[Unit, ...]) -> bool:
    """Whether all that a chain names, deeper than the §, is among the units."""
    named = complete(chain, "")[0]
    return all(unit in units and "_" in last_unit((unit,)) for unit in named)


def _covers(unit: Unit, step: Step) -> bool:
    """Whether a unit, or a range of paragraphs, is or lies in the paragraph of `step`."""
    if isinstance(unit, UnitRange):
        first, last = steps(unit.first), steps(unit.last)
        if len(first) == 1 and first[0].level == "Par":
            return order(first[0].number) <= order(step.number) <= order(last[0].number)
        return first[0] == step
    return steps(unit)[0] == step
