"""Acts as a text names them: by title, popular name, abbreviation, by what they are ("den hidtil gældende lov"), or by
pointing ("denne lov"). By number and date: `numbered_acts`.

Each reader looks at one place where a cue word stands and says which act is named there, or nothing.
"""

import re

from msgspec.structs import replace

from lawtext.citing.citations import NO_ACT, Act
from lawtext.citing.mentions import Mention, Sort, Way, base, unsure, word_start
from lawtext.citing.names import Names
from lawtext.citing.titles import and_so_on, title_end

_HEAD = re.compile(
    r"(?P<head>[Ll]ov|[Bb]ekendtgørelse|[Cc]irkulære|[Vv]ejledning|[Aa]nordning) "
    r"(?=(?:om|for Grønland om|for Færøerne om|for Grønland|for Færøerne) )"
)
_AFTER_HEAD = re.compile(r"om |for \w+ (?:om )?")
_RUNS_ON = re.compile(r" (?:i|for|på) (?:Grønland|Færøerne)\b|-? ?og -?\w+ m\.v\.")
_LONGER = re.compile(
    r" (?:og (?:til|om|for|af)|samt (?!regler|bestemmelser|lov|love|forskrifter|bekendtgørelse|i|efter|af)\w+) "
    r"(?:(?!lov |regler|bestemmelse)[^.,;:()§]){3,90} m\.v\."
    r"| (?!og §|eller §|i lov|jf)(?:(?!lov |regler|bestemmelse)[^.,;:()§]){3,90}(?=, jf\. lovbekendtgørelse nr)"
)
"""What makes a longer, unknown title of a known one: its own "m.v.", or the date behind it, says how far it goes."""

_CONSOLIDATED = re.compile(r"[Ll]ovbekendtgørelse af |[Bb]ekendtgørelse af (?=lov om|[\w-]+loven)")
_NOT_ACTS = frozenset(("finansloven", "tillægsbevillingsloven", "naturloven", "jernloven"))
_COORDINATED = re.compile(r"[\w-]*\w- (?:og|eller) $")
_DETERMINED = re.compile(r"\b[Dd]en (?:[\w-]+ ){1,3}$")
_BY_DESCRIPTION = re.compile(
    r",? i (?P<all>den (?:[a-zæøå]+ ){0,4}?(?P<name>(?:[a-zæøå-]{3,})?lov))(?![\w-]| (?:om|for|nr\.?|af \d))"
)
_SPOKEN_OF = ("pågældende", "omhandlede")
_SOURCES = re.compile(
    r"(?:Ankestyrelsens )?[Pp]rincip(?:afgørelse|meddelelse|iel afgørelse) (?:nr\. )?(?:[A-ZÆØÅ]{1,2}-)?\d{1,3}-\d{2}\b"
    r"|FOB[ .](?:nr\. )?(?:19|20)?\d{2}[.-]\d{1,4}|U\.? ?(?:19|20)\d{2}\.\d{1,4}(?:[/.]?\d)? ?(?:H|V|Ø|SH|VLK|ØLK)\b"
    r"|PM \d{1,3}-\d{2}\b"
    r"|(?:LF?|B) \d{1,3} \((?:19|20)\d{2}-\d{2,4}(?:, \d\. samling)?\)"
    r"|(?:LF?|B) \d{1,3} (?:19|20)\d{2}-\d{2,4}(?:, \d\. samling)?"
)
_CODE_ENDINGS = re.compile(r"-?lovens?|['’]?s")
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
    "sidstnævnte": Way.SAME,
    "førstnævnte": Way.UNTOLD,
}
POINTING = tuple(
    f"{pointer} {noun}"
    for low in _POINTERS
    for pointer in (low, low.capitalize())
    for small in _NOUNS
    for noun in (small, small.capitalize())
    if (low == "dette") == (small == "direktiv") or _POINTERS[low] is not Way.THIS or low == "nærværende"
)
"""The phrases that point at an act, each a cue; the oldest acts write nouns with capitals."""

_GENITIVE = re.compile(r"(?:e?s)?(?![^\W\d_])")  # "denne lovs", and as some write, "denne loves"


def titled(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "lov om social service", "bekendtgørelse om …", "lov for Grønland om …"; not "en ny hovedlov om …"."""
    if start and text[start - 1].isalnum():
        return ()
    known = names.title_at(text, start)
    if known and (longer := _LONGER.match(text, known)):
        return (Mention(start, longer.end(), Act(name=base(text[start : longer.end()])), _head_sort(text[start])),)
    if known and not _runs_on(text, known):
        genitive = text[known : known + 1] == "s" and not text[known + 1 : known + 2].isalpha()
        end = known + 1 if genitive else and_so_on(text, known)
        act = Act(name=base(text[start : end - genitive]))
        return (Mention(start, end, act, _head_sort(text[start]), genitive=genitive),)
    match = _HEAD.match(text, start)
    if match is None:
        return ()
    words = _AFTER_HEAD.match(text, match.end())
    found = title_end(text, words.end() if words else match.end(), names.known(text))
    if words and found.end <= words.end():
        return ()
    act = Act(name=base(text[start : found.end]))
    return (Mention(start, found.end, act, _head_sort(match["head"]), doubts=unsure(found.sure)),)


def _runs_on(text: str, end: int) -> bool:
    """Whether a longer, unknown title begins with the known one: "lov om ferie | i Grønland"."""
    return _RUNS_ON.match(text, end) is not None


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
        return (replace(mention, start=start),)
    return ()


def popular(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """The word whose end "loven" or "lovens" is the cue: "sygedagpengelovens", "øl- og vinafgiftsloven"."""
    if start < 0:
        return ()
    end = start + 5
    genitive = text[end : end + 1] == "s"
    if text[end + genitive : end + genitive + 1].isalpha() or text[end + genitive : end + genitive + 1] == "-":
        return ()
    begin = word_start(text, start)
    word = text[begin:end]
    lowered = word.lower()
    if lowered == "loven" and (known := names.title_at(f"lov{text[end : end + 330]}", 0)) > len("lov om "):
        return (Mention(begin, known + begin + 2, Act(name=f"lov{text[end : known + begin + 2]}"), Sort.LAW),)
    if lowered in ("loven", "ændringsloven", "hovedloven"):
        sort = Sort.AMENDING if lowered == "ændringsloven" else Sort.LAW
        return (Mention(begin, end + genitive, NO_ACT, sort, Way.BARE, genitive),)
    if lowered in _NOT_ACTS or lowered.endswith(("lovene", "finansloven")) or word.startswith("-"):
        return ()
    if before := _COORDINATED.search(text, max(0, begin - 40), begin):
        begin = before.start()
    act = Act(name=base(text[begin:end]))
    return (Mention(begin, end + genitive, act, Sort.LAW, genitive=genitive),)


def indefinite(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """ "den tidligere | afskrivningslovs § 18": after "den" and an adjective the popular name loses its ending."""
    begin = word_start(text, start)
    designated = text.startswith(("§", "kapitel "), start + 5)
    the = _DETERMINED.search(text, max(0, begin - 60), begin) if designated else None
    return (_undetermined(text, the.start(), begin, start + 3, genitive=True),) if the else ()


def described(text: str, start: int) -> Mention | None:
    """The act right behind a designation: "§ 9 | i den hidtil gældende elforsyningslov"; None for none."""
    if not text.startswith((" i den ", ", i den "), start):
        return None
    match = _BY_DESCRIPTION.match(text, start)
    return _undetermined(text, match.start("all"), match.start("name"), match.end()) if match else None


def _undetermined(text: str, the: int, begin: int, end: int, *, genitive: bool = False) -> Mention:
    """The word in "-lov" from `begin` to `end`, behind "den" at `the` and an adjective; "lov" alone names nothing."""
    if end - begin > len("lov"):
        return Mention(begin, end + genitive, Act(name=base(text[begin:end]) + "en"), Sort.LAW, genitive=genitive)
    spoken_of = any(word in _SPOKEN_OF for word in text[the:begin].split())
    return Mention(the, end + genitive, NO_ACT, Sort.LAW, Way.SAME if spoken_of else Way.UNTOLD, genitive)


def european(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """EU acts by number, with or without institution."""
    from lawtext.citing import eu  # noqa: PLC0415 - its patterns would delay every start

    found = []
    for act in eu.read(text, start):
        word = act.word.lower()
        sort = Sort.REGULATION if "forordning" in word else Sort.DIRECTIVE if "direktiv" in word else Sort.EU_OTHER
        found.append(Mention(act.start, act.end, Act(name=base(text[act.start : act.end]), eu=act.key), sort))
    return tuple(found)


def treaty(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """The EU treaties and the EEA agreement."""
    from lawtext.citing import eu  # noqa: PLC0415 - as above

    act = eu.treaty(text, start)
    if act is None:
        return ()
    genitive = text[act.start : act.end].endswith("traktatens") or text[act.start : act.end].endswith("aftalens")
    name = text[start : act.end - genitive]
    return (Mention(start, act.end, Act(name=base(name), eu=act.key), Sort.TREATY, genitive=genitive),)


def source(text: str, start: int, _end: int, _names: Names) -> tuple[Mention, ...]:
    """Sources that are no acts: "principmeddelelse 15-21", "FOB 2005.123", "L 200 (2016-17)"."""
    start = word_start(text, start)
    match = _SOURCES.match(text, start)
    return (Mention(start, match.end(), Act(name=match[0]), Sort.CIRCULAR),) if match else ()


def code(text: str, start: int, end: int, _names: Names) -> tuple[Mention, ...]:
    """An abbreviation or another name that must stand exactly so: "LAB", "LAB's", "LAB-lovens", "barnets lov"."""
    ending = _CODE_ENDINGS.match(text, end)
    behind = ending.end() if ending else end
    opened = start and (text[start - 1].isalnum() or text[start - 1] in "-/")
    if opened or text[behind : behind + 1].isalpha():
        return ()
    genitive = text[end:behind].endswith("s")
    return (Mention(start, behind, Act(name=text[start:end]), Sort.LAW, genitive=genitive),)


def convention_code(text: str, start: int, end: int, _names: Names) -> tuple[Mention, ...]:
    """A treaty by its abbreviation: "EMRK artikel 8"."""
    if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
        return ()
    return (Mention(start, end, Act(name=text[start:end]), Sort.CONVENTION),)


def pointing(text: str, start: int, end: int, _names: Names) -> tuple[Mention, ...]:
    """ "denne lov(s)", "samme lovs", "nævnte forordning"."""
    pointer, _, noun = text[start:end].lower().partition(" ")
    ending = _GENITIVE.match(text, end)
    if ending is None or (start and text[start - 1].isalnum()):
        return ()
    return (Mention(start, ending.end(), NO_ACT, _NOUNS[noun], _POINTERS[pointer], ending.end() > end),)
