"""Where in a text something is cited: designations ("§ 5, stk. 1") and acts, in order, not yet put together."""

import re
from collections.abc import Callable

from ahocorasick_rs import BytesAhoCorasick, MatchKind
from msgspec import Struct
from msgspec.structs import replace

from lawtext.citing import acts, compounds
from lawtext.citing.grammar import CHAIN, ORDINALS_BEFORE
from lawtext.citing.mentions import Mention, Reader
from lawtext.citing.names import Names


class Designation(Struct, frozen=True, gc=False):
    """A chain of designations; or a unit that is pointed at: `pointer` "dette kapitel", "samme bestemmelse" in small.

    `text` is what it says: the text itself, or, with a `doubt` that tells why, what it must be read as ("3, stk. 1" as
    "§ 3, stk. 1").
    """

    start: int
    end: int
    text: str
    pointer: str = ""
    doubt: str = ""


Piece = Designation | Mention


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _cues(text: str) -> tuple[str, ...]:
    """The cues between bars; a blank at the end of one counts."""
    return tuple(text.split("|"))


def _both(text: str) -> tuple[str, ...]:
    """The cues in small, and as they begin a sentence."""
    return tuple(form for cue in text.split("|") for form in (cue, cue[0].upper() + cue[1:]))


_NOT_BEFORE_NUMBER = re.compile(
    r"""
    (?: lov | bekendtgørelse | bek\. | forordning | direktiv | anordning | tekstanmærkning | konvention | afgørelse
      | beslutning | vejledning | cirkulære | skrivelse | position | pos\. | poster | matr | cvr | tlf | kontonr | konto
      | tabel | kategori | aktstykke | Tidende | lovforslag | anlæg | sag | journal | j | EF | EU | EØF | \) )
    [,.]? [ ] $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FUNCTION_WORDS = _words(
    """
    i af efter jf. jf og eller under dog nævnte med til fra ved for mellem samt som at herefter bliver omfattet uanset
    undtagen hverken enten den de det denne om opfylder opfylde jævnfør henholdsvis er herunder kun også indsættes
    finder på hvis senest såvel end vedrørende ikke ændres affattes ophæves både særlig dette
    """
)
_INSIDE_OUTER = re.compile(r" i (?:§|stk\.|bilag|underbilag|dette bilag|artikel)")
_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_LABEL_AFTER = re.compile(r"\.?\)? (?=(?:[-–] )?[A-ZÆØÅ»]|\((?:[A-ZÆØÅ]|ophævet|udela))|\. (?=\()|\.\s*$|\.?\n")
_HEADING_AFTER = re.compile(r" [A-ZÆØÅ][a-zæøå]")
_ITEM_LABEL = re.compile(r"(?:,(?: og| eller| samt)?| og| eller| samt) \d+ ?[a-z]?$")
_DATED = re.compile(r"[Nn]r\.? ?\d+ af (?:den )?\d")
_POINT_VERBS = (" ændrer", " indsætter", " ophæver", " affatter", " nyaffatter")
_POINT_BEFORE_VERB = re.compile(r"(?<=.), nr\. \d+(?:(?:[-–]|, | og )\d+)*$")
_POINT_AHEAD = re.compile(r", nr\. [\d ,og–-]+ (?:ændrer|indsætter|ophæver|affatter|nyaffatter)")
_SEVERAL = re.compile(r" (?:og|eller|samt) ")
_CASE_NUMBER = re.compile(r"\D{1,8}\d{5}")
_STK_LABEL = re.compile(r"\. (?=[A-ZÆØÅ(])")
_NOT_LAW_BEFORE = re.compile(
    r"(?:[Ff]inanslovens|[Vv]edtægte(?:r|rne)s|[Vv]edtægtens|[Oo]verenskomstens|[Kk]ontraktens|[Rr]egulativets"
    r"|[Ff]orretningsordenens?|[Tt]estamentets|[Ll]ejekontraktens|[Dd]eklarationens|[Ff]undatsens) $"
)
_NOT_LAW_AFTER = re.compile(
    r",? (?:på|i) (?:den )?(?:årlige |til enhver tid gældende )?(?:finanslov|tillægsbevillingslov)"
    r"|,? i (?:[\wæøå-]+ens |[\wæøå-]+ets |[\wæøå-]+ernes |klubbens |de )?"
    r"(?:vedtægt|overenskomst|lejekontrakt|kontrakten|forretningsorden|testament|fundats|regulativ)"
)
_LOST_SIGN = re.compile(r"(?:jf\.|efter|dog|,| og| eller|[a-zæøå] i) (?P<number>\d{1,3}(?: ?[a-zæøå])?, )$")
LOST_SIGN = "Paragraftegnet mangler foran tallet."
_STRAY = re.compile(r", [a-zæøå], ?(?:stk|nr)")
_STRAY_COMMA = "Efter paragraffen står et løst bogstav, der kan høre til dens nummer."
_UNREAD = re.compile(
    r"""
      ,?[ ]?
      (?: [Ss]tk\b | [Ll]itra\b | (?:[Nn]r|[Pp]kt)\b\.?[ ]?\d | \d+\.[ ]?(?:pkt|punktum|led)\b
        | ff\b | flg\b | (?:og[ ])?følgende (?=[ ](?:§|paragraf)|[.,;)]|$) )
    | (?<=\d) [a-zæøå]{2}
    | [ ]? (?: --? | – | [+/] | \((?=\d{1,2}\)) ) [ ]?\d
    | [ ]til[ ] (?:(?:§|stk\.|nr\.)[ ])? \d+ (?:[ ][a-z])? (?= [,.;:)] | [ ](?:i|og|eller)[ ] | $ )
    """,
    re.VERBOSE,
)
"""What may be more of the chain behind which it stands."""
_CUT_SHORT = "Der står mere, end der kunne læses; bestemmelsen kan være en anden."
_BEFORE_CAPITAL = re.compile(r" (?<=\S )(?=[A-ZÆØÅ•])")
_LEADS_ON = _words("om og af i for til på ved med eller samt under mellem fra den det de en et på")
_PER_PIECE = re.compile(r"(?:\bpr\.|\d) $")

_POINTED = tuple(
    f"{pointer} {noun}"
    for pointers, nouns in (
        ("denne", "paragraf|bestemmelse|artikel"),
        ("dette", "kapitel|afsnit|stykke|bilag|nummer|punktum"),
        ("disse", "bestemmelser"),
        (
            "samme|nævnte|ovennævnte|nærværende",
            "kapitel|afsnit|stykke|paragraf|bestemmelse|bestemmelser|bilag|artikel|nummer|punktum",
        ),
    )
    for pointer in _both(pointers)
    for noun in _cues(nouns)
)

_CHAIN_CUES = (
    *_both("stk.|stk |nr.|litra|kapit|kap.|kap |afsnit|bilag|underbilag|artik|art.|punkt|pkt"),
    *_both("paragraf |paragrafferne |paragraffer |paragrafer |paragraferne "),
    *_cues("§|stykke|nr |numre |numrene |nummer "),
    *_cues(". led|. kapitel|. afsnit|. stk|. styk"),
)
_ACT_CUES: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (_both("lov om |lov for "), acts.titled),
    (_both("lov nr|lov Nr|lovbekendtgørelse|lovbek.|lovbekg.|lovbkg."), acts.numbered),
    (_both("lov 1|lov 2|lov 3|lov 4|lov 5|lov 6|lov 7|lov 8|lov 9"), acts.numbered_alone),
    (_cues("LOV |LBK |BEK |VEJ |KEN |SKR |CIR |CIS |lbk.|lbkg.|bek. nr|bekg. nr|bkg. nr|bekendtg. nr"), acts.numbered),
    (_both("loven"), acts.popular),
    (_cues("lovs "), acts.indefinite),
    (_both("lov af "), acts.dated_law),
    (("ekendtgørelse af lov",), acts.consolidated),
    (
        _both(
            "bekendtgørelse|forordning|direktiv|konvention|traktat|protokol|cirkulære|anordning|overenskomst|vejledning"
        ),
        compounds.compound,
    ),
    (("kodeks",), compounds.compound),
    (_cues("rincipafgørelse|rincipmeddelelse|rincipiel afgørelse|FOB |FOB.|U.|U 19|U 20|PM |L |LF |B "), acts.source),
    (("EMRK",), acts.convention_code),
    (_both("skrivelse nr|kongelig resolution|kgl. resolution"), acts.named_document),
    (
        _cues(
            "Europa-Parlamentets|Europa-parlamentets|Europaparlamentets|Europa-Kommissionens|EU-Kommissionens"
            "|Kommissionens |Rådets |EF-forordning|EU-forordning|EØF-forordning|EF-direktiv|EU-direktiv"
            "|rammeafgørelse|Rammeafgørelse|gennemførelsesforordning|delegerede forordning"
        ),
        acts.european,
    ),
    (
        _cues(
            "traktaten om |Traktaten om |EUF-traktaten|EUF-Traktaten|EF-traktaten|EF-Traktaten|EØF-traktaten"
            "|EU-traktaten|Romtraktaten|TEUF|EØS-aftalen|EØS-Aftalen|aftalen om Det Europæiske Økonomiske"
        ),
        acts.treaty,
    ),
    (acts.POINTING, acts.pointing),
)


class Scanner:
    """Finds the pieces of a text. Built once for a shelf's names; holds no state between texts."""

    def __init__(self, names: Names) -> None:
        self._names = names
        rows: list[tuple[tuple[str, ...], Reader | None]] = [
            (_POINTED, None),
            (_CHAIN_CUES, None),
            *_ACT_CUES,
            ((*names.codes, *names.phrases), acts.code),
        ]
        self._readers = [reader for cues, reader in rows for _ in cues]
        self._automaton = BytesAhoCorasick(
            [_bytes(cue) for cues, _ in rows for cue in cues], matchkind=MatchKind.LeftmostLongest
        )

    def pieces(self, text: str, starts_line: Callable[[int], bool]) -> list[Piece]:
        """All designations and acts, in order. `starts_line` says whether a line of the source begins at an offset."""
        found: list[Piece] = []
        end = 0
        names = self._names
        readers = self._readers
        for cue, at, stop in self._automaton.find_matches_as_indexes(_bytes(text)):
            if at < end:
                continue
            reader = readers[cue]
            if reader is not None:
                mentions = reader(text, at, stop, names)
                if mentions and mentions[0].start >= end:
                    if len(mentions) == 1 and mentions[0].act.name:
                        mentions = (_ended_by_line(mentions[0], text, starts_line, names),)
                    found.extend(mentions)
                    end = mentions[-1].end
                continue
            piece: Piece | None
            if cue < len(_POINTED):
                piece = _pointed(text, at, stop)
            elif text[at] in "nN" and _DATED.match(text, at):
                piece = acts.further(text, at, found[-1], names) if found and isinstance(found[-1], Mention) else None
            else:
                piece = _designation(text, at, end, starts_line)
            if piece is not None:
                found.append(piece)
                end = piece.end
        return found


def _ended_by_line(mention: Mention, text: str, starts_line: Callable[[int], bool], names: Names) -> Mention:
    """The mention without what begins a new line with a capital: there an unknown title ends, unless a word lacks."""
    for match in _BEFORE_CAPITAL.finditer(text, mention.start, mention.end):
        cut = match.start()
        if not starts_line(match.end()) or text[text.rfind(" ", 0, cut) + 1 : cut] in _LEADS_ON:
            continue
        name = mention.act.name[: cut - mention.end + mention.genitive]
        if names.meanings(mention.act.name) or cut - mention.start < 8:
            return mention
        return replace(mention, end=cut, act=replace(mention.act, name=name), genitive=False)
    return mention


def _bytes(text: str) -> bytes:
    """One byte a character, so that offsets in bytes are offsets in the text."""
    return text.encode("latin-1", "replace")


def _pointed(text: str, start: int, end: int) -> Designation | None:
    if start and text[start - 1].isalnum():
        return None
    if text[end : end + 1] == "s":
        end += 1
    if text[end : end + 1].isalpha():
        return None
    return Designation(start, end, text[start:end], text[start:end].lower().rstrip("s"))


def _designation(text: str, at: int, free: int, starts_line: Callable[[int], bool]) -> Designation | None:
    """The chain whose cue stands at `at`; `free` is where the piece before it ended."""
    cue = text[at]
    if cue in "pP.":
        before = ORDINALS_BEFORE.search(text, max(free, at - 60), at + (cue == "."))
        at = before.start() if before else at + 2 * (cue == ".")
    if at and (text[at - 1] == "§" if cue == "§" else text[at - 1].isalnum() or text[at - 1] in "-½"):
        return None
    match = CHAIN.match(text, at)
    if match is None and cue in "saSA" and (before := ORDINALS_BEFORE.search(text, max(free, at - 60), at)):
        at = before.start()
        match = CHAIN.match(text, at)
    if match is None:
        return None
    end = _parenthesis_kept(text, at, match.end())
    if text.startswith(_POINT_VERBS, end) and not text.endswith("hvis ", 0, at):
        point = _POINT_BEFORE_VERB.search(text, at, end)
        end = point.start() if point else end
    if cue in "sS" and text.endswith(", ", free, at) and (lost := _LOST_SIGN.search(text, max(free, at - 20), at)):
        at = lost.start("number")
        return Designation(at, end, f"§ {text[at:end]}", doubt=LOST_SIGN)
    if not _is_reference(text, at, end, starts_line) and not _behind_act(text, at, free, starts_line):
        return None
    return Designation(at, end, text[at:end], doubt=_doubt(text, end))


def _parenthesis_kept(text: str, start: int, end: int) -> int:
    """The end of a chain that closing parentheses stand in or behind: "litra a) og b" has its own; but one that was
    opened before the chain ends it there ("(jf. litra a) og"), and a label of what follows is none of its numbers
    ("efter stk. 4 eller | 2) har").
    """
    closing = text.find(")", start, end + 1)
    if closing < 0:
        return end
    before = max(0, start - 300)
    if text.rfind("(", before, start) > text.rfind(")", before, start):
        return closing
    if closing < end:
        return end - (text[end - 1] == ")" and not text.startswith((" i ", ", i "), end))
    label = _ITEM_LABEL.search(text, start, end)
    return label.start() if label else end


def _doubt(text: str, end: int) -> str:
    """What is doubtful in a chain by what stands right behind it."""
    if text.startswith(", ", end) and _STRAY.match(text, end):
        return _STRAY_COMMA
    unread = _UNREAD.match(text, end)
    return _CUT_SHORT if unread and not _POINT_AHEAD.match(text, end) else ""


def _behind_act(text: str, start: int, free: int, starts_line: Callable[[int], bool]) -> bool:
    """Whether what looks like a heading stands behind an act in one line: "Sygedagpengeloven Kapitel 6 Det skal …"."""
    return text[start] in "KA" and bool(free) and text[free:start] == " " and not starts_line(start)


def _is_reference(text: str, start: int, end: int, starts_line: Callable[[int], bool]) -> bool:
    """Not a printed label ("Stk. 2. Kommunen …"), nor a number of something else ("pr. stk.", "cvr-nr. 12")."""
    first = text[start]
    if first in "nN" and not _numbered_provision(text, start, end):
        return False
    if first == "s" and _PER_PIECE.search(text, max(0, start - 8), start):
        return False
    if text.find(",", start, end) < 0 and _is_label(text, start, end, starts_line):
        return False
    return first not in "§sS" or not _not_of_law(text, start, end)


def _is_label(text: str, start: int, end: int, starts_line: Callable[[int], bool]) -> bool:
    """Whether a designation without comma is what a provision is headed by: "Kapitel 3 Betaling", "Stk. 2. Den …"."""
    first = text[start]
    if first in "§B" and text.startswith("»", start - 1) and starts_line(start - 1):
        return _LABEL_AFTER.match(text, end) is not None
    if (first in "§SKABN" or first.isdigit()) and _LABEL_AFTER.match(text, end) and starts_line(start):
        return True
    if first in "AKBS" and _HEADING_AFTER.match(text, end) and not _SEVERAL.search(text, start, end):
        return True
    return first == "S" and _STK_LABEL.match(text, end) is not None


def _not_of_law(text: str, start: int, end: int) -> bool:
    """Whether a § is one of by-laws, a contract, a budget: "vedtægternes § 3"."""
    if text.startswith((" i ", ", i ", " på ", ", på "), end) and _NOT_LAW_AFTER.match(text, end):
        return True
    after_genitive = text.endswith(("s ", "n "), 0, start)
    return after_genitive and _NOT_LAW_BEFORE.search(text, max(0, start - 30), start) is not None


def _numbered_provision(text: str, start: int, end: int) -> bool:
    """Whether "nr. 5" numbers a provision: after a function word or punctuation, or inside a named outer unit."""
    if _CASE_NUMBER.match(text, start):
        return False
    if start == 0:
        return True
    if text[start - 1] == "-" or _NOT_BEFORE_NUMBER.search(text, max(0, start - 24), start):
        return False
    if text[start].isupper() or _INSIDE_OUTER.match(text, end):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    return before is None or before[1].lower() in _FUNCTION_WORDS or before[1][-1] in ",;:(»"
