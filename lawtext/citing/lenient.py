"""Designations in damaged text, each with its doubt: "LAB 22", "Servicelovens 184", "§ 2.13", "§ 69, j, stk. 5"."""

import re

from lawtext.citing.designations import LOST_SIGN, Designation
from lawtext.citing.grammar import CHAIN, NO_AMOUNT
from lawtext.citing.mentions import Mention, Sort, Way
from lawtext.citing.scan import Piece
from lawtext.wording.dates import MONTHS

_NUMBER = r"\d{1,3} (?: [ ]? [a-zæøå] (?![\wæøå.]) )?"
_BARE_NUMBERS = re.compile(
    rf"""
    (?: [ ]\([^()]{{3,200}}\) | \) )? [ ]? (?P<sign> [S$] [ ]? )?
    (?P<numbers>
        {_NUMBER} (?: (?: ,[ ] | [ ]og[ ] | [ ]eller[ ] | [-–] ) {_NUMBER} )*
        (?: ,?[ ](?:stk|nr)\.?[ ]?\d+ (?: (?: ,[ ] | [ ]og[ ] | - ) \d+ )* )*
    )
    {NO_AMOUNT} (?! [\d/] | [.,–-]\d | (?:pct|kr)\b | [ ](?:af[ ]\d|ved[ ]|stk\b) | \.?[ ](?:{"|".join(MONTHS)}) )
    """,
    re.VERBOSE,
)
_NUMBER_BEFORE = re.compile(
    r"(?:efter|jf\.|medfør af|henhold til|omfattet af) (?P<numbers>\d{1,3}(?: ?[a-zæøå])?) i $", re.IGNORECASE
)
_DOTTED = re.compile(r"§[ ]?(?P<paragraph>\d{1,3})\.(?P<number>\d{1,2})(?![.\d])")
_ACCOUNT = re.compile(r"finanslov|konto|vedtægt", re.IGNORECASE)
_STRAY = re.compile(r"§[ ]?(?P<paragraph>\d{1,3}),[ ](?P<letter>[a-zæøå]),[ ]?(?=stk|nr)")

_DOT = "Punktummet i paragraffens nummer er læst som »nr.«."
_COMMA = "Kommaet mellem paragraffens tal og bogstav er læst som en fejl."


def with_damaged(pieces: list[Piece], text: str) -> list[Piece]:
    """The pieces with those that only a lenient reading finds."""
    found = [*_after_acts(pieces, text), *_before_acts(pieces, text), *_dotted(text), *_stray(text)]
    if not found:
        return pieces
    taken = [(piece.start, piece.end) for piece in found]
    kept = [piece for piece in pieces if not any(piece.start < end and start < piece.end for start, end in taken)]
    return sorted([*kept, *found], key=lambda piece: piece.start)


def _after_acts(pieces: list[Piece], text: str) -> list[Designation]:
    """Numbers right behind an act: their § is lost."""
    found = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Mention) or piece.sort is not Sort.LAW or piece.way is not Way.NAMED:
            continue
        match = None if piece.act.edition else _BARE_NUMBERS.match(text, piece.end)
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if match and _is_item_label(text, match):
            continue
        if match and (following is None or following.start >= match.start("numbers")):
            end = following.end if following and following.start < match.end() < following.end else match.end()
            numbers = text[match.start("numbers") : end]
            begin = match.start("sign") if match["sign"] else match.start("numbers")
            found.append(Designation(begin, end, f"§ {numbers}", doubt=LOST_SIGN))
    return found


def _is_item_label(text: str, match: re.Match[str]) -> bool:
    """ "lov om X 2) Aktivloven": a number that closes a parenthesis nobody opened begins the next item of a list."""
    closes = text[match.end() : match.end() + 1] == ")" and match["numbers"].isalnum()
    return closes and text.count("(", 0, match.end()) <= text.count(")", 0, match.end())


def _before_acts(pieces: list[Piece], text: str) -> list[Designation]:
    """A number before an act, as "efter 11 i aktivloven": its § is lost."""
    acts = (piece for piece in pieces if isinstance(piece, Mention) and piece.sort is Sort.LAW)
    found = (_NUMBER_BEFORE.search(text, max(0, act.start - 40), act.start) for act in acts)
    return [
        Designation(match.start("numbers"), match.end("numbers"), f"§ {match['numbers']}", doubt=LOST_SIGN)
        for match in found
        if match
    ]


def _dotted(text: str) -> list[Designation]:
    return [
        Designation(match.start(), match.end(), f"§ {match['paragraph']}, nr. {match['number']}", doubt=_DOT)
        for match in _DOTTED.finditer(text)
        if not _ACCOUNT.search(text, max(0, match.start() - 40), match.end() + 25)
    ]


def _stray(text: str) -> list[Designation]:
    found = []
    for match in _STRAY.finditer(text):
        rest = CHAIN.match(text, match.end())
        if rest is not None:
            reads = f"§ {match['paragraph']} {match['letter']}, {rest[0]}"
            found.append(Designation(match.start(), rest.end(), reads, doubt=_COMMA))
    return found
