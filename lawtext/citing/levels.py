"""The levels of what is cited, and the words that say them: a "stk." is a Stk, and lies in a Par."""

from functools import lru_cache

from lawtext.law.ids import Step

RANK = {
    "Bil": 0,
    "UBil": 0,
    "Del": 1,
    "Liste": 1,
    "Bog": 1,
    "Afs": 2,
    "Kap": 3,
    "Afd": 3,
    "Par": 4,
    "Art": 4,
    "Stk": 5,
    "Sub": 6,
    "Punkt": 6,
    "Num": 7,
    "Lit": 8,
    "Led": 9,
    "Pkt": 10,
}
"""Levels from outer to inner, as they follow one another in a chain. `Sub`: "1. afsnit" of an article."""

ROOTS = frozenset(("Bil", "UBil", "Bog", "Kap", "Par", "Art", "Afs"))
"""Levels that are numbered through the whole act, so that what stands before them is no part of their id."""

STANDS_ALONE = ROOTS - {"Art"}
"""Levels that mean the same wherever they are cited; an article may be one of the annex it is cited in."""

HOLDS_PARAGRAPHS = frozenset(("Bog", "Kap"))
"""Levels that only §§ stand in: "nr. 15 ændrer kapitel 15 a, nr. 16 indsætter …" names no nr. of the chapter."""

HAS_LETTERS = frozenset(("Kap", "Par", "Stk"))
"""Levels whose numbers have letters, so that one alone goes with the number before it: "§ 89 b og c"."""

LISTED = frozenset(("Par", "Stk", "Num", "Kap", "Art", "Bil"))
"""Levels whose bare numbers after a comma can only be more of the same."""

_WORDS = (
    ("§", "Par"),
    ("paragraf", "Par"),
    ("underbilag", "UBil"),
    ("bilag", "Bil"),
    ("stk", "Stk"),
    ("styk", "Stk"),
    ("nr", "Num"),
    ("num", "Num"),
    ("litra", "Lit"),
    ("kap", "Kap"),
    ("afsnit", "Afs"),
    ("afdeling", "Afd"),
    ("art", "Art"),
    ("punktum", "Pkt"),
    ("punkt", "Punkt"),
    ("pkt", "Punkt"),
    ("del", "Del"),
    ("liste", "Liste"),
)
_ORDINAL_WORDS = (
    ("pkt", "Pkt"),
    ("punktum", "Pkt"),
    ("led", "Led"),
    ("afsnit", "Sub"),
    ("underafsnit", "Sub"),
    ("styk", "Stk"),
    ("stk", "Stk"),
    ("kapitel", "Kap"),
)


@lru_cache(maxsize=1 << 8)
def level_of(word: str) -> str:
    """The level that a word before its number says: "stk." → Stk, "§§" → Par."""
    return _begun_by(word, _WORDS)


@lru_cache(maxsize=1 << 8)
def counted_level(word: str) -> str:
    """The level that a word behind its ordinal says: "1. | pkt." → Pkt, "2. | afsnit" → Sub."""
    return _begun_by(word, _ORDINAL_WORDS)


def _begun_by(word: str, table: tuple[tuple[str, str], ...]) -> str:
    lowered = word.lower()
    return next(level for start, level in table if lowered.startswith(start))


step_of = lru_cache(maxsize=1 << 13)(Step)
"""A step of an id; the same few come again and again."""
