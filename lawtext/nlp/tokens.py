"""Tokens as citations are read: "§§", "stk." and "2.-4. pkt." apart, and no word across a citation's end."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from spacy.symbols import ORTH
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, compile_prefix_regex

_PREFIX = "§§"
_INFIXES = (
    "§§?",
    r"(?<=[Ss]tk\.)(?=\d)",
    r"(?<=[Nn]r\.)(?=\d)",
    r"(?<=[Kk]ap\.)(?=\d)",
)
_ABBREVIATIONS = ("Stk.", "Nr.", "Pkt.", "Kap.")
_MOST_SENTENCES = 20
"""How high "2.-4. pkt." is known as ordinals."""


def extend(tokenizer: Any) -> None:
    """Teach a pipeline's tokenizer legal text. One of another make, without such rules, is left as it is."""
    if not all(hasattr(tokenizer, name) for name in ("prefix_search", "infix_finditer", "add_special_case")):
        return
    tokenizer.prefix_search = compile_prefix_regex([_PREFIX, _pattern(tokenizer.prefix_search)]).search
    tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, _pattern(tokenizer.infix_finditer)]).finditer
    for word in _ABBREVIATIONS:
        tokenizer.add_special_case(word, [{ORTH: word}])
    for last in range(2, _MOST_SENTENCES + 1):
        for first in range(1, last):
            for dash in "-–":
                words = [f"{first}.", dash, f"{last}."]
                tokenizer.add_special_case("".join(words), [{ORTH: word} for word in words])


def _pattern(method: Any) -> str:
    """The pattern behind a compiled expression's bound method, or nothing that could match."""
    compiled = getattr(method, "__self__", None)
    return compiled.pattern if isinstance(compiled, re.Pattern) else r"(?!)"


def cut_at(doc: Doc, offsets: Iterable[int]) -> None:
    """Cut the tokens that one of the offsets lies inside of: "3." before a sentence's dot.

    A document in which others have kept spans is left as it is, since theirs count tokens.
    """
    if doc.spans:
        return
    cuts: dict[int, set[int]] = {}
    starts = {token.idx: token for token in doc}
    for offset in offsets:
        if offset in starts or offset >= len(doc.text):
            continue
        token = _around(doc, offset)
        if token is not None:
            cuts.setdefault(token.i, set()).add(offset - token.idx)
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for place, inside in cuts.items():
            token = doc[place]
            ends = [0, *sorted(inside), len(token)]
            parts = [token.text[start:end] for start, end in pairwise(ends)]
            head = token.head if token.head.i != token.i else (token, 0)
            retokenizer.split(token, parts, heads=[head, *((token, 0) for _ in parts[1:])])


def _around(doc: Doc, offset: int) -> Token | None:
    """The token that an offset lies inside of, None for one between tokens."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx <= offset:
            low = middle + 1
        else:
            high = middle
    token = doc[low - 1] if low else None
    return token if token is not None and token.idx < offset < token.idx + len(token) else None
