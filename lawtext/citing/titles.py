"""Where a title of an act ends in running text, when no name on the shelf says it.

Danish titles are noun phrases: they end at punctuation, at a verb, at a conjunction that opens a clause, or where the
next act or designation begins. Known titles are asked first (`Names.title_at`); this is for the others, and for titles
that list other acts ("om ændring af lov om X, lov om Y og forskellige andre love").
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from lawtext.wording import dates


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = _words(
    """
    at der som hvis når medmindre indtil jf jævnfør samt eller men dog ikke senest herunder såfremt idet hvor
    hvorefter ligesom uanset bortset undtagen inden tidligst fortsat tilsvarende tillige alene kun også denne dette
    disse finder fandt gælder gjaldt kan kunne skal skulle må måtte vil ville har havde er var bliver blev være have
    få får fik giver gives gav træder trådte udgør omfatter medfører indeholder foretages ophæves ændres affattes
    indsættes udgår bevarer forbliver består kræver betaler betales udbetales ydes indgår deltager modtager
    fastsætter fastsættes fastsatte fastsat følger anvendes nævnte nævnt omhandlede omhandlet indgivet truffet
    udstedt udstedte meddelt meddelte senere vedrørende forud regler bestemmelser bestemmelserne reglerne fremgår sker
    opgøres indbringes fradrages reguleres medregnes afholdes behandles opretholdes nedsættes genoptages anses ydet
    udtaler påhviler overgår bortfalder korrigeres kapitel stk nr litra artikel bilag afsnit pkt uden straffes
    indeholdte begge fra-
    """
)
_STOP_AFTER_AND = _words(
    """
    af i efter for den det de deres dens til på ved lov lovens regler reglerne bestemmelser der som med fra hvis når
    at er har kan skal må personer kommunen kommunalbestyrelsen ministeren staten bekendtgørelse en et samme nævnte
    ovennævnte denne dette disse principmeddelelse principafgørelse direktiv forordning artikel §
    """
)
_STOP_AFTER_PREPOSITION = _words(
    """
    denne dette disse henhold perioden stedet øvrigt forbindelse strid tilfælde overensstemmelse lov medfør hvilken
    stk hvem tidspunktet datoen forhold grundlag personer sager samme så
    """
)
_DETERMINERS = frozenset(("den", "det", "de"))
_PREPOSITIONS = _words("i på til for ved under mellem med fra mod over efter hos om af")
_PLACING = ("i", "på", "efter", "med", "fra")
_LOOSE = ("i", "på", "efter", "hos", "over", "fra")
"""Prepositions that may as well begin what stands behind the title."""
_CONJUNCTIONS = ("og", "samt", "eller")
_NO_STOP = (("til", "at"), ("virksomhed", "som"))
_UNFINISHED = _words("foranstaltninger forhold spørgsmål oplysningspligt samarbejde ekspropriation morarenter gebyrer")
"""Nouns that a title does not end in: "om visse spørgsmål vedrørende …"."""
_CLAUSE = re.compile(r"\w+(?<!els)(?<!ern)(?<!en)(?<!n)es|\w+(?:gnes|jnes|nnes|vnes)")
_FIGURED = re.compile(r"\d+-[a-zæøå]{3,}")
"""A word with a figure in it: "bekendtgørelse om 225-timersreglen"."""
_WORD = re.compile(r"[ ]?(?P<word>[^\s,;:()«»\"“”§]+|(?=[,;:()«»\"“”§]))")
_ABBREVIATION = re.compile(r"(?:m\.?[vm]|m\.fl|mv|mm|A/S|Energinet\.dk|[A-ZÆØÅ])\.?|m\.|[vm]\.|fl\.")
_AND_MORE = re.compile(r"m\.?[vm]\.|m\.fl\.|mv\.|mm\.")
_NEW_SENTENCE = re.compile(r" [A-ZÆØÅ][a-zæøå]")
_DATE = re.compile(dates.PATTERN)
_LISTING = re.compile(
    r"(?:delvis )?(?:ændring(?:er)? (?:af|i)|ophævelse af|ikrafttræden(?:en)? (?:af|for)|ikraftsættelse af)"
    r"(?: (?:dele af|bestemmelser i|visse bestemmelser i))? (?:(?:§|bilag )(?:(?:nr|stk|pkt|\d)\.|[^.;:]){1,200}? i )?"
)
_OTHERS = re.compile(r"(?:visse |forskellige |flere )*(?:andre )?(?:\w+)?love\b(?! om)(?: på [\w-]+ ?område\w*)?")
_NEXT = re.compile(r"(?: \([^()]{2,80}\))?(?:, og |, | og | samt )")
_WORD_LAW = re.compile(r"(?!lov )[\w-]*(?:- og [\w-]+)?love?n?(?!\w)")
_NUMBERED_LAW = re.compile(r"lov nr\.? \d+(?: af \d+\. \w+ \d{4})?")
_ALSO = (" om ændring af ", " om ophævelse af ")
_REASON = re.compile(r" som følge af(?= )")
_AND_SO_ON = re.compile(r",? (?:m\. ?[vm]\.|mv\.|mm\.|m\. ?fl\.)")
_INNER = re.compile(r"[ ]?\([^()]{2,80}\)(?= (?:for|m\. ?v\.|og om|i Danmark)\b|\s?m\.v\.| m\.v\.)")
_ENUMERATION = re.compile(r", (?!(?:og|eller|samt|som|der|jf|lov|§)\b)[\w-]+(?:, [\w-]+)* og (?!§)[\w-]+(?=[.,;: ]|$)")

_DEEPEST = 8
"""How many titles may stand in one another ("lov om ændring af lov om ændring af lov om …"); acts have three."""
_HARD = ("", ",", ".", ";", ":", ")", "«", "(")

Known = Callable[[int], int]
"""Tells where a known title ends that begins at an offset ("lov om …"), 0 for none."""


class TitleEnd(NamedTuple):
    """The offset after a title's last character; `sure` is False where the words after it could belong to it."""

    end: int
    sure: bool = True


def and_so_on(text: str, end: int) -> int:
    """The end after "m.v.", "m.m." or "m.fl." if one follows."""
    match = _AND_SO_ON.match(text, end)
    return match.end() if match else end


def title_end(text: str, start: int, known: Known) -> TitleEnd:
    """The end of the title whose words begin at `start`: after "lov ", so at "om …" or at "ændring af …"."""
    return _title_end(text, start, _Within(known))


class _Within(NamedTuple):
    """The titles that are known, and how many titles the one being read stands in."""

    known: Known
    depth: int = 0

    def inner(self) -> "_Within":
        return self._replace(depth=self.depth + 1)


def _title_end(text: str, start: int, within: _Within) -> TitleEnd:
    words = start + 3 if text.startswith("om ", start) else start
    if within.depth < _DEEPEST and (match := _LISTING.match(text, words)):
        return _listed(text, match.end(), within.inner())
    return _phrase(text, words)


def _listed(text: str, start: int, within: _Within) -> TitleEnd:
    """A list of acts, one after the other; an act with number and date goes on one that began with such an act only."""
    found = _one_listed(text, start, within)
    sure = found.sure
    opening = ("lov om ", "lov for ") + (("lov nr",) if _NUMBERED_LAW.match(text, start) else ())
    while match := _NEXT.match(text, found.end):
        if text.startswith(_ALSO, match.end() - 1):
            return _title_end(text, match.end(), within)
        if others := _OTHERS.match(text, match.end()):
            return TitleEnd(others.end(), sure)
        if not text.startswith(opening, match.end()) and not _WORD_LAW.match(text, match.end()):
            break
        found = _one_listed(text, match.end(), within)
        sure = sure and found.sure
    if reason := _REASON.match(text, found.end):
        found = _and_also(text, _phrase(text, reason.end()), within)
    return TitleEnd(len(text[: found.end].rstrip()), sure)


def _and_also(text: str, found: TitleEnd, within: _Within) -> TitleEnd:
    """The end of "… som følge af etableringen af X og om ophævelse af lov om Y"."""
    match = _NEXT.match(text, found.end)
    if match and text.startswith(_ALSO, match.end() - 1):
        return _title_end(text, match.end(), within)
    return found


def _one_listed(text: str, start: int, within: _Within) -> TitleEnd:
    if numbered := _NUMBERED_LAW.match(text, start):
        end = numbered.end()
        return _title_end(text, end + 1, within) if text.startswith(" om ", end) else TitleEnd(end)
    if end := within.known(start):
        return TitleEnd(and_so_on(text, end))
    if text.startswith(("lov om ", "lov for "), start):
        return _title_end(text, start + 4, within)
    if match := _WORD_LAW.match(text, start):
        return TitleEnd(match.end())
    return _phrase(text, start)


def _phrase(text: str, start: int) -> TitleEnd:
    """A noun phrase, word by word until something that can't belong to it."""
    end = at = start
    before = ""
    soft = 0
    while (match := _WORD.match(text, at)) is not None:
        if aside := _aside(text, match, before):
            before = text[at:aside].rsplit(maxsplit=1)[-1].lower()
            at = end = aside
            continue
        word = match["word"]
        whole = word.rstrip(".")
        if not _belongs(before, word, whole) or (word == "og" and text.startswith(_ALSO, match.end())):
            break
        at = match.end()
        ends_sentence = word.endswith(".") and not _ABBREVIATION.fullmatch(word)
        before = whole.lower()
        if before not in _PREPOSITIONS and before not in ("og", *_DETERMINERS):
            end = at - (len(word) - len(whole)) * ends_sentence
        elif before in _LOOSE:
            soft = end
        if ends_sentence or (_AND_MORE.fullmatch(word) and _NEW_SENTENCE.match(text, at)):
            break
    return TitleEnd(and_so_on(text, end), not soft or soft == end or text[end : end + 1] in _HARD)


def _aside(text: str, match: re.Match[str], before: str) -> int:
    """The end of a parenthesis, enumeration or date that stands inside a title; 0 for none."""
    if not match["word"]:
        follows = _INNER.match(text, match.start()) or _ENUMERATION.match(text, match.start())
        return follows.end() if follows and before else 0
    day = _DATE.match(text, match.start("word")) if before == "af" else None
    return day.end() if day else 0


def _belongs(before: str, word: str, whole: str) -> bool:
    """Whether a word can go on a title; `before` is the word before it, `whole` the word without a dot, "" a sign."""
    lowered = whole.lower()
    if not before and lowered in ("regler", "bestemmelser"):
        return True
    if lowered in _STOP:
        unfinished = lowered == "vedrørende" and before in _UNFINISHED
        own = lowered.startswith("bestemmelse") and before.endswith("lovens")
        return unfinished or own or (before, lowered) in _NO_STOP
    if not lowered or lowered[0].isdigit():
        return _FIGURED.fullmatch(lowered) is not None or (word.isdigit() and before in ("", "for", "til", "nr"))
    if before in _CONJUNCTIONS:
        return lowered != "lov" and (before != "og" or not _opens_clause(lowered))
    if before in _PREPOSITIONS:
        return lowered not in _STOP_AFTER_PREPOSITION and not (before in _PLACING and lowered in _DETERMINERS)
    follows_noun = bool(before) and before not in _DETERMINERS
    return not (follows_noun and word[0].islower() and len(lowered) > 3 and _CLAUSE.fullmatch(lowered))


def _opens_clause(lowered: str) -> bool:
    """Whether a word behind "og" begins something that is no part of the title."""
    return lowered in _STOP_AFTER_AND or lowered.endswith(("loven", "lovens"))
