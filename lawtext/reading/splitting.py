"""A paragraph whose stykker and list items were run together, split again into units.

A label opens a unit only where its number is the one that can come next: "jf. stk. 2." is a reference, "Stk. 2." after
stk. 1 a label. Nothing opens inside »…« or right after "nr." or "litra".
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import standing
from lawtext.reading.list_labels import Mark, Scan
from lawtext.reading.names import Names, inside
from lawtext.wording import labels
from lawtext.wording.clean import clean

Items = list[Passage | Unit]

_STK = re.compile(
    r"""
    (?<!\S)(?P<label>
        (?P<word>[Ss]tk)\.?\s?
        (?P<numbers>\d+(?:\s?[-–]\s?\d+|\s?,\s?\d+|\s+og\s+\d+)*)
        (?P<dot>\s?[.):]|(?=\s[A-ZÆØÅ]))
    )(?=\s|$|[A-ZÆØÅ(])
    """,
    re.VERBOSE,
)
_SENTENCE_BEFORE = re.compile(r"[.:;!?)»«”\"]\s*$")
_CONTINUES_BEFORE = re.compile(r"(?:\b(?:jf\.?|jfr\.?|nr\.?|dog|efter|af|og|i|til|med|eller|samt))\s*$", re.IGNORECASE)
_PARAGRAPH_BEFORE = re.compile(r"§\s?\d+(?:\s?[a-z])?,\s*$")
_KINDS = {"Num": Kind.NUMBER, "Lit": Kind.LITRA}


class Splitter:
    """Splits the paragraphs of one text, in order; `text` is the whole of it, so that passages know their place."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._last_note = 0

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
        scan = Scan(self._text, start, end, quoted, self._last_note)
        marks = scan.marks()
        self._last_note = scan.last_note
        content = self._filled(start, end, marks, uid)
        found = standing.of_items(content)
        return Unit(uid, Kind.STK, label, (), tuple(content), found.repealed, found.omitted)

    def _filled(self, start: int, end: int, marks: list[Mark], uid: UnitId) -> Items:
        """Text and its notes, then the items of a list with all that lies in them."""
        out = self._passages(start, marks[0].start if marks else end)
        place = 0
        while place < len(marks):
            mark = marks[place]
            after = place + 1
            while after < len(marks) and mark.step.level != "Not" and marks[after].depth > mark.depth:
                after += 1
            stop = marks[after].start if after < len(marks) else end
            if mark.step.level:
                out.append(self._opened(mark, stop, marks[place + 1 : after], uid))
            else:
                out.extend(self._passages(mark.start, stop))
            place = after
        return out

    def _opened(self, mark: Mark, stop: int, inner: list[Mark], outer: UnitId) -> Unit:
        label = self._passage(mark.start, mark.end)
        if mark.step.level == "Not":
            uid = self._names.give(f"Not{mark.step.number}@{outer}")
            return Unit(uid, Kind.NOTE, label, (), tuple(self._passages(mark.end, stop)))
        uid = self._names.give(inside(outer, mark.step.level + mark.step.number))
        content = self._filled(mark.end, stop, inner, uid)
        found = standing.of_items(content)
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


def _stk_marks(text: str, start: int, end: int, quoted: list[range]) -> Iterator[Mark]:
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
        yield Mark(match.start("label"), match.end("label"), step, 0)


def _may_open_stk(text: str, start: int, match: re.Match[str], expected: bool) -> bool:
    """Whether what stands before and after lets "Stk. 3." be a label and not the end of a reference."""
    before = text[max(start, match.start() - 24) : match.start()]
    if _CONTINUES_BEFORE.search(before):
        return False
    if before.rstrip().endswith(","):
        return expected and match["word"] == "Stk" and not _PARAGRAPH_BEFORE.search(before)
    after = text[match.end() : match.end() + 2].strip()
    ended = _SENTENCE_BEFORE.search(before) is not None
    opens = not after or after[0].isupper() or after[0] in '(§»”"1234567890'
    if match["word"] == "stk" or not expected or not match["dot"]:
        return ended and opens
    return ended or opens
