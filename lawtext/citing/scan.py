"""Where in a text something is cited: designations ("§ 5, stk. 1") and acts, in order, not yet put together."""

import re
from collections.abc import Callable

from ahocorasick_rs import BytesAhoCorasick, MatchKind
from msgspec.structs import replace

from lawtext.citing import acts, compounds, numbered_acts
from lawtext.citing.designations import Designation, designation, pointed
from lawtext.citing.mentions import Mention, Reader
from lawtext.citing.names import Names

Piece = Designation | Mention


def _cues(text: str) -> tuple[str, ...]:
    """The cues between bars; a blank at the end of one counts."""
    return tuple(text.split("|"))


def _both(text: str) -> tuple[str, ...]:
    """The cues in small, and as they begin a sentence."""
    return tuple(form for cue in text.split("|") for form in (cue, cue[0].upper() + cue[1:]))


_DATED = re.compile(r"[Nn]r\.? ?\d+ af (?:den )?\d")
_BEFORE_CAPITAL = re.compile(r" (?<=\S )(?=[A-ZÆØÅ•])")
_LEADS_ON = frozenset(_cues("om|og|af|i|for|til|på|ved|med|eller|samt|under|mellem|fra|den|det|de|en|et"))
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
    (_both("lov nr|lov Nr|lovbekendtgørelse|lovbek.|lovbekg.|lovbkg."), numbered_acts.numbered),
    (_both("lov 1|lov 2|lov 3|lov 4|lov 5|lov 6|lov 7|lov 8|lov 9"), numbered_acts.numbered_alone),
    (
        _cues("LOV |LBK |BEK |VEJ |KEN |SKR |CIR |CIS |lbk.|lbkg.|bek. nr|bekg. nr|bkg. nr|bekendtg. nr"),
        numbered_acts.numbered,
    ),
    (_both("loven"), acts.popular),
    (_cues("lovs "), acts.indefinite),
    (_both("lov af "), numbered_acts.dated_law),
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
    (_both("skrivelse nr|kongelig resolution|kgl. resolution"), numbered_acts.named_document),
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
                piece = pointed(text, at, stop)
            elif text[at] in "nN" and _DATED.match(text, at):
                piece = (
                    numbered_acts.further(text, at, found[-1], names)
                    if found and isinstance(found[-1], Mention)
                    else None
                )
            else:
                piece = designation(text, at, end, starts_line)
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
