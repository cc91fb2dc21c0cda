"""A paragraph whose stykker and list items were run together, split again into units.

A label opens a unit only where its number is the one that can come next: "jf. stk. 2." is a reference, "Stk. 2." after
stk. 1 a label. Nothing opens inside »…« or right after "nr." or "litra".
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from lawtext.law.ids import Step, UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import standing
from lawtext.reading.names import Names, inside
from lawtext.wording import labels
from lawtext.wording.clean import clean

Items = list[Passage | Unit]

_STK = re.compile(
    r"""
    (?<!\S)(?P<label>
        (?P<word>[Ss]tk)\.?\s?
        (?P<numbers>\d+(?:\s?[-–]\s?\d+|\s?,\s?\d+|\s+og\s+\d+)*)
        \s?[.):]
    )(?=\s|$|[A-ZÆØÅ(])
    """,
    re.VERBOSE,
)
_ITEM = re.compile(
    r"""
    (?<!\S)(?P<label>
        \(?(?:
            \d+(?:\s?[A-Za-zæøå])?(?:\s?[-–]\s?\d+(?:\s?[a-zæøå])?)?      # 1) 6a) 6 a) 3-5)
          | [a-zæøå](?:\s?[-–]\s?[a-zæøå])?                               # a) b-d)
          | [ivx]{2,5}                                                    # ii)
        )\)
    )(?=\s|$)
    """,
    re.VERBOSE,
)
_REFERENCE_BEFORE = re.compile(r"(?:nr|stk|litra|pkt|punkt|pos|art|bilag|jf|§|kapitel)\.?\s*$", re.IGNORECASE)
_SENTENCE_BEFORE = re.compile(r"[.:;!?)»«”\"]\s*$")
_CONTINUES_BEFORE = re.compile(r"(?:\b(?:jf|jfr|dog|efter|af|og|i|til|med|eller|samt|nr)\.?|,)\s*$", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_KINDS = {"Num": Kind.NUMBER, "Lit": Kind.LITRA}


class _Mark(NamedTuple):
    """A label that opens a unit: where it stands, what it says, and how deep (0: directly in the stykke)."""

    start: int
    end: int
    step: Step
    depth: int


class Splitter:
    """Splits the paragraphs of one text; `text` is the whole of it, so that passages know their place in it."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names

    def paragraph(self, start: int, end: int, uid: UnitId) -> Items:
        """The stykker of the paragraph whose text, without its label, stands at `start:end`."""
        quoted = _quoted(self._text, start, end)
        marks = list(_stk_marks(self._text, start, end, quoted))
        out: Items = []
        first = marks[0].start if marks else end
        if not marks or self._text[start:first].strip():
            out.append(self._stk(start, first, None, inside(uid, "Stk1"), quoted))
        for mark, after in zip_longest(marks, marks[1:]):
            stop = after.start if after else end
            name = inside(uid, mark.step.level + mark.step.number)
            out.append(self._stk(mark.end, stop, self._passage(mark.start, mark.end), name, quoted))
        return out

    def _stk(self, start: int, end: int, label: Passage | None, wanted: str, quoted: list[range]) -> Unit:
        uid = self._names.give(wanted)
        marks = _item_marks(self._text, start, end, quoted)
        content = self._filled(start, end, marks, uid)
        found = standing.of_items(content)
        return Unit(uid, Kind.STK, label, (), tuple(content), found.repealed, found.omitted)

    def _filled(self, start: int, end: int, marks: list[_Mark], uid: UnitId) -> Items:
        """Text, then the items of a list with all that lies in them, then what follows the list."""
        if not marks:
            return self._passages(start, end)
        out = self._passages(start, marks[0].start)
        depth = marks[0].depth
        tops = [place for place, mark in enumerate(marks) if mark.depth == depth]
        for place, after in zip_longest(tops, tops[1:]):
            mark = marks[place]
            stop = marks[after].start if after is not None else end
            inner = marks[place + 1 : after]
            out.append(self._item(mark, stop, inner, uid))
        return out

    def _item(self, mark: _Mark, stop: int, inner: list[_Mark], outer: UnitId) -> Unit:
        uid = self._names.give(inside(outer, mark.step.level + mark.step.number))
        content = self._filled(mark.end, stop, inner, uid)
        found = standing.of_items(content)
        label = self._passage(mark.start, mark.end)
        return Unit(uid, _KINDS[mark.step.level], label, (), tuple(content), found.repealed, found.omitted)

    def _passages(self, start: int, end: int) -> Items:
        return [self._passage(start, end)] if self._text[start:end].strip() else []

    def _passage(self, start: int, end: int) -> Passage:
        """The text between, without the blanks around it."""
        raw = self._text[start:end]
        begin = start + len(raw) - len(raw.lstrip())
        raw = raw.strip()
        return Passage(clean(raw), raw, begin)


def _quoted(text: str, start: int, end: int) -> list[range]:
    """The stretches inside »…« that are closed before the paragraph ends."""
    found: list[range] = []
    opened: list[int] = []
    for match in re.compile("[»«]").finditer(text, start, end):
        if match[0] == "»":
            opened.append(match.start())
        elif opened:
            begin = opened.pop()
            if not opened:
                found.append(range(begin, match.start()))
    return found


def _stk_marks(text: str, start: int, end: int, quoted: list[range]) -> Iterator[_Mark]:
    last = 1
    for match in _STK.finditer(text, start, end):
        step = labels.step(match["label"], "Stk")
        if step is None or any(match.start() in stretch for stretch in quoted):
            continue
        numbers = [int(digits) for digits in re.findall(r"\d+", step.number)]
        first = numbers[0]
        opens_text = not text[start : match.start()].strip()
        if not (first > last or (opens_text and first == 1)):
            continue
        if not opens_text and not _may_open_stk(text, start, match, first == last + 1):
            continue
        last = numbers[-1]
        yield _Mark(match.start("label"), match.end("label"), step, 0)


def _may_open_stk(text: str, start: int, match: re.Match[str], expected: bool) -> bool:
    """Whether what stands before and after lets "Stk. 3." be a label and not the end of a reference."""
    before = text[max(start, match.start() - 24) : match.start()]
    if _CONTINUES_BEFORE.search(before):
        return False
    after = text[match.end() : match.end() + 2].strip()
    ended = _SENTENCE_BEFORE.search(before) is not None
    opens = not after or after[0].isupper() or after[0] in '(§»”"1234567890'
    if match["word"] == "stk" or not expected:
        return ended and opens
    return ended or opens


def _item_marks(text: str, start: int, end: int, quoted: list[range]) -> list[_Mark]:
    """The labels in a stykke that open list items, each with its depth."""
    marks: list[_Mark] = []
    open_lists: list[Step] = []
    for match in _ITEM.finditer(text, start, end):
        if any(match.start() in stretch for stretch in quoted) or not _may_open_item(text, start, match, marks):
            continue
        step = labels.step(match["label"])
        if step is None or step.level == "Led":
            continue
        found = _placed(step, open_lists)
        if found is None:
            continue
        depth, step = found
        del open_lists[depth:]
        open_lists.append(step)
        marks.append(_Mark(match.start("label"), match.end("label"), step, depth))
    return marks


def _may_open_item(text: str, start: int, match: re.Match[str], marks: list[_Mark]) -> bool:
    begin = marks[-1].end if marks else start
    before = text[begin : match.start()]
    if _REFERENCE_BEFORE.search(before[-12:]):
        return False
    return match["label"].startswith("(") or before.count("(") <= before.count(")")


def _placed(step: Step, open_lists: list[Step]) -> tuple[int, Step] | None:
    """At which depth the label continues a list or opens a new one; None where it can do neither."""
    for depth in range(len(open_lists) - 1, -1, -1):
        for reading in _readings(step):
            if _follows(open_lists[depth], reading):
                return depth, reading
    if step.number in ("1", "a"):
        reading = step
    elif step.number == "i" and open_lists and open_lists[-1].level == "Lit":
        reading = Step("Num", "i")
    else:
        return None
    inner = open_lists and open_lists[-1].level != reading.level
    return (len(open_lists), reading) if inner or not open_lists else (0, reading)


def _readings(step: Step) -> tuple[Step, ...]:
    """What the label may mean: "i)" and "v)" are letters or roman numbers."""
    if step.level == "Lit" and step.number in _ROMAN:
        return (Step("Num", step.number), step)
    return (step,)


def _follows(last: Step, step: Step) -> bool:
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
