"""The text as it is searched: single blanks and none before a comma, no invisible characters, broken words whole; and
the way back.

`wording.clean` says the same for a unit's own text. Here whole documents are smoothed, so the way back is kept as a few
points and not as one offset for every character.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_BLANKS = "\n\r\t\v\f\u00a0\u2005\u2002\u2003\u2009\u202f"
_GONE = "\u00ad\u200b\u200c\u200d\ufeff"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_ROUGH = re.compile(rf"[{_BLANKS}{_GONE}{_HYPHENS}]| [ ,]|[a-zæøå]- [a-zæøå]")
_BROKEN = r"-[ ]+ (?<=[a-zæøå]{2}-[ ]) (?!(?:og|eller|samt|til|henholdsvis|hhv|m|i|på|af|for|om|med)\b) (?=[a-zæøå]{2})"
_BROKEN_WORD = re.compile(_BROKEN, re.VERBOSE)
_LOOSE = re.compile(rf"[ ](?=,) | {_BROKEN}", re.VERBOSE)
_RUN = re.compile(rf"[ {_GONE}]* [{_GONE}] [ {_GONE}]* | [ ] (?: [ ]+ | (?=,) ) | {_BROKEN}", re.VERBOSE)


class Smooth(NamedTuple):
    """`text` is what is searched, `source` what was given; from `at[i]` on, offsets are those from `of[i]` on."""

    text: str
    source: str
    at: tuple[int, ...] = ()
    of: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a span (not empty) in the text."""
        return (self._back(start), self._back(end - 1) + 1) if self.at else (start, end)

    def starts_line(self, offset: int) -> bool:
        """Whether a line of the source begins at an offset in the text."""
        if offset == 0:
            return True
        if not self.at:
            return self.source[offset - 1] == "\n"
        return "\n" in self.source[self._back(offset - 1) : self._back(offset)]

    def _back(self, offset: int) -> int:
        place = bisect_right(self.at, offset) - 1
        return self.of[place] + offset - self.at[place]


def smooth(source: str) -> Smooth:
    """Smooth a text.

    >>> smooth("den 21. novem-\\nber 2016").text
    'den 21. november 2016'
    """
    if not _ROUGH.search(source):
        return Smooth(source, source)
    text = _even(source)
    parts: list[str] = []
    at, of = [0], [0]
    length = done = 0
    pattern = _RUN if "  " in text or any(char in text for char in _GONE) else _LOOSE if " ," in text else _BROKEN_WORD
    for match in pattern.finditer(text):
        parts.append(text[done : match.start()])
        length += match.start() - done
        if match[0][0] != "-" and " " in match[0] and not text.startswith(",", match.end()):
            parts.append(" ")
            at.append(length)
            of.append(match.start())
            length += 1
        at.append(length)
        of.append(match.end())
        done = match.end()
    if not parts:
        return Smooth(text, source)
    parts.append(text[done:])
    return Smooth("".join(parts), source, tuple(at), tuple(of))


def _even(text: str) -> str:
    """Every blank a space, every hyphen and minus a plain hyphen, character for character."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text
