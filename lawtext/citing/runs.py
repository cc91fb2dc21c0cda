"""A chain token by token, as runs: each word that says a level, with the numbers it governs.

"§ 5, stk. 1 og 2, nr. 3" is the runs § (5), stk. (1, 2) and nr. (3); how they hang together is for `parse`.
"""

import re
from typing import NamedTuple

from lawtext.citing.grammar import AND, ORDINALS
from lawtext.citing.levels import HAS_LETTERS, counted_level, level_of

_ORDINALS = {"sidste": "Last", "første": "1", "andet": "2", "tredje": "3", "næstsidste": "LastButOne"}
_TOKEN = re.compile(
    rf"""
      (?<!§) (?<!§[ ]) (?P<ordinals> {ORDINALS} ) [ ]?
      (?P<of> [Pp]kt\.? (?![ ]\d+(?!\.)) | punktum\w* | led\w* | (?:under)?afsnit | stykker? | stk\. | kapitel ) (?!\w)
    | (?P<word>
          §[ ]?§? | [Pp]aragraf(?:f?erne|f?er)?
        | [Uu]nderbilag(?:ene)? | [Bb]ilag(?:ene)? | [Kk]ap(?:itlerne|itler|itel|\.)?
        | [Aa]fsnit(?:tene)? | afdeling(?:erne)?
        | [Ss]tykker?(?:ne)? | [Ss]tk\.? | [Nn]umre(?:ne)? | [Nn]ummer | [Nn]r\.? | [Ll]itra(?:erne)?
        | [Aa]rt(?:iklerne|ikler|ikel|\.) | [Pp]unkt(?:erne)? | [Pp]kt\. | del\b | liste\b
      )
    | (?P<join> {AND} | , )
    | (?P<dash> [-–—] | til[ ]og[ ]med )
    | (?P<number>
          \d+ (?: [ ]?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]) )?
        | [IVXLC]+ (?: (?: [ ][A-Z] | [ ]?[a-hj-z] )(?!\w) )? (?!\w)
        | (?<![A-Za-zÆØÅæøå]) [A-Za-zÆØÅæøå]{{1,3}}(?!\w)
      )
    | [ ).\[\]…]
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(r"\d+|[A-Za-zæø]+|[-–—]")
_BEFORE_LETTER = re.compile(r"(\d+).*")


class Number(NamedTuple):
    """One number of a run. `to` is the end of its range, "" for none; `joined` what stood before it: ",", "og" …"""

    first: str
    to: str = ""
    joined: str = ""

    @property
    def last(self) -> str:
        """The number, or the end of its range."""
        return self.to or self.first


class Run(NamedTuple):
    """A level with its numbers, at least one. `joined`: what stood before its word; `many`: its §§ are several."""

    level: str
    joined: str
    numbers: tuple[Number, ...]
    many: bool = False

    @property
    def last(self) -> str:
        """The last number."""
        return self.numbers[-1].last


def read(text: str) -> list[Run]:
    """The runs of a chain, in order."""
    collected = _Collected()
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "of":
            collected.ordinals(match["of"], match["ordinals"])
        elif kind == "word":
            collected.word(match["word"])
        elif kind == "join":
            collected.join = match["join"].strip()
        elif kind == "dash":
            collected.dash = True
        elif kind == "number":
            collected.number(match["number"].replace(" ", ""))
    collected.close()
    return collected.found


class _Collected:
    """The runs of a chain, collected token by token. `join` and `dash`: what stood since the last number."""

    def __init__(self) -> None:
        self.found: list[Run] = []
        self.join = ""
        self.dash = False
        self._level = self._joined = ""
        self._many = False
        self._numbers: list[Number] = []

    def close(self) -> None:
        """Keep the run that is being collected."""
        if self._level and self._numbers:
            self.found.append(Run(self._level, self._joined, tuple(self._numbers), self._many))
        self._numbers.clear()

    def ordinals(self, word: str, numbers: str) -> None:
        """ "1. og 2. pkt.": a run of its own."""
        self.close()
        self.found.append(Run(counted_level(word), self.join or " ", _ordinals(numbers)))
        self._level = self.join = ""

    def word(self, word: str) -> None:
        """A level word; after a dash the same word again says nothing ("stk. 2-stk. 4")."""
        level = level_of(word)
        if self.dash and level == self._level:
            return
        self.close()
        self._level, self._joined = level, self.join or " "
        self._many = "§" in word[1:] or (level != "Par" and self._many)
        self.join = ""

    def number(self, number: str) -> None:
        """A number of the run, or the end of its last range."""
        if not self._level and self.found:
            self._level, self._joined, self._many = "Par", self.join or " ", True
        before = self._numbers[-1] if self._numbers else None
        if before is not None and self.dash:
            self._numbers[-1] = before._replace(to=_whole(number, before.first))
        elif before is not None and self._level in HAS_LETTERS:
            self._numbers.append(Number(_whole(number, before.last), joined=self.join))
        else:
            self._numbers.append(Number(number, joined=self.join))
        self.join, self.dash = "", False


def _whole(number: str, before: str) -> str:
    """A letter with the figures before it: in "69 d-e" and "69 d og e" the "e" is 69 e."""
    return number if number[0].isdigit() or not before[0].isdigit() else _BEFORE_LETTER.sub(r"\1", before) + number


def _ordinals(text: str) -> tuple[Number, ...]:
    numbers: list[Number] = []
    dash = False
    for match in _ORDINAL.finditer(text):
        word = match[0].lower()
        if word in ("-", "–", "—", "med"):
            dash = True
        elif word.isdigit() or word in _ORDINALS:
            number = _ORDINALS.get(word, word)
            if dash and numbers:
                numbers[-1] = Number(numbers[-1].first, number)
            else:
                numbers.append(Number(number, joined=","))
            dash = False
    return tuple(numbers)
