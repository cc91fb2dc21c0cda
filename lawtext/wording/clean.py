"""Clean text: what a reader sees, without the invisible characters of the source, and the way back to it.

Source of the characters: domain/lexdania.md section 3 (non-breaking spaces, soft hyphens, zero-width joiners, U+2011).
"""

import re

_GONE = "\u00ad\u200b\u200c\u200d\ufeff"
_TABLE = str.maketrans(dict.fromkeys(_GONE) | {"\u2011": "-"})
_NEEDS_WORK = re.compile(r"[\u00ad\u200b-\u200d\ufeff\u2011]|[^\S ]|  ")
_BLANKS = re.compile(r"\s+")
_STEP = re.compile(rf"(?P<gone>[{_GONE}]+)|(?P<blank>\s(?:[{_GONE}]*\s)*)")


def clean(raw: str) -> str:
    """The text without invisible characters, every run of blanks one space; ends are not stripped.

    >>> clean("§\\u00a013\\u00ada.")
    '§ 13a.'
    """
    if not _NEEDS_WORK.search(raw):
        return raw
    return _BLANKS.sub(" ", raw.translate(_TABLE))


def offsets(raw: str) -> list[int]:
    """For each character of `clean(raw)` the index in `raw` it came from (a folded blank: its first character).

    >>> offsets("a\\u00ad\\u00a0 b")
    [0, 2, 4]
    """
    places: list[int] = []
    at = 0
    for match in _STEP.finditer(raw):
        places.extend(range(at, match.start()))
        if match["blank"] is not None:
            places.append(match.start())
        at = match.end()
    places.extend(range(at, len(raw)))
    return places
