"""A unit's own running text: its passages joined as a reader reads them, without its notes, lists and tables.

Two passages are joined by a space, unless the next begins with punctuation. Source: domain/lexdania.md section 3.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from lawtext.law.units import Kind, Passage, Unit
from lawtext.wording.clean import offsets

CLOSING = (",", ".", ";", ":", ")", "!", "?")


class Running(NamedTuple):
    """`text`, where in it each of `passages` begins (`starts`), and `breaks`: offsets that a list or table stood at."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]


def text(unit: Unit) -> str:
    """Only the text of `of(unit)`.

    >>> text(Unit("Par1_Stk1", Kind.STK, content=(Passage("Loven gælder,", "", 0), Passage("jf. stk. 2", "", 0))))
    'Loven gælder, jf. stk. 2'
    """
    return of(unit.content).text


def places(unit: Unit) -> list[int]:
    """For each character of `text(unit)` the offset in the source's text that it came from.

    The space between two passages comes from the end of the first; a folded blank from its first character.

    >>> places(Unit("Par1", Kind.STK, content=(Passage("a b", "a\\u00a0 b", 7), Passage("c", "c", 11))))
    [7, 8, 10, 11, 11]
    """
    joined = of(unit.content)
    found: list[int] = []
    for start, passage in zip(joined.starts, joined.passages, strict=True):
        if start > len(found):
            before = joined.passages[bisect_right(joined.starts, start) - 2]
            found.append(before.at + len(before.raw))
        own = offsets(passage.raw)
        shift = len(passage.text) - len(passage.text.lstrip())
        found += [passage.at + place for place in own[shift : shift + len(passage.text.strip())]]
    return found


def heading(unit: Unit) -> str:
    """The heading as one line, without the notes on it."""
    return of(unit.heading).text


def of(items: Iterable[Passage | Unit]) -> Running:
    """The running text of a unit's content or heading."""
    out = ""
    passages: list[Passage] = []
    starts: list[int] = []
    breaks: list[int] = []
    broken = False
    for item in items:
        if isinstance(item, Unit):
            broken = broken or (item.kind is not Kind.NOTE and bool(out))
            continue
        piece = item.text.strip()
        if not piece:
            continue
        if out and not piece.startswith(CLOSING):
            out += " "
        if broken:
            breaks.append(len(out))
            broken = False
        passages.append(item)
        starts.append(len(out))
        out += piece
    return Running(out, tuple(passages), tuple(starts), tuple(breaks))
