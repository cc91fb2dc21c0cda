"""Plain chains, which nine of ten are, read without tokens: each § anew, each level deeper, a list only last."""

import re
from functools import lru_cache

from lawtext.citing.designated import Designated
from lawtext.citing.levels import LISTED, RANK, level_of, step_of
from lawtext.citing.runs import Number
from lawtext.law.ids import Step

_NUMBER = r"\d+ (?: [ ]?[A-Za-zÆØÅæøå] )?"
_BETWEEN_COMMAS = re.compile(
    rf"""
      (?: (?P<word> §§? | [Ss]tk\. | [Nn]r\. | [Kk]apitel | [Aa]rtikel | [Bb]ilag ) [ ]? )?
      (?P<first> {_NUMBER} ) (?: [-–] (?P<first_to> {_NUMBER} ) )?
      (?: [ ](?:og|eller|samt)[ ] (?P<second> {_NUMBER} ) (?: [-–] (?P<second_to> {_NUMBER} ) )? )?
    | litra [ ] (?P<letter> [a-z] )
    | (?P<sentence> \d+ )\. (?: [-–] (?P<sentence_to> \d+ )\. | [ ](?:og|eller)[ ] (?P<sentence_too> \d+ )\. )? [ ]pkt\.
    """,
    re.VERBOSE,
)
"""What stands between the commas of a plain chain; without its word it goes on with the numbers before it."""
_NEXT_PARAGRAPH = re.compile(r",[ ](?=§§?[ ]\d)|,?[ ](?:og|eller|samt)[ ](?=§§?[ ]\d)")


def units(text: str) -> tuple[Designated, ...]:
    """The units of a plain chain ("§ 5, stk. 2, nr. 3-5, og § 7"); () for the others, which cost many times more."""
    if "§" not in text[1:]:
        return _segment(text)
    found: list[Designated] = []
    for segment in _NEXT_PARAGRAPH.split(text):
        named = _segment(segment)
        if not named:
            return ()
        found += named
    return tuple(dict.fromkeys(found))


def _segment(text: str) -> tuple[Designated, ...]:
    """The units of "§ 5, stk. 2, nr. 3, 4 og 6-8": each level deeper than the one before, the last perhaps a list."""
    head: tuple[Step, ...] = ()
    level = ""
    numbers: tuple[Number, ...] = ()
    for words in text.split(", "):
        deeper, more = _between_commas(words)
        if deeper:
            if level:
                if len(numbers) > 1 or numbers[0].to or RANK[deeper] <= RANK[level] or "Kap" in (level, deeper):
                    return ()
                head = (*head, step_of(level, numbers[0].first))
            level, numbers = deeper, more
        elif more and level in LISTED and (level in ("Par", "Kap") or all(number.first.isdigit() for number in more)):
            numbers += more
        else:
            return ()
    if head and text.startswith("§§"):
        return ()  # whose stk. it is, and where its §§ go on, is for the tokens to tell
    named = [Designated((*head, step_of(level, number.first)), number.to) for number in numbers]
    return (named[0],) if len(named) == 1 else tuple(dict.fromkeys(named))


@lru_cache(maxsize=1 << 13)
def _between_commas(words: str) -> tuple[str, tuple[Number, ...]]:
    """The level ("" where no word says it) and the numbers, each with its range end, of "nr. 3-5 og 7"; else none."""
    match = _BETWEEN_COMMAS.fullmatch(words)
    if match is None:
        return "", ()
    word, first, first_to, second, second_to, letter, sentence, sentence_to, sentence_too = match.groups(default="")
    if letter:
        return "Lit", (Number(letter),)
    if sentence:
        return "Pkt", (Number(sentence, sentence_to), *([Number(sentence_too)] if sentence_too else []))
    one, other = _closed_up(first, first_to), _closed_up(second, second_to)
    return level_of(word) if word else "", (one, other) if second else (one,)


def _closed_up(first: str, to: str) -> Number:
    return Number(first.replace(" ", ""), to.replace(" ", ""))
