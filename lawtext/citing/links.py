"""A citation as it is put together: its designation, the act beside it, and how the two stand to each other."""

import re

from msgspec import Struct

from lawtext.citing.designated import Chain
from lawtext.citing.mentions import Mention
from lawtext.law.ids import EditionId

_POINT = re.compile(r"§§? ?\d+(?: ?[a-zæøå])?, nr\. [^§]*(?: |$)")


class Link(Struct, gc=False):
    """Pieces that are one citation. `chain` None: an act alone, or a unit pointed at. `words`: the chain as written.

    `opened`, `closed`: the act stands before, or behind, its designation. `carried`: it stands with a neighbour, not in
    this span; `guessed`: it may. `follows`: it hangs on the citation before it by "jf.", so that "stk. 2" is one of
    that citation's paragraph. `doubt`: what is doubtful in the designation itself. `alias`: the name that the text
    gives its act in parentheses.
    """

    start: int
    end: int
    chain: Chain | None = None
    mention: Mention | None = None
    dated: EditionId | None = None
    pointer: str = ""
    opened: bool = False
    closed: bool = False
    carried: bool = False
    follows: bool = False
    guessed: bool = False
    doubt: str = ""
    words: str = ""
    alias: str = ""


def after_points(words: str) -> int:
    """The offset of the first § after the last point ("§ 2, nr. 1"), 0 where the words have none or end in one."""
    last = 0
    for match in _POINT.finditer(words):
        last = match.end()
    return last if last and words.startswith("§", last) else 0


def without_joint(words: str) -> str:
    """The words of a chain without the "og", "samt" or comma that led on from it."""
    bare = words.rstrip(" ,")
    for joint in (" og", " samt", " eller"):
        bare = bare.removesuffix(joint)
    return bare.rstrip(" ,")
