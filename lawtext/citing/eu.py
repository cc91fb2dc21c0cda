"""EU acts and treaties as Danish law cites them: what is named, and its CELEX number.

A CELEX number is 3, the year, R (regulation), L (directive), D (decision), H (recommendation) or F (framework decision)
and four digits (gold/GUIDELINES.md section 4).
"""

import re
from typing import NamedTuple

from lawtext.wording.dates import PATTERN as DATE

INSTITUTION = r"""
    (?: (?: Europa-?[ ]?[Pp]arlament?ets? | Europa-?[ ]?[Kk]ommissionens | EU-Kommissionens | Kommissionens
          | Rådets | Ministerrådets | Den[ ]Europæiske[ ]Centralbanks )
        (?: ,?[ ](?:og[ ])?(?:Rådets|Kommissionens) )? [ ] )
"""
_ACT = re.compile(
    rf"""
    {INSTITUTION}?
    (?P<type> (?:delegerede[ ]|[Gg]ennemførelses|E[UØ]?F?-|EØF-)?
              (?: [Ff]orordning(?:er)? | [Dd]irektiv(?:er)? | [Rr]ammeafgørelse | [Aa]fgørelse | [Bb]eslutning
                | [Hh]enstilling ) )
    (?:
        (?:[ ]\((?P<community>EU|EF|EØF|Euratom|EKSF|FUSP|RIA)[^()]*\))? [ ]
        (?P<nr>nr\.?[ ])?
        (?P<first>\d{{1,4}})/[ ]?(?P<second>\d{{1,4}})(?:/(?P<suffix>EU|EF|EØF|EC|RIA|FUSP|Euratom|EKSF)\b)?
        (?![/\d])
        (?P<date>[ ]af[ ](?:den[ ])?{DATE})?
      | [ ]af[ ](?:{DATE})[ ]\((?P<first2>\d{{4}})/(?P<second2>\d{{1,4}})/(?:EU|EF|EØF|RIA)\)
    )
    """,
    re.VERBOSE,
)
_UNNUMBERED = re.compile(
    rf"{INSTITUTION}(?P<type>(?:delegerede[ ])?(?:forordning|direktiv|rammeafgørelse))(?=[ ]om[ ][a-zæøåA-Z])",
    re.VERBOSE,
)
_MORE = re.compile(r"(?:,| og| eller| samt) (?:nr\. )?(?P<first>\d{2,4})/(?P<second>\d{1,4})/(?P<suffix>EU|EF|EØF)\b")
_LETTERS = (
    ("rammeafgørelse", "F"),
    ("forordning", "R"),
    ("direktiv", "L"),
    ("afgørelse", "D"),
    ("beslutning", "D"),
    ("henstilling", "H"),
)
_TITLE_WORDS = re.compile(r"[ ](?:om|med hensyn til|vedrørende|for så vidt angår|til gennemførelse af)[ ]")
_GAZETTE = re.compile(r",? (?:E[UF][FT]?-?Tidende|EFT\b|EUT\b|De Europæiske Fællesskabers)")
_HARD = re.compile(
    r"""
      [;:»«\]]
    | (?<!\(E[FU]) (?<!\(EØF) (?<!\(omarbejdning) \)
    | (?<!nr) (?<!m\.v) (?<!m\.m) \. (?=\s|$|«)
    | [ ]? \( (?! EF\) | EU\) | EØF\) | Euratom\) | omarbejdning\)[ ]og[ ]om )
    | ,[ ] (?: E[UF]-?Tidende | som[ ](?:ændret|senest) | jf\. )
    | [ ]som[ ] (?:ændret|senest|affattet|gennemført)
    | [ ]med[ ]senere[ ]ændringer
    | (?<!arlamentets) (?:,|[ ]og|,[ ]og|[ ]samt|[ ]eller)
      [ ] (?: Europa-?[Pp]arlamentets | Europa-?[Kk]ommissionens | Kommissionens | Rådets ) [ ]
    """,
    re.VERBOSE,
)
_VERB = re.compile(
    r",? (?:finder|gælder|skal|kan|straffes|omfatter|medfører|træder|indeholder|nævnte|fastsætter|regulerer|ikke"
    r"|jf\.|§)(?=[ ,.]|$)"
)
_RESUMES = re.compile(r"(?:,| og|, og) (?:om|samt om) ")
_CLAUSE = re.compile(
    r",| (?:er|har|samt|som|der"
    r"|eller (?:artikel|i|efter|af)|og (?:artikel|§|af|i|efter|direktiv|bestemmelser|regler))(?= )"
)
_ENUMERATION = re.compile(
    r", (?!(?:og|eller|samt|som|der|jf|herunder|idet|når|hvis|artikel|kapitel|bilag|forordning|direktiv)\b)"
    r"[^,.;:()]{3,80}"
    r" og (?!(?:§|artikel|regler|lov|direktiv|forordning)\b)[^,.;:()]{3,80}?"
    r"(?:, der flytter inden for Fællesskabet)?(?=[,.;()]|$| med senere)"
)
_LEADS_ON = re.compile(r",? (?:eller|og|samt)$")
_VERB_INSIDE = re.compile(r"\b(?:er|har|kan|skal|finder|må|vil|bliver|gælder|\w+(?<!n)(?<!ls)es)\b")
_LONGEST = 700
TREATIES = (
    (
        re.compile(
            r"[Tt]raktatens? om [Dd]en [Ee]uropæiske [Uu]nions [Ff]unktionsmåde|EUF-[Tt]raktaten(?:s\b)?|TEUF\b"
        ),
        "TFEU",
    ),
    (
        re.compile(
            r"[Tt]raktatens? om (?:[Oo]prettelse af )?[Dd]et [Ee]uropæiske (?:[Øø]konomiske )?[Ff]ællesskab(?:er)?s?\b"
            r"|EØ?F-[Tt]raktaten(?:s\b)?|Rom-?traktaten(?:s\b)?"
        ),
        "TEC",
    ),
    (re.compile(r"[Tt]raktatens? om [Dd]en [Ee]uropæiske [Uu]nion(?!s)|EU-[Tt]raktaten(?:s\b)?|TEU\b"), "TEU"),
    (
        re.compile(r"EØS-[Aa]ftalen(?:s\b)?|[Aa]ftalen om [Dd]et [Ee]uropæiske [Øø]konomiske [Ss]amarbejdsområde"),
        "EEA",
    ),
)


class EuAct(NamedTuple):
    """An EU act in a text: its span, its key (CELEX or "TFEU"), the word it is called by; is its title's end sure?"""

    start: int
    end: int
    key: str
    word: str
    sure: bool = True


def celex(type_: str, first: str, second: str, *, numbered: bool) -> str:
    """The CELEX number, "" where neither part can be a year. `numbered`: "nr." stood before, so the year comes last.

    >>> celex("forordning", "1408", "71", numbered=True), celex("direktiv", "2004", "18", numbered=False)
    ('31971R1408', '32004L0018')
    """
    lowered = type_.lower()
    letter = next((letter for word, letter in _LETTERS if word in lowered), "")
    year_last = letter == "R" and (numbered or _year(first) == "" or (_year(second) != "" and int(first) < 2015))
    year, number = (second, first) if year_last else (first, second)
    if len(first) < 4 and len(second) == 4 and _year(second):
        year, number = second, first
    if len(first) == 4 and _year(first) and not _year(second):
        year, number = first, second
    if not _year(year) and _year(number):
        year, number = number, year
    return f"3{_year(year)}{letter}{int(number):04}" if _year(year) and letter else ""


def _year(digits: str) -> str:
    if len(digits) == 4:
        return digits if 1952 <= int(digits) <= 2099 else ""
    if len(digits) == 2:
        return ("19" if int(digits) > 50 else "20") + digits
    return ""


def read(text: str, start: int) -> tuple[EuAct, ...]:
    """The EU act that begins at `start`, and those that follow it by number alone ("og 83/349/EØF"); () for none."""
    match = _ACT.match(text, start)
    if match is None:
        return _unnumbered(text, start)
    first, second = match["first"] or match["first2"], match["second"] or match["second2"]
    key = celex(match["type"], first, second, numbered=bool(match["nr"]))
    if not key:
        return ()
    end, sure = _title(text, match.end())
    found = [EuAct(start, end, key, match["type"], sure)]
    while more := _MORE.match(text, found[-1].end):
        key = celex(match["type"], more["first"], more["second"], numbered=False)
        if not key:
            break
        found.append(EuAct(more.start("first"), more.end(), key, match["type"]))
    return tuple(found)


def _unnumbered(text: str, start: int) -> tuple[EuAct, ...]:
    """ "Rådets forordning om anvendelse af internationale regnskabsstandarder": named by title alone."""
    match = _UNNUMBERED.match(text, start)
    if match is None:
        return ()
    end, sure = _title(text, match.end())
    return (EuAct(start, end, "", match["type"], sure),)


def treaty(text: str, start: int) -> EuAct | None:
    """The treaty named at `start`, None for none."""
    for pattern, key in TREATIES:
        if match := pattern.match(text, start):
            return EuAct(start, match.end(), key, "traktat")
    return None


def _title(text: str, at: int) -> tuple[int, bool]:
    """The end of "om …" after the number. EU titles run on over commas, and over clauses, as long as "om" goes on."""
    if not _TITLE_WORDS.match(text, at) or _GAZETTE.match(text, at):
        return at, True
    stop = _HARD.search(text, at + 1, at + _LONGEST)
    limit = stop.start() if stop else min(len(text), at + _LONGEST)
    verb = _VERB.search(text, at + 1, limit)
    reach = verb.start() if verb else limit
    resumed = [match.end() for match in _RESUMES.finditer(text, at, reach)]
    end = resumed[-1] if resumed else at + 1
    clause = _CLAUSE.search(text, end, reach)
    stop_at = clause.start() if clause else reach
    if listed := _ENUMERATION.match(text, stop_at, reach):
        stop_at = listed.end() if not _VERB_INSIDE.search(listed[0]) else stop_at
    phrase = _LEADS_ON.sub("", text[at:stop_at].rstrip(" ,."))
    if phrase.endswith((" m.v", " m.m")) and text.startswith(".", at + len(phrase)):
        phrase += "."
    return at + len(phrase), len(phrase) < _LONGEST - 10
