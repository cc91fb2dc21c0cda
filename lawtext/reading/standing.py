"""Units that stand in an edition only to say that nothing stands there ("(Ophævet)") or is printed ("(Udeladt)")."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lawtext.law.units import Kind, Passage, Unit

_REPEALED = re.compile(r"\((?:ophæve[ts]|udgåe[tn]|bortfald\w*|ubenytte\w*)\b[^()]*\)?\.?", re.IGNORECASE)
_OMITTED = re.compile(r"\([^()]*\budela(?:d|de)[^()]*\)?\.?", re.IGNORECASE)


class Standing(NamedTuple):
    """`repealed`: the text is only "(Ophævet)" or the like; `omitted`: only "(Udeladt)" or the like."""

    repealed: bool
    omitted: bool


IN_FORCE = Standing(False, False)
REPEALED = Standing(True, False)
OMITTED = Standing(False, True)


def of_text(text: str) -> Standing:
    """What a unit's whole own text says of it.

    >>> of_text("(Ophævet).").repealed, of_text("(Overgangsbestemmelse, udeladt)").omitted, of_text("(Se nr. 2)")
    (True, True, Standing(repealed=False, omitted=False))
    """
    text = text.strip()
    if not text.startswith("("):
        return IN_FORCE
    if _REPEALED.fullmatch(text):
        return REPEALED
    return OMITTED if _OMITTED.fullmatch(text) else IN_FORCE


def of_items(items: Iterable[Passage | Unit]) -> Standing:
    """What a unit's content says: its own text, or else all the units in it (notes do not count)."""
    texts: list[str] = []
    inner: list[Unit] = []
    for item in items:
        if isinstance(item, Passage):
            texts.append(item.text)
        elif item.kind is not Kind.NOTE:
            inner.append(item)
    if inner:
        if any(text.strip() for text in texts):
            return IN_FORCE
        return Standing(all(unit.repealed for unit in inner), all(unit.omitted for unit in inner))
    return of_text(" ".join(texts)) if texts and texts[0].lstrip()[:1] == "(" else IN_FORCE
