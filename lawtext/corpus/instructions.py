"""What the points of an amending act do, to which units: "I § 6 indsættes efter stk. 3 som nyt stykke: …".

The wording is that of Vejledning om lovkvalitet 3.4.5. Quoted text is set aside first; what is left is a chain of
designations and a handful of verbs. A point that is not understood is named, so that nobody takes the rest for all.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from lawtext.citing.designated import Designated
from lawtext.citing.grammar import CHAIN
from lawtext.citing.parse import parse
from lawtext.law.ids import BODY_LEVELS, Step, UnitId, canonical, join, steps
from lawtext.law.units import Kind, Unit
from lawtext.law.works import Change, ChangeKind
from lawtext.wording import running, sentences

_QUOTED = re.compile(r"»[^»«]*«|[\"“”][^\"“”]*[\"“”]")
_QUOTE = "¤"
_HEADING_AND_UNIT = re.compile(r"(?<=verskriften før )(§ \d+(?: [a-zæøå])?),? og (?=§)")
_LETTER_I = re.compile(r"(§ \d+) (i)(?= (?:indsættes|ændres|affattes|ophæves|udgår)\b)")
_VERB = re.compile(r"\b(?P<verb>ændres|affattes|nyaffattes|ophæves|udgår|indsættes|erstattes|udelades|flyttes)\b")
_BECOMES = re.compile(r"\b(?:der|som)\s+(?:herefter\s+)?bliver\s*$")
_HEADING = re.compile(r"^(?!.*indsættes).*\b(?:mellem)?overskrift(?:en|erne)?\b[^.:;§]*$", re.IGNORECASE)
_NEW_HEADING = re.compile(r"indsættes\s+(?:som\s+)?(?:ny\s+)?(?:mellem)?overskrift(?!en)")
_ANCHOR = re.compile(r"\b(?:efter|før)\s*$", re.IGNORECASE)
_AS = re.compile(r"\bsom\s*$")
_AS_NEW = re.compile(r"\bsom\s+ny(?:t|e)\b")
_BEFORE = re.compile(r"\bindsættes\s+før\b")
_WHERE = re.compile(r"\bindsættes\b[^:]*\bi\s*$")
_NEW_UNITS = re.compile(r"indsættes(?:\s+(?:efter|før))?\s*(?:$|som\b|stk|nr\.|litra|\d|§|kap)|indsættes\s*:")
_IN_TEXT = re.compile(r"\bbliver\s+herefter\b")
_RENUMBERING = re.compile(r"\s+bliver(?:\s+herefter)?\s+(?:til\s+)?$")
_NO_UNIT = re.compile(r"\b(?:fodnote|note(?:n|r)?|lovens\s+titel|titlen)\b", re.IGNORECASE)
_DEPTH = {level: place for place, level in enumerate(BODY_LEVELS)}
_LEVELS = frozenset((*BODY_LEVELS, "Bil", "Art", "Punkt"))
_OUTERMOST = ("Par", "Kap", "Afs", "Bog", "Bil")
_NEW = {Kind.PARAGRAPH: "Par", Kind.CHAPTER: "Kap", Kind.STK: "Stk", Kind.NUMBER: "Num", Kind.LITRA: "Lit"}
_KINDS = {"ophæves": ChangeKind.REPEAL, "affattes": ChangeKind.REPLACE, "nyaffattes": ChangeKind.REPLACE}

Path = tuple[Step, ...]


class _Named(NamedTuple):
    """A designation in an instruction, with the words between it and the one before."""

    start: int
    end: int
    before: str
    units: tuple[Designated, ...]


def changes_of(point: Unit) -> tuple[Change, ...]:
    """What one point does, renumbering included; () where its instruction is not understood."""
    text = _without_quotes(running.text(point))
    new = next((child for child in point.children if child.kind is Kind.NEW_TEXT), None)
    found, context = _instructed(text, new)
    for child in point.children:
        if child.kind is Kind.RENUMBERING:
            found += _renumbered(running.text(child), context)
    if _IN_TEXT.search(text):
        found += _renumbered(text, context)
    return tuple(dict.fromkeys(change for change in found if change.unit.startswith(_OUTERMOST)))


def touches_no_unit(point: Unit) -> bool:
    """Whether a point changes only the act's title or a note to it."""
    return bool(_NO_UNIT.search(_without_quotes(running.text(point))))


def _without_quotes(text: str) -> str:
    """The text with every quotation, nested ones too, replaced by one mark.

    Two things that would be read together are parted: "§ 75 i indsættes" gets its comma, "overskriften før § 49 og § 49
    ophæves" a mark instead of its "og".
    """
    before = ""
    while before != text:
        before, text = text, _QUOTED.sub(_QUOTE, text)
    text = _HEADING_AND_UNIT.sub(rf"\1 {_QUOTE} ", re.sub(r"»[^«]*$", _QUOTE, text))
    return _LETTER_I.sub(r"\1 \2,", text)


def _instructed(text: str, new: Unit | None) -> tuple[list[Change], Path]:
    """The changes that an instruction makes, and the unit that what follows is relative to."""
    found: list[Change] = []
    context: Path = ()
    anchor: Path = ()
    inserted = False
    for named in _designations(text):
        paths = [_completed(unit.path, context or anchor) for unit in named.units]
        if _BECOMES.search(named.before):
            # "efter 1. pkt., der bliver 2. pkt.": what is new comes after the new number
            anchor = paths[-1] if anchor and paths else anchor
            continue
        if _HEADING.search(named.before) or (not context and _NEW_HEADING.search(text, named.end)):
            found += [Change(ChangeKind.HEADING, UnitId(unit)) for unit in _spelled(named.units, context)]
            context = paths[-1]
            continue
        if _ANCHOR.search(named.before):
            anchor = paths[-1]
            continue
        if _WHERE.search(named.before):
            continue
        if _AS.search(named.before) and context:
            found += _designated(named, context, new)
            inserted = True
            continue
        verb = _VERB.search(text, named.end)
        if verb is not None:
            found += _targeted(named, context, text[verb.start() :], verb["verb"])
            context = paths[-1]
    if not inserted and "indsættes" in text:
        found += _new_units(new, context, anchor, text) or _unlabelled(anchor, text)
    if any(change.how is ChangeKind.REPLACE for change in found):
        found += _written_anew(new, found)
    return found, context or anchor


def _designations(text: str) -> Iterator[_Named]:
    last = 0
    for match in CHAIN.finditer(text):
        units = parse(match[0]).units
        if units:
            yield _Named(match.start(), match.end(), text[last : match.start()], units)
            last = match.end()


def _targeted(named: _Named, context: Path, rest: str, verb: str) -> list[Change]:
    if verb == "indsættes" and _NEW_UNITS.match(rest):
        return []
    kind = _KINDS.get(verb, ChangeKind.MODIFY)
    return [Change(kind, UnitId(unit)) for unit in _spelled(named.units, context)]


def _designated(named: _Named, context: Path, new: Unit | None) -> list[Change]:
    """Units inserted under the number that the instruction gives: "indsættes som stk. 3 og 4"."""
    counted = [len(sentences.of(unit)) for unit in _top(new) if unit.kind is not Kind.PARAGRAPH]
    units = [unit for each in named.units for unit in _each(each, context)]
    if len(counted) != len(units) or (units and "_Pkt" in units[0]):
        counted = [0] * len(units)
    return [Change(ChangeKind.INSERT, unit, sentences=count) for unit, count in zip(units, counted, strict=True)]


def _new_units(new: Unit | None, context: Path, anchor: Path, text: str) -> list[Change]:
    """Units inserted after another one, named by their own labels, or counted where they are sentences."""
    if anchor and anchor[-1].level == "Pkt":
        return _new_sentences(new, anchor, text)
    found = []
    for unit in _top(new):
        step = steps(unit.id)[-1]
        if unit.kind not in _NEW or not step.number or "(" in step.number:
            continue
        outer = _outer(context or anchor, step.level)
        if outer is not None:
            count = len(sentences.of(unit)) if unit.kind in (Kind.STK, Kind.NUMBER, Kind.LITRA) else 0
            found.append(Change(ChangeKind.INSERT, _identified((*outer, step)), sentences=count))
    return found


def _written_anew(new: Unit | None, found: list[Change]) -> Iterator[Change]:
    """The §§ of a new text that its instruction does not name: those of a chapter that is written anew."""
    named = {change.unit for change in found}
    for unit in _top(new):
        step = steps(unit.id)[-1]
        if unit.kind is Kind.PARAGRAPH and step.number and "(" not in step.number and f"Par{step.number}" not in named:
            yield Change(ChangeKind.REPLACE, _identified((step,)))


def _unlabelled(anchor: Path, text: str) -> list[Change]:
    """The first of the units that an instruction puts beside another one, where their text has no labels."""
    if not anchor or not _AS_NEW.search(text) or not anchor[-1].number.isdigit():
        return []
    number = int(anchor[-1].number) + (0 if _BEFORE.search(text) else 1)
    return [Change(ChangeKind.INSERT, _identified((*anchor[:-1], Step(anchor[-1].level, str(number)))))]


def _new_sentences(new: Unit | None, anchor: Path, text: str) -> list[Change]:
    """Sentences inserted after (or before) another one."""
    number = anchor[-1].number
    if not number.isdigit():
        return []
    first = int(number) + (0 if _BEFORE.search(text) else 1)
    how_many = max(1, len(sentences.of(new)) if new else 1, *(len(sentences.of(unit)) for unit in _top(new)), 1)
    return [
        Change(ChangeKind.INSERT, _identified((*anchor[:-1], Step("Pkt", str(first + place)))))
        for place in range(how_many)
    ]


def _top(new: Unit | None) -> Iterator[Unit]:
    """The outermost units of a new text; a new chapter and the §§ in it."""
    for child in new.children if new else ():
        if child.kind in (Kind.CHAPTER, Kind.PART, Kind.GROUP):
            if child.kind is Kind.CHAPTER:
                yield child
            yield from _top(child)
        elif child.kind is not Kind.NOTE:
            yield child


def _renumbered(text: str, context: Path) -> list[Change]:
    """ "Stk. 2-4 bliver herefter stk. 3-5.": pairs of old and new, as many of the one as of the other."""
    found = []
    old: list[UnitId] = []
    for named in _designations(text):
        units = [unit for each in named.units for unit in _each(each, context)]
        if _RENUMBERING.search(named.before) and len(old) == len(units):
            pairs = zip(old, units, strict=True)
            found += [Change(ChangeKind.RENUMBER, one, other) for one, other in pairs if one != other]
            old = []
        else:
            old = units
    return found


def _each(unit: Designated, context: Path) -> Iterator[UnitId]:
    """Every unit of a designation; a range of plain numbers or single letters is counted out."""
    path = _completed(unit.path, context)
    step = path[-1]
    for number in _counted(step.number, unit.to) if unit.to else (step.number,):
        yield _identified((*path[:-1], Step(step.level, number)))


def _counted(first: str, last: str) -> Sequence[str]:
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1:
        return [chr(code) for code in range(ord(first), ord(last) + 1)]
    return (first, last)


def _spelled(units: tuple[Designated, ...], context: Path) -> Iterator[str]:
    """Every unit of a chain; a range of paragraphs or chapters stays one ("first:last"), others are counted out."""
    for unit in units:
        path = _completed(unit.path, context)
        if unit.to and path[-1].level in ("Par", "Kap"):
            yield f"{join(*path)}:{join(*path[:-1], Step(path[-1].level, unit.to))}"
        else:
            yield from _each(unit, context)


def _completed(path: Path, context: Path) -> Path:
    """A path that begins below the paragraph, with what stands around it supplied."""
    outer = _outer(context, path[0].level) if path[0].level in _DEPTH else None
    return (*(outer or ()), *path)


def _identified(path: Path) -> UnitId:
    """The id of a path; what lies below a level that ids do not have ("liste A") counts as its outer unit."""
    known = tuple(takewhile(lambda step: step.level in _LEVELS, path))
    return canonical(join(*known)) if known else UnitId("")


def _outer(context: Path, level: str) -> Path | None:
    """The steps of the context that a unit of this level lies in; None where there are none and it needs some."""
    if level in ("Par", "Kap", "Afs", "Bog") or level not in _DEPTH:
        return ()
    if level == "Pkt":
        outer = tuple(step for step in context if step.level != "Pkt")
    else:
        outer = tuple(step for step in context if _DEPTH.get(step.level, 0) < _DEPTH[level])
    return outer or None
