"""When an act or order says that it takes effect, and which acts it says that it repeals.

Only what the text says in so many words is read: "Loven træder i kraft den 1. januar 2020, jf. dog stk. 2." Where a
minister decides the day, the day is not known.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lawtext.citing.designated import Designated
from lawtext.citing.grammar import CHAIN
from lawtext.citing.parse import parse
from lawtext.corpus.registers import Commencement, Repeal
from lawtext.law.editions import ActType, Edition
from lawtext.law.ids import Step, UnitId, canonical, edition_id, join
from lawtext.law.units import Kind, Unit
from lawtext.law.works import Later
from lawtext.wording import dates, sentences

_WHOLE = re.compile(
    rf"""
    ^(?:Stk\.\ 1\.\ )?
    (?:Denne\ )?(?:[Ll]oven|[Bb]ekendtgørelsen|[Aa]nordningen|[Ll]ov|[Bb]ekendtgørelse)
    \ træder\ i\ kraft\ (?: (?:den\ )?(?P<day>{dates.PATTERN}) | (?P<published>dagen\ efter) | på\ det\ tidspunkt )
    """,
    re.VERBOSE,
)
_PART = re.compile(
    rf"""
    ^(?:Stk\.\ \d+\.\ )? (?:Bestemmelserne\ i\ |Bestemmelsen\ i\ |Lovens\ |lovens\ )*
    (?P<units>(?:§|Kapitel|Afsnit|kapitel|afsnit|Bilag).+?)
    ,?\ træder\ (?:dog\ )?(?:først\ )?i\ kraft\ (?:den\ )?(?P<day>{dates.PATTERN})
    """,
    re.VERBOSE,
)
_DECIDED = re.compile(
    r"""
      \b(?:fastsætter|bestemmer)\b .{0,80}? \b[Ii]krafttræd\w* \ (?:af|for)\ (?P<units>.*§.+)
    | ^(?:Stk\.\ \d+\.\ )? (?:Tidspunktet\ for\ )?[Ii]krafttræd\w* \ (?:af|for)\ (?P<first>.*§.+?)
      ,?\ (?:fastsættes|bestemmes)\ af
    """,
    re.VERBOSE,
)
_REPEALS = re.compile(r"^(?!.*(?:§|følgende ændring)).*\bophæves\b")
_REPEALED = re.compile(
    rf"\b(?:lov|lovbekendtgørelse|bekendtgørelse|anordning)\ nr\.?\ ?(?P<number>\d+)\ af\ (?P<day>{dates.PATTERN})",
    re.IGNORECASE,
)
_ELSEWHERE = (Kind.COMMENCEMENT, Kind.NEW_TEXT, Kind.ANNEX, Kind.NOTE, Kind.POINT, Kind.PREAMBLE)


def read(edition: Edition) -> Commencement | None:
    """What an act or order says of its own commencement; None for a lovbekendtgørelse, and where nothing is said."""
    if edition.type is ActType.LBK:
        return None
    amending = frozenset(unit.id for unit in _walk(edition) if any(each.kind is Kind.POINT for each in unit.children))
    parts = frozenset(unit.partition("_")[0] for unit in amending)
    since: date | None = None
    where = UnitId("")
    later: list[Later] = []
    for unit in _walk(edition):
        for sentence in sentences.of(unit):
            if not where and (match := _WHOLE.search(sentence.text)):
                since, where = _first_day(match, edition), unit.id
            elif match := _PART.search(sentence.text):
                later += _later(match["units"], dates.read(match["day"]), unit.id, edition, parts)
            elif match := _DECIDED.search(sentence.text):
                units = match["units"] or match["first"]
                # "§ 64 i sundhedsloven som affattet ved denne lovs § 2, nr. 3": the point is what takes effect later
                _, _, own = units.partition("denne lovs ")
                later += _later(own or units, None, unit.id, edition, parts)
    return Commencement(since, where, tuple(later)) if where or later else None


def repeals(edition: Edition) -> Iterator[Repeal]:
    """The acts and orders, by year and number, that an act or order says in its own body are repealed."""
    if edition.type is ActType.LBK:
        return
    for unit in _walk(edition):
        for sentence in sentences.of(unit):
            if not _REPEALS.search(sentence.text):
                continue
            for match in _REPEALED.finditer(sentence.text):
                if signed := dates.read(match["day"]):
                    yield Repeal(edition_id(signed.year, match["number"]), unit.id)


def _first_day(match: re.Match[str], edition: Edition) -> date | None:
    if match["published"]:
        return edition.published + timedelta(days=1) if edition.published else None
    return dates.read(match["day"]) if match["day"] else None


def _walk(edition: Edition) -> Iterator[Unit]:
    """The units of the body, without commencement blocks, annexes, notes and text that belongs in another act."""
    pending = list(reversed(edition.units))
    while pending:
        unit = pending.pop()
        if unit.kind not in _ELSEWHERE:
            yield unit
            pending.extend(reversed(unit.children))


def _later(units: str, day: date | None, unit: UnitId, edition: Edition, parts: frozenset[str]) -> Iterator[Later]:
    named = tuple(
        _identified(each, parts) for match in CHAIN.finditer(units) for each in parse(match[0]).units
        if each.path[0].level in ("Par", "Kap", "Afs", "Bil")
    )  # fmt: skip
    if named:
        yield Later(named, day, f"{unit} i {edition.id}")


def _identified(unit: Designated, parts: frozenset[str]) -> str:
    """An id, or "first:last"; the points of an amending § are `Par1_Num5`, without a stykke."""
    first = join(*unit.path)
    last = join(*unit.path[:-1], Step(unit.path[-1].level, unit.to)) if unit.to else None
    if first.partition("_")[0] not in parts:
        first, last = canonical(first), canonical(last) if last else None
    return f"{first}:{last}" if last else first
