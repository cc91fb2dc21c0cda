"""The patterns of a citation, part by part: where one is, not what it says (that is `parse`).

A chain is a run of designations that belong together: "§ 5, stk. 1, og § 6, stk. 1, 1. pkt., og stk. 4, 2. pkt.".
Every alternative of a pattern that scans text begins with a literal, so that `re` can skip to it. Source of the forms:
domain/citation-conventions.md, gold/GUIDELINES.md sections 2-3, and what stands in the acts. All parts are verbose:
a blank is written [ ].
"""

import re

from lawtext.wording.dates import MONTHS

_MONTH = "|".join(MONTHS)

# A letter behind a number: "12 a", "12a", "48 F". "i" is one only where it can't be the preposition before a word:
# "§ 74 i, stk. 3" and "§ 74 i i lov om ...", but "§ 50 i integrationsloven".
_LETTER = r"""
    (?:
        [ ]? (?![iIåÅ]) [A-Za-zÆØÅæøå]
      | [ ]? [iI] (?= [,;:)»«\]] | \.(?:\s|$) | [ ]?[-–][ ]?\d | [ ](?:og|eller|samt|i|jf\.|stk\.|nr\.)[ ] | $ )
      | [ ]? [åÅ] (?= [ ]?[,.)] )
    )
    (?! [\w½] | \.[a-zæøå] | [-–/][A-Za-zæøå]{2} | ['’] )
"""

# A figure that goes on is no number of a provision: "1.200", "15.75.59.10", "1408/71", "½".
_WHOLE = r"(?! \d | [.,/:]\d | [ ]?[½%] )"

# Words that make a number an amount. Only asked where a list goes on ("efter kapitel 12 eller 6 ugers uddannelse").
_NO_AMOUNT = rf"""
    (?! [ ] (?:
        kr\b | øre\b | pct\b | procent | promille | point | pr\. | år\b | års\b | måned | uge | dage?s?\b | time | gange?\b
      | mio\b | mia\b | euro\b | medlem | person(?:er)?\b | børn | barn | pristillæg | m²?\b | km\b | kg\b | gram | tons?\b
      | [kMGT]Wh?\b | (?:{_MONTH})\b
    ) )
"""

# "3." after "nr. 1 og" begins "3. pkt."; a dot that ends a sentence is followed by a capital or nothing.
_NO_ORDINAL = rf"""
    (?! [ ](?:pkt|punktum)
      | \. (?:
        [ ]?[-–]
      | ,?[ ] (?:og[ ]|eller[ ]|samt[ ])? (?: \d+\. | sidste | pkt | punktum | led\b | afsnit | stykke | (?:{_MONTH})\b )
      | [ ]?[a-zæøå]
    ) )
"""

_DASH = r"[ ]?[-–—][ ]?"
_SEPARATOR = r"(?: ,?[ ] (?:og|eller|samt|og/eller|henholdsvis|hhv\.) [ ] | ,[ ] )"
_LONE_LETTER = r"(?<=[a-zæøå][-–]) [a-zæøå] (?!\w | \.\w)"  # the end of "69 d-e"


def _numbers(number: str, repeat: str = "") -> str:
    """Numbers and ranges of one level; `repeat` is the level's word where it may stand again ("stk. 2-stk. 4")."""
    again = f"(?:{repeat})? {_LETTERED if number == _PLAIN else number} {_NO_AMOUNT} {_NO_ORDINAL}"
    dash = f"(?: {_DASH} (?: {again} | {_LONE_LETTER} ) )?"
    return f"{number} {dash} (?: {_SEPARATOR} {again} {dash} )*"


_PLAIN = rf"\d{{1,3}} {_WHOLE}"
_LETTERED = rf"\d{{1,4}} (?:{_LETTER})? {_WHOLE}"
_ROMAN = r"[IVXLC]+ (?:[ ][A-Z])? (?!\w|\.\w)"
_CAPITAL = r"[A-ZÆØÅ] (?![\w’'-])"
_ANNEX = rf"(?: \d{{1,3}} (?:[ ]?[A-Za-z](?!\w))? {_WHOLE} | {_ROMAN} | {_CAPITAL} )"
_ORDINAL = r"(?: \d{1,2}(?:\.|ste|det|den|dje|te) | [Ss]idste | [Nn]æstsidste | [Ff]ørste | [Aa]ndet | [Tt]redje )"
_ORDINALS = rf"(?: \d{{1,2}}(?=[-–]\d+\.|[ ](?:pkt|punktum)) | {_ORDINAL} ) (?: (?:{_DASH}|{_SEPARATOR}) {_ORDINAL} )*"
_CLOSED = r"(?: \) (?= [ ]* (?: ,|og\b|eller\b|samt\b|i\b|til\b|[-–] ) ) )?"  # "litra l) i underbilag 3"
_LETTER_OF_LIST = (
    rf"(?! [iI][ ](?!og|eller|samt) ) (?: aa | bb | cc | dd | ee | ff | [A-Za-zæøåÆØÅ] ) (?!\w | \.[a-zæøå]) {_CLOSED}"
)

PARAGRAPH = rf"§ [ ]? §? [ ]? (?:\[…\][ ]?)? {_numbers(_LETTERED, '§§?[ ]?')}"
STK = rf"[Ss]tk (?:\.[ ]?|[ ](?=\d)) {_numbers(_PLAIN, '[Ss]tk[.][ ]?')}"
STYKKE = rf"[Ss]tykker?(?:ne)? [ ] {_numbers(_PLAIN)}"
NUMBER = rf"[Nn] (?: r(?:\.[ ]?|[ ]) | umre(?:ne)?[ ] | ummer[ ] ) (?: {_numbers(_LETTERED, 'nr[.][ ]?')} | [ivx]+ (?!\w) {_CLOSED} )"
LITRA = rf"[Ll]itra(?:erne)? [ ] {_numbers(_LETTER_OF_LIST)}"
SENTENCE = rf"{_ORDINALS} [ ]? (?: [Pp]kt\.? | punktum(?:mer|merne)? ) (?!\w)"
PORTION = rf"{_ORDINALS} [ ] (?: led(?:dene)? | afsnit | stykker? | stk\. | underafsnit ) (?!\w)"
CHAPTER = rf"[Kk]ap (?: itlerne|itler|itel|\. ) [ ]? (?: {_numbers(_LETTERED, 'kapitel[ ]')} | {_numbers(_ROMAN)} )"
CHAPTER_ORDINAL = rf"{_ORDINALS} [ ] kapitel (?!\w)"
PART = rf"[Aa]fsnit(?:tene)? [ ] (?: {_numbers(_ROMAN)} | {_numbers(_LETTERED)} | {_numbers(_CAPITAL)} )"
ANNEX = rf"(?:[Uu]nderb|[Bb]) ilag(?:ene)? [ ] {_numbers(_ANNEX, 'bilag[ ]')}"
ARTICLE = rf"[Aa]rt (?: iklerne|ikler|ikel|\. ) [ ]? {_numbers(_LETTERED, 'artikel[ ]')}"
POINT = rf"(?: [Pp]unkt(?:erne)? | [Pp]kt\. ) [ ] {_numbers(_LETTERED)} (?:\.(?=[ ]litra))?"
DIVISION = r"del [ ] (?: [A-ZÆØÅ](?!\w) | [IVX]+(?!\w) | \d+(?!\w) )"
LIST = r"liste [ ] [A-ZÆØÅ] (?!\w)"

_ANY = (
    f"(?: {PARAGRAPH} | {STK} | {NUMBER} | {SENTENCE} | {LITRA} | {CHAPTER} | {PART} | {ANNEX} | {ARTICLE} | {POINT}"
    f" | {STYKKE} | {CHAPTER_ORDINAL} | {PORTION} )"
)
_INSIDE = f"(?: {_ANY} | {DIVISION} | {LIST} )"

# Between two designations: a separator, or a blank ("§ 3 stk. 2"), or a slip ("§ 43,stk. 6", "pkt. 3. litra l").
_JOIN = rf"(?: {_SEPARATOR} | ,?[ ]? | \.[ ](?=stk|nr|litra) )"

CHAIN = re.compile(f"{_ANY} (?: {_JOIN} {_INSIDE} )*", re.VERBOSE)
"""A whole run of designations. Whether a word runs into it ("udpkt. 3") is for the scanner to test."""

CUE = re.compile(
    r"""
    § | [Ss]tk(?=[.]|[ ]\d) | [Ss]tykke[rt]?n?e?(?=[ ]\d) | [Nn]r(?=[.]|[ ]\d) | [Nn]um(?=re|mer) | [Ll]itra | [Kk]ap(?=it|\.)
    | [Aa]fsnit | [Bb]ilag | [Uu]nderbilag | [Aa]rt(?=ik|\.) | [Pp]unkt | [Pp]kt | led(?=[ ,.)])
    """,
    re.VERBOSE,
)
"""Where a chain may begin; before "pkt", "punktum", "led", "afsnit", "kapitel" and "stykke" stand the numbers."""

ORDINALS_BEFORE = re.compile(f"(?<![\\w§]) {_ORDINALS} [ ]? $", re.VERBOSE)
"""The ordinals that stand before "pkt.", "led" and their like, searched in the text up to that word."""
