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
      | [ ]? [åÅ] (?= [ ]?[,.)] | [ ](?:og|eller|samt|i|til)[ ] )
    )
    (?! [\w½] | \.[a-zæøå] | [-–/][A-Za-zæøå]{2} | ['’] )
"""

# A figure that goes on is no number of a provision: "1.200", "15.75.59.10", "1408/71", "½".
_WHOLE = r"(?! \d | [.,/:]\d | [ ]?[½%] )"

# Words that make a number an amount. Only asked where a list goes on ("efter kapitel 12 eller 6 ugers uddannelse").
NO_AMOUNT = rf"""
    (?! [ ] (?:
        kr\b | øre\b | pct\b | procent | promille | point | pr\. | gange?\b
      | år\b | års\b | måned | uge | dage?s?\b | time
      | (?:kalender|arbejds|hver|bank) (?: måned | uge | dage?s?\b | år\b )
      | mio\b | mia\b | euro\b | medlem | person(?:er)?\b | børn | barn | pristillæg
      | (?: kommuner | regioner | borgere | ansatte | elever | deltagere | virksomheder | boliger | pladser
          | samtaler | møder | sager | forsøg | tilbud )\b
      | m²?\b | km\b | kg\b | gram | tons?\b
      | [kMGT]Wh?\b | (?:{_MONTH})\b
    ) )
"""

# "§ 5 og 225-timersreglen": a number that goes on into a word is of the word.
_NO_COMPOUND = r"(?! [-–][a-zæøå]{2} )"

# "3." after "nr. 1 og" begins "3. pkt."; a dot that ends a sentence is followed by a capital or nothing.
_NO_ORDINAL = rf"""
    (?! [ ](?:pkt|punktum)
      | \. (?:
        [ ]?[-–]
      | ,?[ ] (?:og[ ]|eller[ ]|samt[ ])?
        (?: \d+\. | sidste | pkt | punktum | led\b | afsnit | stykke | (?:{_MONTH})\b )
      | [ ]?[a-zæøå]
    ) )
"""

AND = r",?[ ] (?:og|eller|samt|og/eller|henholdsvis|hhv\.|&) [ ]"
DASH = r"(?: [ ]?[-–—][ ]? | [ ]til[ ]og[ ]med[ ] )"
SEPARATOR = rf"(?: {AND} | ,[ ] )"
_LONE_LETTER = r"(?<=[a-zæøå][-–]) [a-zæøå] (?!\w | \.\w)"  # the end of "69 d-e"
_MORE_LETTERS = r"""
    (?: (?<= \d[ ][a-zæø][ ]og[ ] ) | (?<= \d[ ][a-zæø][ ]eller[ ] ) | (?<= ,[ ][a-zæø][ ]og[ ] )
      | (?<= \d[ ][a-zæø],[ ] ) (?= \w (?: ,[ ] | [ ]og[ ] | [ ]eller[ ] ) [a-zæø] (?![\w.)'’-]) )
    )
    [a-hj-zæø] (?! [\w)'’-] | \.\w )
"""
"""The other letters of one number: "§ 89 b og c", "§§ 7 a, b og c"."""
_AGAIN = r"(?: §§?[ ]? | [Ss]tk[.][ ]? | nr[.][ ]? | kapitel[ ] | artikel[ ] | bilag[ ] )?"  # "stk. 2-stk. 4"


def _list(number: str, first: str = "") -> str:
    """Numbers and ranges of one level; the first may be written otherwise than those after it."""
    return rf"""
        {first or number}
        (?: (?: {SEPARATOR} | {DASH} {_AGAIN} )
            (?: {number} {_NO_COMPOUND} {NO_AMOUNT} {_NO_ORDINAL} | {_LONE_LETTER} | {_MORE_LETTERS} ) )*
    """


# No provision has so high a number as "stk. 99999", but who writes it must hear so; a list goes on with none such.
_NUMBERS = _list(rf"\d{{1,4}} (?:{_LETTER})? {_WHOLE}", rf"\d{{1,15}} (?:{_LETTER})? {_WHOLE}")
_ROMANS = _list(r"[IVXLC]+ (?: [ ][A-Z] | [ ]?[a-hj-z] )? (?!\w|\.\w)")
_CAPITALS = _list(r"[A-ZÆØÅ] (?![\w’'-])")
_CLOSED = r"(?: \) (?= [ ]* (?: ,|og\b|eller\b|samt\b|i\b|til\b|[-–] ) ) )?"  # "litra l) i underbilag 3"
_LETTERS = _list(
    rf"(?! [iI][ ](?!og|eller|samt) ) (?: [A-Za-zæøåÆØÅ] | aa|bb|cc|dd|ee|ff|ii ) (?!\w | \.[a-zæøå]) {_CLOSED}"
)
_POINTS = _list(rf"\d{{1,3}} {_CLOSED}")
_ORDINAL = r"(?: \d{1,2}(?:\.|ste|det|den|dje|te) | [Ss]idste | [Nn]æstsidste | [Ff]ørste | [Aa]ndet | [Tt]redje )"
ORDINALS = rf"""
    (?: \d{{1,2}}(?=[-–]\d+\.|[ ](?:pkt|punktum)) | {_ORDINAL} ) (?: (?:{DASH}|{SEPARATOR}) {_ORDINAL} )*
"""

# Words with Arabic numbers behind them, letters and all.
_NUMBERED = rf"""
    (?: § [ ]? §? [ ]? (?:\[…\][ ]?)? | [Pp]aragraf(?:f?erne|f?er)? [ ]
      | [Ss]tk (?:\.[ ]?|[ ]?(?=\d)) | [Ss]tykker?(?:ne)? [ ]
      | [Nn] (?: r(?:\.[ ]?|[ ]) | umre(?:ne)?[ ] | ummer[ ] )
      | [Kk]ap (?: itlerne|itler|itel|\. | (?=[ ]\d) ) [ ]?
      | [Aa]fsnit(?:tene)? [ ] | (?:[Uu]nderb|[Bb]) ilag(?:ene)? [ ]
      | [Aa]rt (?: iklerne|ikler|ikel|\. ) [ ]? | [Pp]unkt(?:erne)? [ ] | [Pp]kt\. [ ] | afdeling(?:erne)? [ ]
    )
    {_NUMBERS} (?: \.(?=[ ]litra) | \)(?=,[ ]litra) )?
"""
_PRINTED_POINTS = rf"nr\. [ ] (?= \d{{1,3}}\) ) {_POINTS}"  # "nr. 1), 2) og 4)-6)"
_LETTERED = rf"""
    [Ll]itra(?:erne)? [ ] {_LETTERS}
  | (?: [Kk]apit(?:el|ler|lerne) | [Aa]fsnit(?:tene)? | (?:[Uu]nderb|[Bb]) ilag(?:ene)? )
    [ ] (?: {_ROMANS} | {_CAPITALS} )
  | nr\. [ ] [ivx]+ (?!\w) {_CLOSED}
  | del [ ] (?: [A-ZÆØÅ](?!\w) | [IVX]+(?!\w) | \d+(?!\w) ) | liste [ ] [A-ZÆØÅ] (?!\w)
"""
_COUNTED = rf"""
    {ORDINALS}
    (?: [ ]? (?: [Pp]kt\.? | punktum(?:mer|merne)? )
      | [ ] (?: led(?:dene)? | afsnit | stykker? | stk\. | underafsnit | kapitel ) ) (?!\w)
"""

# Between two designations: a separator, or a blank ("§ 3 stk. 2"), or a slip ("§ 43,stk. 6", "pkt. 3. litra l").
_JOIN = rf"(?: {SEPARATOR} | ,?[ ]? (?![A-ZÆØÅ]) | \.[ ](?=stk|nr|litra) )"

# "§§ 10, stk. 1, 2. og 3. pkt., og 26, stk. 1": a bare number that a unit of its own follows is a § again.
_BARE = rf"(?: (?<=(?:og|er)[ ]) | (?<=,[ ]) ) \d{{1,4}} (?:{_LETTER})? (?=,[ ](?:stk|nr)\.)"

# What any designation begins with: asked first, for at the end of a chain every alternative would be tried in vain.
_BEGINS = r"(?= [§\dAaBbdFfKkLlNnPpSsTtUu] )"

# The join is empty before the first: what begins here is for the scanner to say.
CHAIN = re.compile(
    rf"""
    (?![ ,.])
    (?: (?: {_JOIN} | (?=[A-ZÆØÅ]) ) {_BEGINS}
        (?: {_PRINTED_POINTS} | {_NUMBERED} | {_COUNTED} | {_LETTERED} | {_BARE} ) )+
    """,
    re.VERBOSE,
)
"""A whole run of designations. Whether a word runs into it ("udpkt. 3") is for the scanner to test."""

ORDINALS_BEFORE = re.compile(f"(?<![\\w§]) {ORDINALS} [ ]? $", re.VERBOSE)
"""The ordinals that stand before "pkt.", "led" and their like, searched in the text up to that word."""
