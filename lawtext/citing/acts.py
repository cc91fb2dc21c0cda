"""Acts as a text names them: by number and date, title, popular name, abbreviation, or by pointing ("denne lov").

Each reader looks at one place where a cue word stands and says which act is named there, or nothing.
"""

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from lawtext.citing import eu
from lawtext.citing.citations import NO_ACT, Act
from lawtext.citing.names import Names
from lawtext.citing.titles import and_so_on, title_end
from lawtext.law.ids import edition_id
from lawtext.law.verdicts import Doubt, DoubtKind
from lawtext.wording import dates


class Sort(Enum):
    """What an act is, as far as "loven", "forordningen" and their like tell acts apart."""

    LAW = auto()
    AMENDING = auto()
    ORDER = auto()
    REGULATION = auto()
    DIRECTIVE = auto()
    EU_OTHER = auto()
    TREATY = auto()
    CONVENTION = auto()
    CIRCULAR = auto()

    @property
    def eu(self) -> bool:
        return self in (Sort.REGULATION, Sort.DIRECTIVE, Sort.EU_OTHER, Sort.TREATY)

    @property
    def other(self) -> bool:
        return self in (Sort.CONVENTION, Sort.CIRCULAR)


class Way(Enum):
    """How a mention says which act it means."""

    NAMED = auto()
    THIS = auto()
    """The act the text stands in: "denne lov"."""
    SAME = auto()
    """The act named before: "samme lov", "nævnte forordning"."""
    BARE = auto()
    """Only with a designation a citation at all: "lovens § 3", "§ 3 i forordningen"."""


class Mention(NamedTuple):
    """An act in a text. `genitive`: its designation follows ("serviceloven|s § 4")."""

    start: int
    end: int
    act: Act
    sort: Sort
    way: Way = Way.NAMED
    genitive: bool = False
    doubts: tuple[Doubt, ...] = ()


Reader = Callable[[str, int, int, Names], tuple[Mention, ...]]
"""A reader gets the text, where the cue starts and ends, and the names; it returns mentions, mostly one or none."""

_DATE = rf"(?:den[ ])?(?P<date>{dates.PATTERN})"
_NUMBERED = re.compile(
    rf"""
    (?P<type> [Ll]ov | LOV | [Ll]ovbekendtgørelse | [Ll]ovbek\. | [Ll]bkg?\. | LBK | [Bb]ekendtgørelse | [Bb]ek(?:g|endtg)?\. | BEK
            | (?:[Kk]ongelig[ ])?[Aa]nordning | AND | [Cc]irkulære(?:skrivelse)? | CIR | CIS | [Vv]ejledning | VEJ
            | [Ss]krivelse | SKR | KEN )
    [ ] (?:[Nn]r\.?[ ]?)? (?P<number>\d{{1,5}}) (?![\d.,]\d|\d)
    (?: [ ] af [ ] {_DATE} | / (?P<year>(?:19|20)\d\d)\b | [ ] \( (?P<year2>(?:19|20)\d\d) \) )?
    """,
    re.VERBOSE,
)
_BEFORE_TITLE = re.compile(r",? (?=(?:om|vedrørende|angående|for) )|,? af (?=lov (?:om|for) )")
_TYPES = {
    "lov": "LOV",
    "lovbekendtgørelse": "LBK",
    "lovbek.": "LBK",
    "lbkg.": "LBK",
    "lbk.": "LBK",
    "bekendtgørelse": "BEK",
    "bek.": "BEK",
    "bekg.": "BEK",
    "bekendtg.": "BEK",
    "anordning": "AND",
    "kongelig anordning": "AND",
    "cirkulære": "CIR",
    "cirkulæreskrivelse": "CIS",
    "vejledning": "VEJ",
    "skrivelse": "SKR",
}
_SORTS = {"LOV": Sort.LAW, "LBK": Sort.LAW, "BEK": Sort.ORDER, "AND": Sort.ORDER}
_HEAD = re.compile(
    r"(?P<head>[Ll]ov|[Bb]ekendtgørelse|[Cc]irkulære|[Vv]ejledning|[Aa]nordning) (?=(?:om|for Grønland om|for Færøerne om|for Grønland|for Færøerne) )"
)
_DEFINITE = re.compile(
    r"(?P<head>[Bb]ekendtgørelsen|[Cc]irkulæret|[Vv]ejledningen|[Dd]irektivet|[Ff]orordningen|[Aa]nordningen) (?=om [a-zæøå])"
)
_CONSOLIDATED = re.compile(r"[Ll]ovbekendtgørelse af |[Bb]ekendtgørelse af (?=lov om|[\w-]+loven)")
_NOT_ACTS = frozenset(("finansloven", "tillægsbevillingsloven", "naturloven", "jernloven", "grundloven af"))
_COORDINATED = re.compile(r"[\w-]*\w- (?:og|eller) $")
_DATED_CIRCULAR = re.compile(
    rf"(?P<head>[Cc]irkulære|[Kk]ongelig resolution|[Rr]esolution|[Vv]ejledning|[Ss]krivelse)(?P<the>t|en)? af {_DATE}"
)


def numbered(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "lov nr. 1482 af 23. december 2014 om organisering …", "LBK nr 280 af 01/03/2024"."""
    match = _NUMBERED.match(text, start)
    if match is None or (match["type"] in ("AND", "CIS", "KEN") and match["date"] is None):
        return ()
    type_ = _TYPES.get(match["type"].lower(), match["type"].upper())
    signed = dates.read(match["date"]) if match["date"] else None
    year = signed.year if signed else int(match["year"] or match["year2"] or 0)
    if match["date"] and signed is None:
        return ()
    end, name = _title_after_number(text, match.end(), type_, names)
    edition = edition_id(year, int(match["number"])) if year and type_ in _SORTS else None
    if not name and edition is None:
        name = f"{match['type'].lower()} nr. {match['number']}" if not signed else f"{match['type'].lower()} nr. {match['number']} af {dates.write(signed)}"
    act = Act(name=name, edition=edition, type=type_, signed=signed)
    return (Mention(start, end, act, _SORTS.get(type_, Sort.CIRCULAR)),)


def _title_after_number(text: str, at: int, type_: str, names: Names) -> tuple[int, str]:
    """Where the title that may follow number and date ends, and the title in base form; `at` and "" for none."""
    match = _BEFORE_TITLE.match(text, at)
    if match is None or not text.startswith(("om ", "lov "), match.end()):
        return at, ""
    head = {"LOV": "lov ", "LBK": "lov ", "BEK": "bekendtgørelse ", "CIR": "cirkulære ", "VEJ": "vejledning "}.get(
        type_, ""
    )
    words = text[match.end() : match.end() + 330]
    known = names.title_at(words if words.startswith("lov ") else head + words, 0)
    if known:
        end = and_so_on(text, match.end() + known - (0 if words.startswith("lov ") else len(head)))
        return end, base(text[match.end() : end] if words.startswith("lov ") else head + text[match.end() : end])
    found = title_end(text, match.end() + (4 if words.startswith("lov ") else 0), names.known(text))
    if found.end <= match.end() + 4:
        return at, ""
    return found.end, base(head * (not words.startswith("lov ")) + text[match.end() : found.end])


def titled(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "lov om social service", "bekendtgørelse om …", "lov for Grønland om …"."""
    known = names.title_at(text, start)
    match = _HEAD.match(text, start)
    if known and not _runs_on(text, known):
        genitive = text[known : known + 1] == "s" and not text[known + 1 : known + 2].isalpha()
        end = known + genitive
        if not genitive:
            end = and_so_on(text, known)
        act = Act(name=base(text[start : end - genitive]))
        return (Mention(start, end, act, _head_sort(text[start]), genitive=genitive),)
    if match is None:
        return ()
    words = re.compile(r"om |for \w+ (?:om )?").match(text, match.end())
    found = title_end(text, words.end() if words else match.end(), names.known(text))
    if words and found.end <= words.end():
        return ()
    act = Act(name=base(text[start : found.end]))
    return (Mention(start, found.end, act, _head_sort(match["head"]), doubts=_unsure(found.sure)),)


def _runs_on(text: str, end: int) -> bool:
    """Whether a longer, unknown title begins with the known one: "lov om ferie | i Grønland"."""
    return bool(re.compile(r" (?:i|for|på) (?:Grønland|Færøerne)\b|-? ?og -?\w+ m\.v\.").match(text, end))


def _head_sort(head: str) -> Sort:
    first = head[0].lower()
    return {"l": Sort.LAW, "b": Sort.ORDER, "a": Sort.ORDER}.get(first, Sort.CIRCULAR)


def consolidated(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "bekendtgørelse af lov om social service": the title of a consolidation names the act."""
    if text[start] == "e":
        start -= 1
    match = _CONSOLIDATED.match(text, start)
    if match is None:
        return ()
    for mention in titled(text, match.end(), match.end(), names) or popular(
        text, text.find("loven", match.end()), 0, names
    ):
        return (mention._replace(start=start),)
    return ()


def popular(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """The word that ends in "loven" or "lovens" where the cue stands: "sygedagpengelovens", "øl- og vinafgiftsloven"."""
    if start < 0:
        return ()
    end = start + 5
    genitive = text[end : end + 1] == "s"
    if text[end + genitive : end + genitive + 1].isalpha() or text[end + genitive : end + genitive + 1] == "-":
        return ()
    begin = _word_start(text, start)
    word = text[begin:end]
    lowered = word.lower()
    if lowered in ("loven", "ændringsloven", "hovedloven"):
        sort = Sort.AMENDING if lowered == "ændringsloven" else Sort.LAW
        return (Mention(begin, end + genitive, NO_ACT, sort, Way.BARE, genitive),)
    if lowered in _NOT_ACTS or lowered.endswith(("lovene", "finansloven")) or word.startswith("-"):
        return ()
    if before := _COORDINATED.search(text, max(0, begin - 40), begin):
        begin = before.start()
    act = Act(name=base(text[begin:end]))
    return (Mention(begin, end + genitive, act, Sort.LAW, genitive=genitive),)


def _word_start(text: str, at: int) -> int:
    while at and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at


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
    (?P<word>[\w-]*?(?:konvention|overenskomst|protokol)) (?P<the>en|len)?
    (?P<rest>
        (?: [ ]af[ ]{_DATE} (?: [ ](?:om|til|vedrørende|angående)[ ] )? )
      | [ ]nr\.[ ](?P<number>\d+) (?:[ ]af[ ]\d{{4}})? (?:[ ]om[ ])?
      | [ ](?:om|til[ ](?:undgåelse|beskyttelse|bekæmpelse)|vedrørende)[ ]
    )
    """,
    re.VERBOSE,
)
_ADJECTIVES = re.compile(
    r"(?:[Dd]en (?:[\w-]+ ){0,2}|(?:FN|ILO|OECD|EU|Europarådet)[’'´]?s (?:[\w-]+ ){0,2}|De Forenede Nationers (?:[\w-]+ )?"
    r"|(?:Organisationen for|De[nt] [A-ZÆØÅ][\wæøå]+) [^.,;:()]{3,60}s )$"
)


def compound(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """Words that end in "-forordningen", "-direktivet", "-bekendtgørelsen", "-konventionen", and their bare forms."""
    stem, ending, sort = next(
        row for row in _COMPOUND if text.startswith(row[0], start) or text.startswith(row[0].capitalize(), start)
    )
    begin = _word_start(text, start)
    end = start + len(stem)
    if definite := text.startswith(ending, end):
        end += len(ending)
    genitive = definite and text[end : end + 1] == "s"
    end += genitive
    if text[end : end + 1].isalpha() or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()):
        return ()
    word = text[begin : end - genitive]
    if begin == start:
        return _simple(text, begin, end, sort, names) if definite else _unnamed(text, begin, sort, names)
    if sort is Sort.CONVENTION or sort is Sort.TREATY:
        return _convention(text, begin, end, definite, genitive, sort, names)
    if not definite and sort in _ALWAYS_ACTS:
        return european(text, begin, begin, names)
    if not definite or word.lower().startswith("lovbekendt"):
        return ()
    return (Mention(begin, end, Act(name=base(word)), sort, Way.NAMED if sort in _ALWAYS_ACTS else Way.BARE, genitive),)


def _simple(text: str, begin: int, end: int, sort: Sort, names: Names) -> tuple[Mention, ...]:
    """ "forordningen" alone, or "direktivet om adgang til …", "cirkulæret af 17. december 1986 om …"."""
    genitive = text[end - 1] == "s"
    if not genitive and (match := _DEFINITE.match(text, begin)):
        found = title_end(text, match.end(), names.known(text))
        name = base(_INDEFINITE[match["head"].lower()] + text[match.end() - 1 : found.end])
        if found.end > match.end() + 10 and sort not in (Sort.ORDER, Sort.CIRCULAR):
            return (Mention(begin, found.end, Act(name=name), sort, doubts=_unsure(found.sure)),)
    if sort is Sort.CONVENTION and not genitive:
        found_treaty = _convention(text, begin, end, True, False, sort, names)
        if found_treaty:
            return found_treaty
    if dated := _dated_circular(text, begin, names):
        return dated
    return (Mention(begin, end, NO_ACT, sort, Way.BARE, genitive),)


_INDEFINITE = {
    "bekendtgørelsen": "bekendtgørelse",
    "cirkulæret": "cirkulære",
    "vejledningen": "vejledning",
    "direktivet": "direktiv",
    "forordningen": "forordning",
    "anordningen": "anordning",
}


def _unnamed(text: str, begin: int, sort: Sort, names: Names) -> tuple[Mention, ...]:
    """The indefinite word: with a number, a date or a title after it."""
    if sort in (Sort.REGULATION, Sort.DIRECTIVE):
        return european(text, begin, begin, names)
    if sort is Sort.CONVENTION:
        return _convention(text, begin, begin, False, False, sort, names)
    return (
        numbered(text, begin, begin, names)
        or _dated_circular(text, begin, names)
        or consolidated(text, begin, begin, names)
        or (_order_titled(text, begin, names) if sort in (Sort.ORDER, Sort.CIRCULAR) else ())
    )


def _order_titled(text: str, begin: int, names: Names) -> tuple[Mention, ...]:
    """A known title always; an unknown one ("bekendtgørelse om …" is also a plain phrase) only with a designation."""
    if names.title_at(text, begin):
        return titled(text, begin, begin, names)
    return tuple(mention._replace(way=Way.BARE) for mention in titled(text, begin, begin, names))


def _dated_circular(text: str, begin: int, names: Names) -> tuple[Mention, ...]:
    match = _DATED_CIRCULAR.match(text, begin)
    if match is None:
        return ()
    end = match.end()
    sure = True
    if text.startswith(" om ", end):
        found = title_end(text, end + 1, names.known(text))
        end, sure = found.end, found.sure
    name = base(text[begin:end])
    name = name.replace(match["head"].lower() + (match["the"] or ""), match["head"].lower(), 1)
    return (Mention(begin, end, Act(name=name, signed=dates.read(match["date"])), Sort.CIRCULAR, doubts=_unsure(sure)),)


def _convention(
    text: str, begin: int, end: int, definite: bool, genitive: bool, sort: Sort, names: Names
) -> tuple[Mention, ...]:
    """Treaties: "Kyotoprotokollens", "den europæiske patentkonvention", "konvention af 15. december 1997 til …"."""
    match = _TREATY_WORDS.match(text, begin)
    lead = _ADJECTIVES.search(text, max(0, begin - 60), begin)
    if match and not genitive and (match["date"] or match["number"] or match["the"] or (lead and begin != end)):
        found = title_end(text, match.end(), names.known(text)).end if match["rest"].endswith(" ") else match.end()
        start = lead.start() if lead and not match["the"] else begin
        return (Mention(start, found, Act(name=text[start:found]), sort),)
    word = text[begin : end - genitive]
    opens_sentence = begin == 0 or text[max(0, begin - 2) : begin] == ". "
    if definite and (word[0].isupper() or word[0].isdigit()) and len(word) > 14 and not opens_sentence:
        return (Mention(begin, end, Act(name=word), sort, genitive=genitive),)
    if definite:
        return (Mention(begin, end, Act(name=word), sort, Way.BARE, genitive),)
    if lead and begin != end:
        return (Mention(lead.start(), end, Act(name=text[lead.start() : end]), sort),)
    return ()


def european(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """EU acts by number, with or without institution."""
    found = []
    for act in eu.read(text, start):
        word = act.word.lower()
        sort = Sort.REGULATION if "forordning" in word else Sort.DIRECTIVE if "direktiv" in word else Sort.EU_OTHER
        found.append(Mention(act.start, act.end, Act(name=base(text[act.start : act.end]), eu=act.key), sort))
    return tuple(found)


def treaty(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """The EU treaties and the EEA agreement."""
    act = eu.treaty(text, start)
    if act is None:
        return ()
    genitive = text[act.start : act.end].endswith("traktatens") or text[act.start : act.end].endswith("aftalens")
    name = text[start : act.end - genitive]
    return (Mention(start, act.end, Act(name=base(name), eu=act.key), Sort.TREATY, genitive=genitive),)


def named_document(text: str, start: int, end: int, names: Names) -> tuple[Mention, ...]:
    """ "skrivelse nr. …", "kongelig resolution af 28. juni 2015"."""
    return numbered(text, start, end, names) or _dated_circular(text, start, names)


_SOURCES = re.compile(
    r"(?:Ankestyrelsens )?[Pp]rincip(?:afgørelse|meddelelse|iel afgørelse) (?:nr\. )?(?:[A-ZÆØÅ]{1,2}-)?\d{1,3}-\d{2}\b"
    r"|FOB[ .](?:nr\. )?(?:19|20)?\d{2}[.-]\d{1,4}|U\.? ?(?:19|20)\d{2}\.\d{1,4}(?:[/.]?\d)? ?(?:H|V|Ø|SH|VLK|ØLK)\b"
    r"|L \d{1,3} \((?:19|20)\d{2}-\d{2,4}(?:, \d\. samling)?\)"
)


def source(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """Sources that are no acts: "principmeddelelse 15-21", "FOB 2005.123", "L 200 (2016-17)"."""
    start = _word_start(text, start)
    match = _SOURCES.match(text, start)
    return (Mention(start, match.end(), Act(name=match[0]), Sort.CIRCULAR),) if match else ()


def code(text: str, start: int, end: int, names: Names) -> tuple[Mention, ...]:
    """An abbreviation or another name that must stand exactly so: "LAB", "barnets lov"."""
    if (start and (text[start - 1].isalnum() or text[start - 1] in "-/")) or (
        text[end : end + 1].isalpha() and text[end : end + 1] != "s"
    ):
        return ()
    genitive = text[end : end + 1] == "s"
    if genitive and text[end + 1 : end + 2].isalpha():
        return ()
    sort = Sort.LAW
    return (Mention(start, end + genitive, Act(name=text[start:end]), sort, genitive=genitive),)


_NOUNS = {
    "lov": Sort.LAW,
    "lovbekendtgørelse": Sort.LAW,
    "bekendtgørelse": Sort.ORDER,
    "anordning": Sort.ORDER,
    "forordning": Sort.REGULATION,
    "direktiv": Sort.DIRECTIVE,
    "konvention": Sort.CONVENTION,
    "traktat": Sort.TREATY,
}
_POINTERS = {
    "denne": Way.THIS,
    "dette": Way.THIS,
    "nærværende": Way.THIS,
    "samme": Way.SAME,
    "nævnte": Way.SAME,
    "ovennævnte": Way.SAME,
}
POINTING = tuple(
    f"{pointer} {noun}"
    for low in _POINTERS
    for pointer in (low, low.capitalize())
    for noun in _NOUNS
    if (low == "dette") == (noun == "direktiv") or _POINTERS[low] is Way.SAME or low == "nærværende"
)
"""The phrases that point at an act; each is a cue."""


def pointing(text: str, start: int, end: int, _names: Names) -> tuple[Mention, ...]:
    """ "denne lov(s)", "samme lovs", "nævnte forordning"."""
    pointer, _, noun = text[start:end].lower().partition(" ")
    genitive = text[end : end + 1] == "s"
    if text[end + genitive : end + genitive + 1].isalpha() or (start and text[start - 1].isalnum()):
        return ()
    return (Mention(start, end + genitive, NO_ACT, _NOUNS[noun], _POINTERS[pointer], genitive),)


_ALIAS = re.compile(r" \([^()]*lov(?:en)?\)$")
_PROPER = re.compile(r"[A-ZÆØÅ]{2}|[A-ZÆØÅ]\w*['’]|[A-ZÆØÅ]-")


def base(name: str) -> str:
    """Base form: first letter small unless it is a name proper, a broken word mended, blanks single.

    >>> base("Lov om social  service")
    'lov om social service'
    """
    if "  " in name:
        name = re.sub(r"\s+", " ", name)
    if _PROPER.match(name) or name.startswith(
        ("Europa", "Rådets", "Kommissionens", "Kyoto", "Schengen", "Haag", "Dublin", "Eurodac")
    ):
        return name
    return name[:1].lower() + name[1:]


def _unsure(sure: bool) -> tuple[Doubt, ...]:
    if sure:
        return ()
    return (Doubt(DoubtKind.GUESSED, "Det er uklart, hvor titlen på retsakten slutter."),)
