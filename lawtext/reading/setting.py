"""Set lines, as a page has them, joined to rows: hyphens at line ends mended, lost ligatures put back where sure.

Works on plain values (where a line stands, how it is set), so that any source of set text can use it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lawtext.reading.roles import Row
from lawtext.wording.abbreviations import NEVER_END

_LABEL = re.compile(
    r"""
    »?(?: §{1,2}\s?\d | Stk\.\s?\d+(?:\s?[a-zæøå])?(?:\s?(?:[-–]|og)\s?\d+)?\.
        | \(?(?:\d{1,3}\s?[a-z]?|[a-zæøå]|[ivx]{2,5})\)\s | [-–—•]\s | \d{1,3}(?:\s[a-z])?\.\s
        | Kapitel\s[\dIVX] | Afsnit\s[IVX\d] | Bilag\b | Lov\snr\.\s\d )
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"»?\(?(?:\d{1,3}\s?[a-z]?|[a-zæøå]|[ivx]{2,5})\)\s")
"""A list's label at the start of a line; in running text it is not printed so."""
_NUMBER_FOLLOWS = re.compile(r"\b(?:jf|jfr|nr|stk|litra|punkt)\.?$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:\b(?:jf|jfr|nr|stk|pkt|litra|dog|og|eller|i|af|efter|til|kapitel|§{1,2})\.?|[,(-])$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?P<before>[^\W\d_]+)-$")
_LOST = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff]")
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "tt", "ti")
_JOINERS = frozenset(("og", "eller", "samt"))
_ENDS = (".", ":", ";", "«", ")")


class SetLine(NamedTuple):
    """A line on a page: its left edge and baseline in points (upwards), its size, whether it is bold or italic."""

    left: float
    base: float
    size: float
    text: str
    slanted: bool = False


def rows(lines: Sequence[SetLine], known: Counter[str]) -> Iterator[Row]:
    """The rows: lines of one column, in reading order, joined where one goes on with the one before.

    `known` are the words of the whole document (see `words`).
    """
    if not lines:
        return
    margin, leading = _margin(lines), _leading(lines)
    row: list[SetLine] = []
    for line in lines:
        if row and _opens(line, row, margin, leading):
            yield _row(row, known, margin)
            row = []
        row.append(line)
    yield _row(row, known, margin)


def words(lines: Sequence[SetLine]) -> Counter[str]:
    """The words of a text, those cut at a line's end left out."""
    out: Counter[str] = Counter()
    for line in lines:
        found = [word.lower() for word in _WORD.findall(line.text)]
        out.update(found[:-1] if line.text.endswith("-") else found)
    return out


def mended(text: str, known: Counter[str]) -> str:
    """Ligatures as letters; a character that the font has lost inside a word, where only one ligature makes it a word
    that is used elsewhere in the text.

    >>> mended("de\ufffdnition", Counter(["definition"]))
    'definition'
    """
    text = "".join(unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char for char in text)
    if not _LOST.search(text):
        return text
    return re.sub(rf"\w*{_LOST.pattern}\w*", lambda word: _restored(word[0], known), text)


def _restored(word: str, known: Counter[str]) -> str:
    fits = [each for each in _LIGATURES if _LOST.sub(each, word).lower() in known]
    return _LOST.sub(fits[0] if len(fits) == 1 else "\ufffd", word)


def joined(before: str, after: str, known: Counter[str]) -> str:
    """Two lines of one row. A hyphen at the end goes, unless it is the word's own.

    >>> joined("den 1. novem-", "ber 2010", Counter()), joined("social-", "og boligministeren", Counter())
    ('den 1. november 2010', 'social- og boligministeren')
    """
    match = _HYPHENATED.search(before)
    next_word = _WORD.match(after)
    if match is None or next_word is None:
        return before + after if before.endswith("-") and after[:1].isdigit() else f"{before} {after}"
    if next_word[0] in _JOINERS:
        return f"{before} {after}"
    whole, kept = (f"{match['before']}{hyphen}{next_word[0]}".lower() for hyphen in ("", "-"))
    own = match["before"].isupper() or next_word[0][0].isupper() or (known[kept] > 0 and known[whole] == 0)
    return before + after if own else before[:-1] + after


def _margin(lines: Sequence[SetLine]) -> float:
    return Counter(round(line.left) for line in lines).most_common(1)[0][0]


def _leading(lines: Sequence[SetLine]) -> float:
    """The usual distance between two lines of one row."""
    steps = Counter(round(one.base - after.base) for one, after in pairwise(lines) if 0 < one.base - after.base < 40)
    return float(steps.most_common(1)[0][0]) if steps else 12.0


def _opens(line: SetLine, row: list[SetLine], margin: float, leading: float) -> bool:
    """Whether a line begins a row: it is set apart, set otherwise, indented, or opens with a label after an end."""
    last = row[-1]
    gap = last.base - line.base
    said = last.text.rstrip()
    ended = said.endswith(_ENDS) and said.rpartition(" ")[2].lower() not in NEVER_END
    centred, was_centred = _centred(line, margin), _centred(last, margin)
    if abs(line.size - last.size) > 1.5 or (line.slanted != last.slanted and centred != was_centred):
        return True
    if _ITEM.match(line.text) and not _NUMBER_FOLLOWS.search(said):
        return True
    if _LABEL.match(line.text) and not _REFERENCE.search(said):
        return ended or line.left > margin + 4 or gap > leading * 1.25 or was_centred or _lists(row)
    if gap > leading * 1.4:
        return said[-1:] not in ("-", ",")
    hanging = _ITEM.match(row[0].text) is not None
    indented = margin + 4 < line.left and last.left <= margin + 4 and not centred and not hanging
    return ended and (indented or centred != was_centred)


def _lists(row: list[SetLine]) -> bool:
    """Whether the row is an item of a list, which need not end in a full stop."""
    return _LABEL.match(row[0].text) is not None and row[-1].text.rstrip().endswith((",", " og", " eller", " samt"))


def _centred(line: SetLine, margin: float) -> bool:
    return line.left > margin + 36


def _row(row: list[SetLine], known: Counter[str], margin: float) -> Row:
    text = ""
    for line in row:
        piece = mended(line.text.strip(), known)
        text = joined(text, piece, known) if text else piece
    return Row(text, heading=all(line.slanted or _centred(line, margin) for line in row) and not _LABEL.match(text))
