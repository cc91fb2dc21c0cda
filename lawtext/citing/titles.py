"""Where a title of an act ends in running text, when no name on the shelf says it.

Danish titles are noun phrases: they end at punctuation, at a verb, at a conjunction that opens a clause, or where the
next act or designation begins. Known titles are asked first (`names.Names.title_at`); this is for the others.
"""

import re
from typing import NamedTuple

_STOP = frozenset(
    """
    § §§ at der som hvis når medmindre indtil jf. jf jævnfør samt eller men dog ikke senest herunder såfremt idet hvor
    hvorefter ligesom uanset bortset undtagen inden tidligst fortsat tilsvarende tillige alene kun også denne dette
    disse finder fandt gælder gjaldt kan kunne skal skulle må måtte vil ville har havde er var bliver blev være have få
    får fik giver gives gav træder trådte udgør omfatter medfører indeholder foretages ophæves ændres affattes
    indsættes udgår bevarer forbliver består kræver betaler betales udbetales ydes indgår deltager modtager fastsætter
    fastsættes fastsatte fastsat følger anvendes nævnte nævnt omhandlede omhandlet indgivet truffet udstedt meddelt
    senere vedrørende forud regler bestemmelser bestemmelserne reglerne fremgår sker opgøres indbringes fradrages
    reguleres medregnes afholdes behandles opretholdes nedsættes genoptages anses ydet udtaler påhviler overgår
    bortfalder korrigeres ydelser kapitel stk. nr. litra artikel bilag afsnit pkt. uden straffes respektive jo
    indeholdte begge
    """.split()
)
_STOP_AFTER_AND = frozenset(
    """
    af i efter for den det de deres dens til på ved lov lovens regler reglerne bestemmelser der som om med fra hvis når
    at er har kan skal må personer kommunen kommunalbestyrelsen ministeren staten bekendtgørelse en et
    """.split()
)
_STOP_AFTER_PREPOSITION = frozenset(
    """
    den det de denne dette disse henhold perioden stedet øvrigt forbindelse strid tilfælde overensstemmelse lov medfør
    at hvilken stk. § det, den, hvem tidspunktet datoen forhold grundlag personer sager samme så
    """.split()
)
_PREPOSITIONS = frozenset("i på til for ved under mellem med fra mod over efter hos om af".split())
_CLAUSE = re.compile(r"(?:er|ag|al|iv|egn|end|ett|yd|ør|øl|ind|æg)es$")
_TOKEN = re.compile(r"(?P<blank>[ ]?)(?P<word>[^\s,.;:()«»\"“”§]*(?:m\.?[ ]?[vm]\.|m\.[ ]?fl\.)?|§)(?P<mark>[,.;:()«»\"“”]?)")
_AMENDING = re.compile(
    r"(?:delvis )?(?:ændring(?:er)? (?:af|i)|ophævelse af|ikrafttræden(?:en)? (?:af|for)|ikraftsættelse af|anvendelse af artik)"
)
_NEXT_AMENDED = re.compile(
    r"(?: \([^()]{2,80}\))?(?:, | og | samt |, og )"
    r"(?:(?=(?:visse |forskellige )*(?:andre )?(?:skatte|afgifts|miljø)?love\b)[^.,;:()]*?love\b|(?=lov (?:om|for|nr)|(?:[\w-]+(?:- og [\w-]+)?loven\b)))"
)
_WORD_LAW = re.compile(r"[\w-]*(?:- og [\w-]+)?loven(?!\w)")
_ANNEX_WORDS = re.compile(r",? (?:m\. ?[vm]\.|mv\.|mm\.|m\. ?fl\.)")


class TitleEnd(NamedTuple):
    """The offset after a title's last character; `sure` is False where the words after it could belong to it."""

    end: int
    sure: bool = True


def and_so_on(text: str, end: int) -> int:
    """The end after "m.v.", "m.m." or "m.fl." if one follows."""
    match = _ANNEX_WORDS.match(text, end)
    return match.end() if match else end


def title_end(text: str, start: int) -> TitleEnd:
    """The end of an unknown title whose words begin at `start` (after "lov om ")."""
    if match := _AMENDING.match(text, start):
        return _amended_acts(text, match.end())
    return _noun_phrase(text, start)


def _amended_acts(text: str, start: int) -> TitleEnd:
    """A title that lists acts: "ændring af lov om X, lov om Y og forskellige andre love"."""
    found = _listed_act(text, start)
    sure = found.sure
    while match := _NEXT_AMENDED.match(text, found.end):
        if match[0].rstrip().endswith("love"):
            return TitleEnd(match.end(), sure)
        found = _listed_act(text, match.end())
        sure = sure and found.sure
    return TitleEnd(found.end, sure)


def _listed_act(text: str, start: int) -> TitleEnd:
    if text.startswith(("lov om ", "lov for "), start):
        return _noun_phrase(text, start + 4, listed=True)
    if match := _WORD_LAW.match(text, start + 1 if text[start : start + 1] == " " else start):
        return TitleEnd(match.end())
    return _noun_phrase(text, start, listed=True)


def _noun_phrase(text: str, start: int, *, listed: bool = False) -> TitleEnd:
    """Word by word until a stop. `listed`: "og" before another act's name ends it (it does anyway)."""
    end, at = start, start
    before = ""
    sure = True
    while match := _TOKEN.match(text, at):
        word, mark = match["word"], match["mark"]
        if not word and not mark:
            break
        if word and not _continues(before, word, text, match.start("word")):
            sure = sure and before.lower() not in ("og", *_PREPOSITIONS) or before.lower() == "og"
            break
        if word.lower() in _PREPOSITIONS and end > start and before.lower() not in ("og",):
            sure = sure and word.lower() in ("af", "ved", "til", "for", "om", "mellem", "med", "under", "mod")
        at = match.end()
        if word and word.lower() not in _PREPOSITIONS and word.lower() != "og":
            end = match.end("word")
        before = word
        if mark == "(" and (closed := _inner_parenthesis(text, match.start("mark"))):
            at = closed
            continue
        if mark == "," and _enumerates(text, at):
            continue
        if mark:
            break
    return TitleEnd(and_so_on(text, end), sure or listed)


def _continues(before: str, word: str, text: str, at: int) -> bool:
    lowered, previous = word.lower(), before.lower()
    if lowered in _STOP or word[0].isdigit():
        return False
    if previous == "og" and (lowered in _STOP_AFTER_AND or lowered.endswith(("loven", "lovens"))):
        return lowered == "om" and False
    if previous in _PREPOSITIONS and lowered in _STOP_AFTER_PREPOSITION:
        return previous in ("af", "om", "for") and lowered in ("den", "det", "de")
    if lowered == "lov" and previous in ("og", "samt", "eller"):
        return False
    return not (_CLAUSE.search(lowered) and len(lowered) > 5 and text[at - 1 : at] == " ")


def _inner_parenthesis(text: str, at: int) -> int:
    """The end of a parenthesis that the title goes on after: "(videreuddannelsessystemet) for voksne"; else 0."""
    close = text.find(")", at, at + 80)
    if close < 0 or "lov" in text[at:close]:
        return 0
    return close + 1 if re.match(r" (?:for|m\. ?v\.|og om|på|i Danmark)\b", text[close + 1 : close + 12]) else 0


def _enumerates(text: str, at: int) -> bool:
    """Whether a comma inside a title goes on to "…, y og z": the list must close with "og" before anything else."""
    return bool(re.match(r"[ ](?!(?:og|eller|samt|som|der|jf|lov|§)\b)[\w-]+(?:, [\w-]+)* og [\w-]+(?=[.,;: ]|$)", text[at : at + 90])) and not any(
        word in _STOP for word in text[at : at + 60].split()[:3]
    )
