"""The amending §§ of an act: which act each of them amends, and what its points do."""

import re
from collections.abc import Iterator

from lawtext.corpus import chains, instructions
from lawtext.corpus.registers import Amends
from lawtext.law.editions import Edition
from lawtext.law.ids import UnitId, edition_id
from lawtext.law.units import Kind, Unit
from lawtext.wording import dates, running

_AMENDED = re.compile(
    rf"""
    \bI\ (?P<title>.+?)
    (?:
        ,?\ jf\.?\ lovbekendtgørelse\ (?:nr\.?\ ?)?(?P<consolidated>\d+)\ af\ (?P<consolidated_on>{dates.PATTERN})
      | ,\ som\ (?:senest\ )?ændret | ,?\ foretages | ,?\ (?:således\ )?som\ ændret
    )
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(rf"^lov nr\.? ?(?P<number>\d+) af (?P<day>{dates.PATTERN})")
_BEFORE = re.compile(r"\bændret\b")


def amends_of(edition: Edition) -> tuple[Amends, ...]:
    """What each amending § of an act or amending act does; () where the source has no points."""
    found = []
    for root in edition.units:
        for unit in root.walk():
            points = [child for child in unit.children if child.kind is Kind.POINT]
            if points:
                found.append(_amends(unit, points))
    return tuple(found)


def _amends(unit: Unit, points: list[Unit]) -> Amends:
    """One amending §; its points stand in it, or in its only stykke."""
    text = running.text(unit)
    act, edition = _amended(text)
    made = [(change, point.id) for point in points for change in instructions.changes_of(point)]
    understood = {point for _, point in made}
    before = _BEFORE.search(text)
    return Amends(
        part=UnitId(unit.id.partition("_")[0]),
        act=act,
        edition=edition,
        after=tuple(chains.amendments(text[before.end() :])) if before else (),
        changes=tuple(change for change, _ in made),
        by=tuple(point for _, point in made),
        unread=tuple(_unread(points, understood)),
    )


def _unread(points: list[Unit], understood: set[UnitId]) -> Iterator[UnitId]:
    for point in points:
        if point.id not in understood and not instructions.touches_no_unit(point):
            yield point.id


def _amended(intro: str) -> tuple[str, str]:
    """The key of the act amended, and the consolidation named, from "I lov om X, jf. lovbekendtgørelse nr. …"."""
    match = _AMENDED.search(intro)
    if match is None:
        return "", ""
    edition = ""
    if match["consolidated"] and (signed := dates.read(match["consolidated_on"])):
        edition = edition_id(signed.year, match["consolidated"])
    numbered = _NUMBERED.match(match["title"])
    if numbered and (signed := dates.read(numbered["day"])):
        return edition_id(signed.year, numbered["number"]), edition
    return f"title:{match['title'].strip()}", edition
