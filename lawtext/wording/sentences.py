"""Sentences (punktum), as a reference counts them: "§ 5, stk. 1, 2. pkt." is the second sentence of the joined text.

A dot ends a sentence when a capital, a quotation or a § follows, unless the word before it is an abbreviation that
goes on, an initial or an ordinal. Nothing ends inside parentheses or »…«. A list inside a sentence does not end it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.wording import running
from lawtext.wording.abbreviations import ALL, NEVER_END

_CANDIDATE = re.compile(
    r"""
    (?<![^\s.])                           # from a word's start: a long one is gone through once
    (?P<word>[^\s.]*(?:\.[^\s.]+){0,9})   # the word that ends here, with inner dots
    (?P<stop>[.!?]+)
    (?P<close>[«”"')\]]*)                 # quotes and parentheses that close with it
    [ ]+
    (?=
        (?P<opens>[»”"'(\[]*)[ ]?
        (?:
            [A-ZÆØÅÉÖÜ§]
          | \d+\.(?:[ ]?[-–][ ]?\d+\.|[ ]og[ ]\d+\.)?[ ]pkt\.   # "2. pkt. gælder", "1.-3. pkt. gælder"
          | (?P<figure>\d+)[ ][a-zæøå]                           # "2 medlemmer udpeges"
        )
    )
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(r"(?:litra|afsnit|bilag|tabel|kapitel|gruppe|kategori|klasse|\d) $", re.IGNORECASE)
_NESTING = re.compile(r"[()»«]")
_FINAL = (".", "!", "?", ":", "»", "«", ")")


class Sentence(NamedTuple):
    """One sentence of a unit. `id` is the unit's with `_Pkt<n>`; `start` and `end` count in the unit's running text."""

    id: UnitId
    text: str
    start: int
    end: int


def split(text: str, breaks: Iterable[int] = ()) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, without the blanks between them; [] for a text of blanks.

    `breaks` are offsets at which a list stood: text that goes on there with a capital is a new sentence.

    >>> split("Jf. stk. 2, 1. pkt. Loven gælder.")
    [(0, 19), (20, 33)]
    """
    spans = []
    start = len(text) - len(text.lstrip())
    for end, after in _ends(text, breaks):
        spans.append((start, end))
        start = after
    last = len(text.rstrip())
    if last > start:
        spans.append((start, last))
    return spans


def of(unit: Unit) -> tuple[Sentence, ...]:
    """The sentences of a unit's own text, with their ids. Headings, notes and list items are not counted."""
    joined = running.of(unit.content)
    spans = split(joined.text, _ended(unit, joined)) if joined.text else []
    body, mark, anchor = unit.id.partition("@")
    return tuple(
        Sentence(UnitId(f"{body}_Pkt{place}{mark}{anchor}"), joined.text[start:end], start, end)
        for place, (start, end) in enumerate(spans, 1)
    )


def _ends(text: str, breaks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where sentences end and the next ones begin, but for the last."""
    inside = _nested(text) if "(" in text or "»" in text else None
    forced = [place for place in breaks if text[place : place + 1].isupper() or text[place : place + 1] == "§"]
    for match in _CANDIDATE.finditer(text):
        while forced and forced[0] < match.end():
            place = forced.pop(0)
            if place > 0:
                yield len(text[:place].rstrip()), place
        if forced and forced[0] == match.end():
            forced.pop(0)
        if _is_end(text, match) and not (inside and inside[match.end() - 1]):
            yield match.end("close"), match.end()
    for place in forced:
        yield len(text[:place].rstrip()), place


def _is_end(text: str, match: re.Match[str]) -> bool:
    word = match["word"].lstrip("(»”\"'[")
    if match["stop"] != "." or match["close"]:
        return not match["figure"]
    abbreviated = f"{word.lower()}."
    if abbreviated in NEVER_END:
        return False
    if match["figure"]:
        return word.isalpha() and len(word) > 2 and abbreviated not in ALL
    if match["opens"].startswith("("):
        # "lov om social pension m.v. (Forenkling af regler)"
        return abbreviated not in ALL
    if len(word) == 1 and word.isupper():
        return bool(_LABELLED.search(text, 0, match.start("word")))
    return True


def _nested(text: str) -> bytearray:
    """For each character 1 where it stands inside a pair of parentheses or quotation marks that does close."""
    inside = bytearray(len(text))
    opened: list[int] = []
    waiting = {"(": 0, "»": 0}
    for match in _NESTING.finditer(text):
        mark = match[0]
        if mark in waiting:
            waiting[mark] += 1
            opened.append(match.start())
            continue
        partner = "(" if mark == ")" else "»"
        if waiting[partner]:
            while text[opened[-1]] != partner:
                waiting[text[opened.pop()]] -= 1
            waiting[partner] -= 1
            begin = opened.pop()
            inside[begin : match.start()] = b"\x01" * (match.start() - begin)
    return inside


def _ended(unit: Unit, joined: running.Running) -> list[int]:
    """The breaks at which the list before them has ended its sentence."""
    ended = []
    place = 0
    seen = False
    last: Unit | None = None
    for item in unit.content:
        if isinstance(item, Passage):
            if item.text.strip():
                if last is not None and seen:
                    if _closes(last):
                        ended.append(joined.breaks[place])
                    place += 1
                last, seen = None, True
        elif item.kind is not Kind.NOTE:
            last = item
    return ended


def _closes(unit: Unit) -> bool:
    """Whether the last text of a list or table ends a sentence; a table or image always does."""
    if unit.kind in (Kind.TABLE, Kind.IMAGE):
        return True
    for item in reversed(unit.content):
        if isinstance(item, Passage):
            if item.text.strip():
                return item.text.rstrip().endswith(_FINAL)
        elif item.kind is not Kind.NOTE:
            return _closes(item)
    return False
