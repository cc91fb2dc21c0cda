"""Words that end in what an act is called, "godstransportforordningen", and such a word alone: "forordningen"."""

import re
from typing import NamedTuple

from msgspec.structs import replace

from lawtext.citing.acts import consolidated, european, titled
from lawtext.citing.citations import NO_ACT, Act
from lawtext.citing.mentions import Mention, Sort, Way, base, unsure, word_start
from lawtext.citing.names import Names
from lawtext.citing.numbered_acts import DATE, dated_circular, numbered
from lawtext.citing.titles import title_end

_COMPOUND = (
    ("bekendtgørelse", "n", Sort.ORDER),
    ("forordning", "en", Sort.REGULATION),
    ("direktiv", "et", Sort.DIRECTIVE),
    ("konvention", "en", Sort.CONVENTION),
    ("traktat", "en", Sort.TREATY),
    ("protokol", "len", Sort.CONVENTION),
    ("cirkulære", "t", Sort.CIRCULAR),
    ("anordning", "en", Sort.ORDER),
    ("overenskomst", "en", Sort.CONVENTION),
    ("vejledning", "en", Sort.CIRCULAR),
    ("kodeks", "en", Sort.REGULATION),
)
_ALWAYS_ACTS = (Sort.REGULATION, Sort.DIRECTIVE)
_TREATY_WORDS = re.compile(
    rf"""
    (?P<word>[\w-]*?(?:[Kk]onvention|[Oo]verenskomst|[Pp]rotokol)) (?P<the>en|len)?
    (?P<rest>
        (?: [ ]af[ ]{DATE} (?: [ ](?:om|til|vedrørende|angående)[ ] )? )
      | [ ]nr\.[ ](?P<number>\d+) (?:[ ]af[ ]\d{{4}})? (?:[ ]om[ ])?
      | [ ](?:om|til[ ](?:undgåelse|beskyttelse|bekæmpelse)|vedrørende)[ ]
    )
    """,
    re.VERBOSE,
)
_ADJECTIVES = re.compile(
    r"(?:[Dd]en (?:[\w-]+ ){0,2}|(?:FN|ILO|OECD|EU|Europarådet)[’'´]?s (?:[\w-]+ ){0,2}"
    r"|De Forenede Nationers (?:[\w-]+ )?"
    r"|(?:Organisationen for|De[nt] [A-ZÆØÅ][\wæøå]+) [^.,;:()]{3,60}s )$"
)


_DEFINITE = re.compile(
    r"(?P<head>[Bb]ekendtgørelsen|[Cc]irkulæret|[Vv]ejledningen|[Dd]irektivet|[Ff]orordningen|[Aa]nordningen) "
    r"(?=om [a-zæøå])"
)
_INDEFINITE = {
    "bekendtgørelsen": "bekendtgørelse",
    "cirkulæret": "cirkulære",
    "vejledningen": "vejledning",
    "direktivet": "direktiv",
    "forordningen": "forordning",
    "anordningen": "anordning",
}


class _Word(NamedTuple):
    """A word that ends in the name of a sort of acts. `definite`: "-en"; `genitive`: the last letter is its "s"."""

    begin: int
    end: int
    sort: Sort
    alone: bool
    definite: bool
    genitive: bool

    def named(self, text: str, way: Way = Way.NAMED) -> tuple[Mention, ...]:
        """The word as the name of an act."""
        act = Act(name=base(text[self.begin : self.end - self.genitive]))
        return (Mention(self.begin, self.end, act, self.sort, way, self.genitive),)


def compound(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """Words that end in "-forordningen", "-direktivet", "-bekendtgørelsen", "-konventionen", and their bare forms."""
    word = _word(text, start)
    if word is None:
        return ()
    if word.alone:
        return _definite(text, word, names) if word.definite else _indefinite(text, word, names)
    if word.sort in (Sort.CONVENTION, Sort.TREATY):
        return _convention(text, word, names)
    if word.definite and not text.startswith(("lovbekendt", "Lovbekendt"), word.begin):
        return word.named(text, Way.NAMED if word.sort in _ALWAYS_ACTS else Way.BARE)
    return european(text, word.begin, word.begin, names) if word.sort in _ALWAYS_ACTS else ()


def _word(text: str, start: int) -> _Word | None:
    """The word whose last part begins at `start`; None where it goes on ("forordningsmæssig")."""
    stem, ending, sort = next(
        row for row in _COMPOUND if text.startswith(row[0], start) or text.startswith(row[0].capitalize(), start)
    )
    begin = word_start(text, start)
    end = start + len(stem)
    if definite := text.startswith(ending, end):
        end += len(ending)
    genitive = definite and text[end : end + 1] == "s"
    end += genitive
    if text[end : end + 1].isalpha() or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()):
        return None
    return _Word(begin, end, sort, begin == start, definite, genitive)


def _definite(text: str, word: _Word, names: Names) -> tuple[Mention, ...]:
    """ "forordningen" alone, or "direktivet om adgang til …", "cirkulæret af 17. december 1986 om …"."""
    match = None if word.genitive or word.sort in (Sort.ORDER, Sort.CIRCULAR) else _DEFINITE.match(text, word.begin)
    if match is not None:
        found = title_end(text, match.end(), names.known(text))
        name = base(_INDEFINITE[match["head"].lower()] + text[match.end() - 1 : found.end])
        if found.end > match.end() + 10:
            return (Mention(word.begin, found.end, Act(name=name), word.sort, doubts=unsure(found.sure)),)
    if word.sort is Sort.CONVENTION and not word.genitive:
        return _convention(text, word, names)
    dated = dated_circular(text, word.begin, word.begin, names)
    return dated or (Mention(word.begin, word.end, NO_ACT, word.sort, Way.BARE, word.genitive),)


def _indefinite(text: str, word: _Word, names: Names) -> tuple[Mention, ...]:
    """The indefinite word: with a number, a date or a title after it."""
    begin = word.begin
    if word.sort in _ALWAYS_ACTS:
        return european(text, begin, begin, names)
    if word.sort is Sort.CONVENTION:
        return _convention(text, word, names)
    return (
        numbered(text, begin, begin, names)
        or dated_circular(text, begin, begin, names)
        or consolidated(text, begin, begin, names)
        or (_order_titled(text, begin, names) if word.sort in (Sort.ORDER, Sort.CIRCULAR) else ())
    )


def _order_titled(text: str, begin: int, names: Names) -> tuple[Mention, ...]:
    """A known title always; an unknown one ("bekendtgørelse om …" is also a plain phrase) behind "jf.", or with a
    designation.
    """
    found = titled(text, begin, begin, names)
    if names.title_at(text, begin) or text.endswith("jf. ", 0, begin):
        return found
    return tuple(replace(mention, way=Way.BARE) for mention in found)


def _convention(text: str, word: _Word, names: Names) -> tuple[Mention, ...]:
    """Treaties: "Kyotoprotokollens", "den europæiske patentkonvention", "konvention af 15. december 1997 til …"."""
    lead = _ADJECTIVES.search(text, max(0, word.begin - 60), word.begin)
    match = None if word.genitive else _TREATY_WORDS.match(text, word.begin)
    if match and (match["date"] or match["number"] or match["the"] or (lead and not word.alone)):
        end = title_end(text, match.end(), names.known(text)).end if match["rest"].endswith(" ") else match.end()
        start = lead.start() if lead and not match["the"] else word.begin
        return (Mention(start, end, Act(name=text[start:end]), word.sort),)
    if word.definite:
        way = Way.NAMED if _is_proper(text, word) else Way.BARE
        if word.alone and way is Way.BARE:
            return (Mention(word.begin, word.end, NO_ACT, word.sort, way, word.genitive),)
        name = Act(name=text[word.begin : word.end - word.genitive])
        return (Mention(word.begin, word.end, name, word.sort, way, word.genitive),)
    if lead and not word.alone:
        return (Mention(lead.start(), word.end, Act(name=text[lead.start() : word.end]), word.sort),)
    return ()


def _is_proper(text: str, word: _Word) -> bool:
    """Whether a word is a name by its capital, which is not only that of a sentence."""
    begin = word.begin
    if begin == 0 or text[max(0, begin - 2) : begin] == ". " or word.end - word.genitive - begin <= 14:
        return False
    return text[begin].isupper() or text[begin].isdigit()
