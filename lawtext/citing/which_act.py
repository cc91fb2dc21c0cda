"""Which act a citation means: the one it names, one it points back at, or that of the place (GUIDELINES section 4)."""

import re

from msgspec.structs import replace

from lawtext.citing.citations import NO_ACT, Act
from lawtext.citing.designated import Chain
from lawtext.citing.links import Link
from lawtext.citing.mentions import Mention, Sort, Way
from lawtext.citing.setting import SENTENCE_END, Setting, guessed
from lawtext.citing.zones import Zone, edition_act
from lawtext.law.verdicts import Doubt

Answer = tuple[Act, tuple[Doubt, ...]]

_ISSUED_UNDER = re.compile(
    r"(?:udstedt|fastsat|givet|truffet|meddelt)\w* (?:i medfør af|efter|i henhold til|med hjemmel i) $"
)
_ISSUED_UNDER_ENDS = (" medfør af ", " efter ", " henhold til ", " hjemmel i ")
_GENITIVES = ("ens ", "ets ", "rnes ", "lovs ", "loves ")
_AFTER_ITS_ACT = (" (", ": ")
_TELLING_BEFORE = (
    *("hvis ", "der ved ", "som ved ", ", af ", *_ISSUED_UNDER_ENDS),
    *_GENITIVES,
    *_AFTER_ITS_ACT,
)
_TELLING_AFTER = (", som ", " som ", ", i den ", " i den ")
_WORDED_BY_THIS = re.compile(
    r",? som (?:affattet|ændret|indsat|ophævet|senest ændret) ved (?:denne lovs|lovens) § (?P<paragraph>\d+)"
)
_RULES_AHEAD = ("nedenstående ", "indeholder i ", "fastsættes i ", "fastsætter i ", "fastsættes det i ", "bestemmes i ")
_RULES_TOLD = (", fastsættes", " fastsættes", ", fastsætter ", " fastsætter ", ", bestemmes", " bestemmes")
_OWNED = re.compile(
    r"""
    (?<![\w-])
    (?! (?:\w*bestemmelsens|lovbekendtgørelsens|paragraffens|stykkets|kapitlets|afsnittets|artiklens|punktummets) )
    (?P<whose> [\w-]{3,} (?:ens|ets|(?<!fj)(?:er|ar|or)nes) | [\w-]*loves? ) [ ] $
    """,
    re.VERBOSE,
)
"""What has units but is no act that is known: "lovforslagets § 1", "planens § 3", "den svenske lovs § 2"."""
_WORDED_BY = re.compile(r"som (?:affattet|ændret|indsat|ophævet) ved $")
_BLOCK = re.compile(r"Ikr\d+")
_OF_ANOTHER = re.compile(
    r",? til (?:aftalen|overenskomsten|protokollen|konventionen|traktaten|pagten|direktivet|forordningen)"
)
_PROPOSED = re.compile(r",? i den (?:foreslåede|ændrede|hidtidige|tidligere|nye) affattelse")
_DEFINES = re.compile(r" forstås (?:i denne (?:lov|bekendtgørelse) )?| (?:er|betyder) ")
_CHANGE_CONCERNS = re.compile(
    r"(?:[Ll]ovændringe|[Ææ]ndringe)(?:n|rne) [^.]{0,60}?(?:vedrører|omhandler|angår|er indarbejdet|omfatter)[^.]*$"
)
_OF_PARAGRAPHS = (Sort.LAW, Sort.AMENDING, Sort.ORDER)
_LISTS = re.compile(r"[^.:;]{0,40}: ")
_ITEM = re.compile(r"(?:[•*–-] ?|\d{1,2}[.)] )$")
_OF_ARTICLES = (Sort.CONVENTION, Sort.REGULATION, Sort.DIRECTIVE, Sort.TREATY, Sort.EU_OTHER)
_IN_FORCE = re.compile(r"(?:træder|trådte|trådt|sat|sættes) i kraft|virkning (?:fra|for) ")
_IS_ABOUT = re.compile(
    r"(?: §[^;:()]{1,120}?)?,? (?:omhandle(?:r|de)|vedrør(?:er|te)|angår|angik) |, (?:som|der) ændrer lov"
)
_COMES_INTO_FORCE = ("ikrafttræden af ", "ikrafttrædelse af ", "ikrafttrædelsen af ")
_WHICH_BLOCK = guessed("Det er ikke oplyst, hvilken ændringslov ikrafttrædelsesbestemmelsen står i.")
_TAKEN_LAST = guessed("Teksten siger ikke, hvilken retsakt der menes; den sidst nævnte er antaget.")
_FAR_ACT = guessed("Der står andet mellem paragraffen og loven; det er uklart, om de hører sammen.")


def act_of(link: Link, setting: Setting) -> Answer:
    """The act of a link, and what is doubtful in that."""
    mention = link.mention
    if mention is None:
        return _unnamed(link, setting)
    if mention.way is Way.NAMED or (mention.way is Way.BARE and mention.act.known):
        if mention.sort.eu and not mention.act.eu and (key := setting.keys.get(mention.act.name)):
            return Act(name=mention.act.name, eu=key), mention.doubts
        return mention.act, mention.doubts + (_FAR_ACT if link.guessed else ())
    if mention.way is Way.THIS:
        return _this(mention, setting)
    if mention.way is Way.UNTOLD:
        return NO_ACT, _not_said(setting.text[mention.start : mention.end])
    return _same(mention, setting) if mention.way is Way.SAME else _bare(link, mention, setting)


def defined_keys(links: list[Link], text: str) -> dict[str, str]:
    """CELEX numbers of names that the text itself defines: "Ved X-forordningen forstås … forordning (EF) nr. …"."""
    found = {link.alias: link.mention.act.eu for link in links if link.alias and link.mention and link.mention.act.eu}
    keyed = [(at, link, link.mention.act.eu) for at, link in enumerate(links) if link.mention and link.mention.act.eu]
    for back in (1, 2):
        for at, after, eu in keyed:
            mention = links[at - back].mention if at >= back else None
            if mention is None or mention.act.eu or not mention.sort.eu:
                continue
            if _DEFINES.fullmatch(text[links[at - back].end : after.start]):
                found[mention.act.name] = eu
    return found


def amended_acts(links: list[Link], text: str) -> dict[str, Act]:
    """Which act each § of this amending act changes, as "§ 5 i lov om X som affattet ved denne lovs § 1" says."""
    found: dict[str, Act] = {}
    for link in links:
        mention = link.mention
        if mention is not None and mention.way is Way.NAMED and mention.sort is Sort.LAW and link.chain is not None:
            worded = _WORDED_BY_THIS.match(text, link.end)
            if worded:
                found.setdefault(worded["paragraph"], mention.act)
    return found


def _unnamed(link: Link, setting: Setting) -> Answer:
    """The act of a bare designation; mostly nothing beside it can say another than that of its place."""
    level = link.chain.units[0].path[0].level if link.chain is not None else ""
    zone = setting.zone
    if zone is Zone.NOTE and (block := _act_in_force(link.start, link.end, setting)):
        return block, ()
    if zone is Zone.COMMENCEMENT and (rules := _act_whose_rules(link, setting)):
        return rules, ()
    if setting.foreseen and level not in ("Art", "Bil") and not _is_told(link, setting.text):
        return setting.default, ()
    return _by_words_before(link.start, setting) or _by_words_beside(link, level, setting)


def _by_words_beside(link: Link, level: str, setting: Setting) -> Answer:
    text = setting.text
    if level == "Art" and not setting.base.startswith(("Bil", "Art")):
        return _act_with_articles(setting)
    if setting.zone in (Zone.COMMENCEMENT, Zone.BODY) and (worded := _WORDED_BY_THIS.match(text, link.end)):
        act = setting.amended_by.get(worded["paragraph"])
        says = "Paragraffen hører til den lov, der ændres ved den nævnte paragraf, ikke til loven selv."
        return (act, ()) if act else (NO_ACT, guessed(says))
    whose = text.endswith(("hvis ", "der ved ", "som ved "), 0, link.start) or (
        setting.place.unit == "Ind" and _is_point(link.chain)
    )
    if whose and Sort.LAW in setting.named:
        return setting.named[Sort.LAW][0], ()
    if level == "Bil" and _OF_ANOTHER.match(text, link.end):
        return NO_ACT, guessed("Teksten siger ikke, hvilken retsakt bilaget hører til.")
    if not setting.default.known and setting.zone in (Zone.BODY, Zone.COMMENCEMENT):
        return _named_last(link, setting) if setting.zone is Zone.BODY else (NO_ACT, _WHICH_BLOCK)
    unclear = (
        _PROPOSED.match(text, link.end) or text.endswith(", af ", 0, link.start) or _may_be_of_repealed(link, setting)
    )
    doubts = guessed("Det er uklart, hvilken retsakt bestemmelsen hører til.") if unclear else ()
    return setting.default, doubts


def _by_words_before(start: int, setting: Setting) -> Answer | None:
    """The act of a designation behind an owner that is none ("planens § 3"), or behind an act: "aktivloven (§ 11)"."""
    genitive = setting.text.endswith(_GENITIVES, 0, start)
    if genitive and (owner := _OWNED.search(setting.text, max(0, start - 60), start)):
        return NO_ACT, _not_said(owner["whose"])
    last = setting.last
    if last is None or last.units or not last.act.known or setting.text[last.end : start] not in _AFTER_ITS_ACT:
        return None
    return last.act, _TAKEN_LAST


def _act_in_force(start: int, end: int, setting: Setting) -> Act | None:
    """In a note on a commencement rule: the amending act, where it says what of that act is in force, or what its
    stykker are about ("Stk. 6 omhandler retsplejeloven"); None where it says what was changed.
    """
    block = setting.place.commencement_of
    if block is None or "@Ikr" not in setting.place.unit or _CHANGE_CONCERNS.search(setting.text, 0, start):
        return None
    stop = SENTENCE_END.search(setting.text, end)
    if setting.text.endswith(("bestemmelsens ", *_COMES_INTO_FORCE), 0, start):
        return edition_act(block)
    rest = setting.text[end : stop.start() if stop else len(setting.text)]
    return edition_act(block) if _IN_FORCE.search(rest) or _IS_ABOUT.match(rest) else None


def _act_whose_rules(link: Link, setting: Setting) -> Act | None:
    """In the heading of a commencement block: the amending act, where its rules are told of, else None."""
    place, text = setting.place, setting.text
    if setting.zone is not Zone.COMMENCEMENT or not place.commencement_of or "_" in place.unit:
        return None
    if not text.endswith(_RULES_AHEAD, 0, link.start) and not text.startswith(_RULES_TOLD, link.end):
        return None
    named = setting.law_of_sentence(link.start)
    return named if named and named.edition else edition_act(place.commencement_of)


def worded_by(start: int, text: str) -> bool:
    """Whether "som affattet ved " stands before an offset, so that what follows is the amending act's."""
    return text.endswith(" ved ", 0, start) and _WORDED_BY.search(text, max(0, start - 30), start) is not None


def _act_that_commences(start: int, setting: Setting) -> Act | None:
    """In a note: the amending act named last, where the sentence speaks of its commencement: "tidspunktet for lovens
    ikrafttræden, jf. lovens § 55"; else None.
    """
    named = setting.named.get(Sort.LAW)
    said = setting.text.rfind("lovens ikrafttræden", max(0, start - 80), start)
    if named is None or not named[0].edition or said < 0 or SENTENCE_END.search(setting.text, said, start):
        return None
    return named[0]


def _is_told(link: Link, text: str) -> bool:
    """Whether words beside a bare designation may say whose it is; seldom, so that is asked before which they are."""
    return text.startswith(_TELLING_AFTER, link.end) or text.endswith(_TELLING_BEFORE, 0, link.start)


def _named_last(link: Link, setting: Setting) -> Answer:
    """In a text that stands in no act: the act named last, for sure only in the list that it opens with a colon."""
    named = [setting.named[sort] for sort in _OF_PARAGRAPHS if sort in setting.named]
    if not named or setting.printed:
        return NO_ACT, ()
    act, end = max(named, key=lambda pair: pair[1])
    listed = _LISTS.match(setting.text, end) and _ITEM.search(setting.text, end, link.start)
    return act, () if listed else _TAKEN_LAST


def _may_be_of_repealed(link: Link, setting: Setting) -> bool:
    """ "Lov om X ophæves. Regler, der er udstedt i medfør af § 5, forbliver i kraft": § 5 may be one of lov om X."""
    text = setting.text
    if Sort.LAW not in setting.named or not text.endswith(_ISSUED_UNDER_ENDS, 0, link.start):
        return False
    return _ISSUED_UNDER.search(text, max(0, link.start - 50), link.start) is not None and "ophæves" in text


def _act_with_articles(setting: Setting) -> Answer:
    """The EU act or treaty named last."""
    named = [setting.named[sort] for sort in _OF_ARTICLES if sort in setting.named]
    if named:
        sure = setting.place.edition or setting.place.unit
        return max(named, key=lambda pair: pair[1])[0], () if sure else _TAKEN_LAST
    return NO_ACT, guessed("Teksten siger ikke, hvilken retsakt artiklen hører til.")


def _is_point(chain: Chain | None) -> bool:
    """ "§ 1, nr. 4": in a preamble a point of an amending act."""
    return chain is not None and all([step.level for step in unit.path] == ["Par", "Num"] for unit in chain.units)


def _this(mention: Mention, setting: Setting) -> Answer:
    """ "denne lov"; in an annex "denne overenskomst" is the annex itself."""
    if mention.sort not in (Sort.LAW, Sort.ORDER):
        return (setting.own, ()) if setting.base.startswith(("Bil", "UBil")) else _same(mention, setting)
    if setting.zone is Zone.NEW or (setting.zone is Zone.INSTRUCTION and setting.quoted(mention.start)):
        return setting.place.amends or NO_ACT, ()
    if setting.zone is Zone.COMMENCEMENT:
        return setting.default, () if setting.default.known else _WHICH_BLOCK
    if setting.zone is Zone.NOTE and worded_by(mention.start, setting.text):
        block = edition_act(setting.place.commencement_of)
        return block, () if block.known else _WHICH_BLOCK
    return setting.own, ()


def _same(mention: Mention, setting: Setting) -> Answer:
    """The act of that sort named last."""
    named = setting.named.get(mention.sort)
    if named is not None:
        return named[0], ()
    last = setting.last
    if last is not None and mention.sort is Sort.LAW and not last.act.eu and not last.act.own:
        return last.act, ()
    return NO_ACT, _not_said(setting.text[mention.start : mention.end])


def _not_said(words: str) -> tuple[Doubt, ...]:
    return guessed(f"Teksten siger ikke, hvilken retsakt »{words}« er.")


def _bare(link: Link, mention: Mention, setting: Setting) -> Answer:
    """ "loven", "bekendtgørelsens": the act of the text, or the one it has just spoken of."""
    if mention.sort is not Sort.LAW:
        return _bare_of_sort(mention, setting)
    block = _act_whose_rules(link, setting)
    if block is None and setting.zone is Zone.NOTE:
        block = _act_in_force(mention.start, mention.end, setting) or _act_that_commences(mention.start, setting)
    if block is not None:
        return block, ()
    if setting.zone is Zone.COMMENCEMENT:
        return setting.default, () if setting.default.known else _WHICH_BLOCK
    if worded_by(mention.start, setting.text):
        return _this(mention, setting)
    if _speaks_of_its_own(mention.start, setting):
        return setting.own, ()
    return setting.law_of_sentence(mention.start) or setting.default, ()


def _bare_of_sort(mention: Mention, setting: Setting) -> Answer:
    """ "ændringslovens", "bekendtgørelsens", "forordningens"."""
    if mention.sort is Sort.AMENDING:
        amending = setting.place.commencement_of
        return (edition_act(amending), ()) if amending else _same(replace(mention, sort=Sort.LAW), setting)
    own_order = mention.sort is Sort.ORDER and Sort.ORDER not in setting.named
    return (setting.own, ()) if own_order else _same(mention, setting)


def _speaks_of_its_own(start: int, setting: Setting) -> bool:
    """Whether a heading of a commencement block, or a note on what was changed, says "loven" of the printed act."""
    if _BLOCK.fullmatch(setting.place.unit):
        return True
    return setting.zone is Zone.NOTE and _CHANGE_CONCERNS.search(setting.text, 0, start) is not None
