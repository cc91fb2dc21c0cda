"""The labels inside one stykke of run-together text: which of them open list items, and which are notes.

A label opens an item only where it can be the next one of a list that is open, or the first of a list that goes on.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from lawtext.law.ids import Step
from lawtext.wording import labels, sentences
from lawtext.wording.clean import clean

_ITEM = re.compile(
    r"""
    (?<!\S)(?P<label>
        \(?(?:
            \d+(?:\s?[A-Za-zæøå])?(?:\s?[-–]\s?\d+(?:\s?[a-zæøå])?)?      # 1) 6a) 6 a) 3-5)
          | [a-zæøå](?:\s?[-–]\s?[a-zæøå])?                               # a) b-d)
          | [ivx]{2,5}                                                    # ii)
        )\)
      | \d{1,2}\.(?=\s[A-ZÆØÅ»])                                       # 1.
      | \d{1,3}(?=\s[A-ZÆØÅ§])                                         # a note's bare "5"
    )(?=\s|$)
    """,
    re.VERBOSE,
)
_REFERENCE_BEFORE = re.compile(r"(?:\b(?:nr|stk|litra|punkt|pos|jf|kapitel|under)\.?|§)\s*$", re.IGNORECASE)
_CHAIN_BEFORE = re.compile(r"(?:[,;]|\b(?:og|eller|samt))\s*$")
_ENDS = tuple(".:;,«)")
_NOTE_OPENS = re.compile(r"[A-ZÆØÅ§»]")
NOTE_SAYS = re.compile(
    r"""
    \b(?:
        (?:lov|lovbekendtgørelse|bekendtgørelse|anordning)\s(?:nr\.|af\s\d)
      | [Ff]orordning | [Dd]irektiv | resolution | Lovtidende
      | note\s\d | rettelig | trykfejl | fejl\b
      | træder\si\skraft | trådt\w*\si\skraft | ikraft\w* | sat\si\skraft
      | ophæve[ts]\sved | indsat\sved | ændr\w+\sved | nedlagt | nyaffattelse\w* | ressort\w*
      | Ændring\w* | Henvisning\w* | Bestemmelse\w*\si\s§
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What notes say: which act changed the text, what is not yet in force, where a reference is wrong."""
_NOTES_LOST = 3
"""In the acts of 2010-2017 the first note of the body is never above 4, and each of the rest is the next number."""
_NOTE_DEPTH = 99
_DEEPEST = 6
"""Lists within lists; acts have three."""
_LOOKS_AHEAD = 400
"""Labels that are looked at to see whether a list goes on; the longest list in a stykke of an act is far shorter."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


class Mark(NamedTuple):
    """A label that opens a unit: where it stands, what it says, and how deep (0: directly in the stykke).

    A note's step is at level `Not`; it belongs to the text right before it. A step without level means that the text of
    the unit that holds the list goes on.
    """

    start: int
    end: int
    step: Step
    depth: int


class _Open(NamedTuple):
    """A list that is open: its last label, and whether it is written "1." and not "1)"."""

    last: Step
    dotted: bool


class Scan:
    """Finds the labels in one stykke that open list items, and the notes that were run into its text."""

    def __init__(self, text: str, start: int, end: int, quoted: list[range], last_note: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._found = [
            match for match in _ITEM.finditer(text, start, end) if not any(match.start() in part for part in quoted)
        ]
        self._lists: list[_Open] = []
        self._marks: list[Mark] = []
        self.last_note = last_note

    def marks(self) -> list[Mark]:
        """In printed order; an item carries its depth, a note belongs to the text right before it."""
        for place, match in enumerate(self._found):
            if self._may_open(match):
                self._mark(match, self._found[place + 1 : place + 1 + _LOOKS_AHEAD])
        resumed = self._resumed()
        if resumed is not None:
            self._marks.append(Mark(resumed, resumed, Step("", ""), 0))
        return self._marks

    def _mark(self, match: re.Match[str], following: list[re.Match[str]]) -> None:
        step = labels.step(match["label"])
        if step is None or step.level == "Led":
            return
        placed = self._placed(match, step, following)
        if self._is_note(match, step, following, placed):
            self.last_note = int(step.number)
            self._add(match, Step("Not", step.number), _NOTE_DEPTH)
        elif placed is not None:
            depth, step = placed
            if depth < len(self._lists) and not follows(self._lists[depth].last, step):
                self._resume_before(match)
            del self._lists[depth:]
            self._lists.append(_Open(step, match["label"].endswith(".")))
            self._add(match, step, depth)

    def _add(self, match: re.Match[str], step: Step, depth: int) -> None:
        self._marks.append(Mark(match.start("label"), match.end("label"), step, depth))

    def _may_open(self, match: re.Match[str]) -> bool:
        before = self._before(match)
        if _REFERENCE_BEFORE.search(before[-12:]):
            return False
        return match["label"].startswith("(") or before.count("(") <= before.count(")")

    def _before(self, match: re.Match[str]) -> str:
        """The text between the last label and this one."""
        begin = self._marks[-1].end if self._marks else self._start
        return self._text[begin : match.start()]

    # Lists

    def _placed(self, match: re.Match[str], step: Step, following: list[re.Match[str]]) -> tuple[int, Step] | None:
        """At which depth the label continues a list or opens a new one; None where it can do neither."""
        dotted = match["label"].endswith(".")
        if not dotted and not match["label"].endswith(")"):
            return None
        for depth in range(len(self._lists) - 1, -1, -1):
            for reading in readings(step):
                if self._lists[depth].dotted == dotted and follows(self._lists[depth].last, reading):
                    return depth, reading
        after_colon = self._before(match).rstrip().endswith(":")
        opened = step if after_colon and step.number.isdigit() else self._opening(step)
        if opened is None or not self._goes_on(opened, dotted, following) or (dotted and not after_colon):
            return None
        inner = self._lists and self._lists[-1].last.level != opened.level and len(self._lists) < _DEEPEST
        return (len(self._lists), opened) if inner or not self._lists else (0, opened)

    def _opening(self, step: Step) -> Step | None:
        if step.number in ("1", "a"):
            return step
        if step.number == "i" and self._lists and self._lists[-1].last.level == "Lit":
            return Step("Num", "i")
        return None

    def _goes_on(self, first: Step, dotted: bool, following: list[re.Match[str]]) -> bool:
        """Whether a second label of the same list follows before the first comes again."""
        for match in following:
            step = labels.step(match["label"])
            if step is None or match["label"].endswith(".") != dotted or match["label"][-1:] not in ").":
                continue
            if step.number == first.number:
                return False
            if any(follows(first, reading) for reading in readings(step)):
                return True
        return False

    def _resume_before(self, match: re.Match[str]) -> None:
        """A second list has a lead-in of its own: the last sentence before it, not the last item of the first list."""
        begin = self._marks[-1].end
        spans = sentences.split(self._text[begin : match.start()])
        if len(spans) > 1 and self._text[begin : match.start()].rstrip().endswith(":"):
            at = begin + spans[-1][0]
            self._marks.append(Mark(at, at, Step("", ""), 0))

    def _resumed(self) -> int | None:
        """Where the stykke goes on after its list: with the first sentence after a chain of clauses.

        A chain (items in lower case, parted by commas) is one sentence that the last item's full stop ends; in a list
        of sentences what follows belongs to the last item. Source: domain/citation-conventions.md (sætningskæde).
        """
        tops = [mark for mark in self._marks if mark.depth == 0 and mark.step.level]
        if len(tops) < 2 or self._marks[-1].depth == _NOTE_DEPTH or not self._is_chain(tops):
            return None
        begin = self._marks[-1].end
        spans = sentences.split(self._text[begin : self._end])
        return begin + spans[1][0] if len(spans) > 1 else None

    def _is_chain(self, tops: list[Mark]) -> bool:
        for mark, after in pairwise(tops):
            item = self._text[mark.end : after.start]
            if (
                not item.lstrip()[:1].islower()
                or not _CHAIN_BEFORE.search(item[-12:])
                or len(sentences.split(item)) > 1
            ):
                return False
        return self._text[tops[-1].end : self._end].lstrip()[:1].islower()

    # Notes

    def _is_note(
        self,
        match: re.Match[str],
        step: Step,
        following: list[re.Match[str]],
        placed: tuple[int, Step] | None,
    ) -> bool:
        """Notes are numbered through the whole text; in a list's place only what speaks as a note does is one."""
        if not step.number.isdigit() or match["label"].endswith(".") or int(step.number) <= self.last_note:
            return False
        says = clean(self._text[match.end() : following[0].start() if following else self._end]).strip()
        if not _NOTE_OPENS.match(says):
            return False
        speaks = bool(NOTE_SAYS.search(says))
        ended = self._before(match).rstrip()[-1:] in _ENDS
        close = self._is_close(int(step.number))
        if placed is not None:
            if not ended:
                # on the lead-in of a list, which goes on after it
                return close and speaks and bool(following) and following[0]["label"] in ("1)", "a)")
            return close and speaks and self._list_is_done(match, placed[0])
        if not match["label"].endswith(")"):
            return close and speaks and ended
        return (speaks and (ended or close)) or (close and ended and self.last_note > 0)

    def _is_close(self, number: int) -> bool:
        """Whether the number can be the next one: notes on headings are lost, so one or two may be missing."""
        return number <= self.last_note + _NOTES_LOST

    def _list_is_done(self, match: re.Match[str], depth: int) -> bool:
        """Whether the list that the label could continue has ended: a chain of clauses came to its full stop."""
        if depth >= len(self._lists):
            return self._before(match).rstrip().endswith(".")
        items = [mark for mark in self._marks if mark.depth == depth]
        chained = any(_CHAIN_BEFORE.search(self._text, max(0, mark.start - 12), mark.start) for mark in items[1:])
        return chained and self._before(match).rstrip().endswith(".")


def readings(step: Step) -> tuple[Step, ...]:
    """What the label may mean: "i)" and "v)" are letters or roman numbers."""
    if step.level == "Lit" and step.number in _ROMAN:
        return (Step("Num", step.number), step)
    return (step,)


def follows(last: Step, step: Step) -> bool:
    """Whether `step` is the next label after `last` in one list: 2 → 3, 6 → 6a, 6a → 7, h → i, ii → iii."""
    if last.level != step.level:
        return False
    previous = re.split(r"[-–+]", last.number)[-1]
    number = re.split(r"[-–+]", step.number)[0]
    if previous in _ROMAN and number in _ROMAN and step.level == "Num":
        return _ROMAN.index(number) == _ROMAN.index(previous) + 1
    if step.level == "Lit":
        return len(number) == len(previous) == 1 and _ALPHABET.find(number) == _ALPHABET.find(previous) + 1
    return _number_follows(previous, number)


def _number_follows(previous: str, number: str) -> bool:
    was, now = (re.fullmatch(r"(\d+)(\D?)", text) for text in (previous, number))
    if was is None or now is None:
        return False
    if int(now[1]) == int(was[1]) + 1:
        return now[2] in ("", "a", "A")
    letter = now[2].lower()
    return now[1] == was[1] and letter != "" and _ALPHABET.find(letter) == _ALPHABET.find(was[2].lower() or "?") + 1
