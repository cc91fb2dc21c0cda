"""Numbers behind an act whose signs are lost or never were: "lov om X | 5, 6, 9 og 10", "LAS kapitel 4, 6 a samt 74".

A number is read as what exists: no chapter 74, but a § 74, is § 74. Each reading has the doubt that a sign is missing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lawtext.citing.citations import Act, Citation, CitationKind
from lawtext.citing.designations import LOST_SIGN
from lawtext.drafting.checking.cited import Cited, Library
from lawtext.drafting.checking.linear import Linear
from lawtext.law.ids import Step, UnitId, UnitRange, join
from lawtext.law.verdicts import Doubt, DoubtKind, Status
from lawtext.law.works import WorkId
from lawtext.wording.dates import MONTHS

_LEVEL = r"(?P<level> [Kk]ap(?:itlerne|itler|itel|\.)? | §{1,2} | [Ss]tk\. | nr\. )"
_NUMBER = r"\d{1,3} (?: [ ]?[a-zæøå] (?![\wæøå.]) )? (?! [\d/%] | [.,]\d | [.,]?\w )"
_ITEM = re.compile(
    rf"{_LEVEL}? \s* (?P<first> {_NUMBER} ) (?: \s?[-–]\s? (?:kap(?:itel|\.)\s)? (?P<last> {_NUMBER} ) )?", re.VERBOSE
)
_AND = re.compile(r"\s*,\s*(?:og\s+|samt\s+)?|\s+(?:og|samt|eller)\s+|\s+(?=[Kk]ap|§|stk\.)|,?\s+(?=stk\.|nr\.)")
_BETWEEN = re.compile(r"\s* (?: \( [^()]{0,140} \) )? [\s:]* (?: [Pp]aragraf(?:ferne|fer)? \b )? [\s:]*", re.VERBOSE)
"""What may stand between an act and its numbers: a second name in parentheses, a cell's end, the head "Paragraffer"."""
_NO_PROVISION = re.compile(
    rf"\s?(?:pct|procent|kr|år|måned|uge|dag|time|gange|mio|mia|borgere|personer|sager|af \d|ved |{'|'.join(MONTHS)})"
)
_INNER = ("Stk", "Num")
_WORDS = {"k": "Kap", "§": "Par", "s": "Stk", "n": "Num"}


class _Item(NamedTuple):
    """One number or range of a list, the level word before it ("" for none), and where it ends."""

    level: str
    first: str
    last: str
    end: int


def reread(library: Library, linear: Linear, cited: Sequence[Cited]) -> tuple[Cited, ...]:
    """The citations of a document, those with bare numbers behind an act read as far as the numbers go."""
    found = [each for one in cited for each in _behind(library, linear, one)]
    taken = [(linear.start(one), linear.end(one)) for one in found]
    kept = [
        one for one in cited if not any(start < linear.end(one) and linear.start(one) < end for start, end in taken)
    ]
    return tuple(sorted([*kept, *found], key=linear.start)) if found else tuple(cited)


def _behind(library: Library, linear: Linear, one: Cited) -> Iterator[Cited]:
    work = one.resolution.work
    name = _name_end(one)
    if work is None or name is None or one.citation.act.type or linear.start(one) < 0:
        return
    after = linear.start(one) + name
    between = _BETWEEN.match(linear.text, after)
    start = between.end() if between else after
    items = _items(linear.text, start)
    if not items or linear.text.startswith("§§", start):
        return  # behind "§§" citing reads each bare number as the acts write it
    units = _units(library, work, items, one.resolution.day)
    if units:
        yield _as_cited(library, linear, one, (start, items[-1].end), units)


def _name_end(one: Cited) -> int | None:
    """Where the act's name ends in a citation that begins with it; None for "§ 5 i lov om X"."""
    name = one.citation.act.name.lower()
    text = one.citation.text.lower()
    if not name or not text.startswith(name):
        return None
    return len(name) + (text[len(name) : len(name) + 1] == "s")


def _items(text: str, at: int) -> list[_Item]:
    items: list[_Item] = []
    while match := _ITEM.match(text, at):
        if _NO_PROVISION.match(text, match.end()):
            return items
        level = _WORDS[match["level"].lower()[0]] if match["level"] else ""
        first, last = (re.sub(r"\s", "", part or "") for part in (match["first"], match["last"]))
        items.append(_Item(level, first, last, match.end()))
        joint = _AND.match(text, match.end())
        if joint is None:
            break
        at = joint.end()
    return items


def _units(library: Library, work: WorkId, items: Sequence[_Item], day: date) -> tuple[UnitId | UnitRange, ...]:
    """What the numbers mean; () where every number has its sign, so that citing has read them already."""

    def stands(unit: UnitId) -> bool:
        return library.shelf.standing(work, unit, day).status is not Status.NO_SUCH_PROVISION

    units: list[UnitId | UnitRange] = []
    level, paragraph, lost = "Par", "", not items[0].level
    for item in items:
        level = item.level or level
        unsure = not item.level and level != "Par" and not stands(_unit(level, item.first, paragraph))
        if unsure and stands(_unit("Par", item.first, "")):
            level, lost = "Par", True
        first = _unit(level, item.first, paragraph)
        if level == "Par":
            paragraph = first
        elif units and units[-1] == paragraph and level in _INNER:
            units.pop()
        units.append(UnitRange(first, _unit(level, item.last, paragraph)) if item.last else first)
    return tuple(units) if lost else ()


def _unit(level: str, number: str, paragraph: str) -> UnitId:
    unit = join(Step(level, number))
    return UnitId(f"{paragraph}_{unit}") if level in _INNER and paragraph else unit


def _as_cited(
    library: Library, linear: Linear, one: Cited, span: tuple[int, int], units: tuple[UnitId | UnitRange, ...]
) -> Cited:
    """The citation made longer, or where the numbers stand in another cell or paragraph, one of their own."""
    start, end = span
    block, offset = linear.block_at(start)
    end = min(end, start - offset + len(block.text))
    same = block is one.block and start - linear.end(one) < 2
    begins = one.citation.start if same else offset
    act = one.citation.act if same else Act(name=one.resolution.title[:1].lower() + one.resolution.title[1:])
    stops = offset + end - start
    doubts = (*(one.citation.doubts if same else ()), Doubt(DoubtKind.GUESSED, LOST_SIGN))
    said = tuple(dict.fromkeys(doubts))
    citation = Citation(begins, stops, block.text[begins:stops], CitationKind.FULL, act, units, None, said)
    return Cited(block, library.resolver.resolve(citation, one.resolution.day))
