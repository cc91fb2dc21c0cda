"""Find citations: pieces of a text are put together, and each is told which act and units it means from its place."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter

from lawtext.citing.citations import NO_ACT, Act, Citation, CitationKind, Place
from lawtext.citing.join import join
from lawtext.citing.lenient import with_damaged
from lawtext.citing.links import Link
from lawtext.citing.mentions import Mention, Sort, Way
from lawtext.citing.names import Names
from lawtext.citing.parse import RANK, Chain, Designated
from lawtext.citing.relative import Unit, complete, last_unit, own_unit, paragraph_of
from lawtext.citing.scan import Scanner
from lawtext.citing.smooth import Smooth, smooth
from lawtext.law.ids import EditionId, Step, UnitId, UnitRange, order, steps
from lawtext.law.verdicts import Doubt, DoubtKind

_NOWHERE = Place()


def find(text: str, names: Names, place: Place | None = None, *, lenient: bool = False) -> tuple[Citation, ...]:
    """Every citation of the text, in order. Strict unless `lenient`, which also reads damaged forms, each with a doubt.

    `text` may have line breaks, non-breaking spaces and soft hyphens; offsets are those of `text` as it was given.
    """
    searched = smooth(text)
    pieces = _scanner(names).pieces(searched.text, searched.starts_line)
    if lenient:
        pieces = with_damaged(pieces, searched.text)
    if not pieces:
        return ()
    found = _Reader(searched.text, place or _NOWHERE, names).read(join(pieces, searched.text))
    return found if searched.text is text else tuple(_moved(citation, searched) for citation in found)


@lru_cache(maxsize=8)
def _scanner(names: Names) -> Scanner:
    return Scanner(names)


def _moved(citation: Citation, searched: Smooth) -> Citation:
    start, end = searched.span(citation.start, citation.end)
    written = searched.source[start:end]
    return Citation(start, end, written, citation.kind, citation.act, citation.units, citation.dated, citation.doubts)


_INTRODUCES = re.compile(r"\s*I (?=.{0,1200}foretages (?:følgende|nedennævnte|herefter følgende) ændring)", re.DOTALL)
_INSTRUCTS = re.compile(
    r"\s*(?:I (?!lov |medfør)|Efter §|Efter stk|Efter nr|Efter kapitel|Overalt|Overskriften|[Ii] overskriften|§|Stk\.|Nr\.|Kapitel|Bilag|Fodnote|Afsnit|\d+\. )"
    r".{0,600}?(?:ændres|indsættes|affattes|udgår|ophæves|nyaffattes|bliver (?:herefter )?(?:§|stk|nr|til))",
    re.DOTALL,
)
_SENTENCE_END = re.compile(r"(?<!m\.v)(?<!jf)(?<!stk)(?<!nr)(?<!pkt)[.!?]\s+(?=[A-ZÆØÅ»§\d])")
_WORDED_BY_THIS = re.compile(
    r",? som (?:affattet|ændret|indsat|ophævet|senest ændret) ved (?:denne lovs|lovens) § (?P<paragraph>\d+)"
)
_BLOCK = re.compile(r"Ikr\d+")
_WORDED_BY = re.compile(r"som (?:affattet|ændret|indsat|ophævet) ved $")
_OF_ANOTHER = re.compile(
    r",? til (?:aftalen|overenskomsten|protokollen|konventionen|traktaten|pagten|direktivet|forordningen)"
)
_PROPOSED = re.compile(r",? i den (?:foreslåede|ændrede|hidtidige|tidligere|nye) affattelse")
_DEFINES = re.compile(r" forstås (?:i denne (?:lov|bekendtgørelse) )?| (?:er|betyder) ")
_CHANGE_CONCERNS = re.compile(
    r"(?:[Ll]ovændringe|[Ææ]ndringe)(?:n|rne) [^.]{0,60}?(?:vedrører|omhandler|angår|er indarbejdet|omfatter)[^.]*$"
)
_BEFORE_TARGET = re.compile(r"(?:som (?:ændret|senest|affattet|indsat)[^.;:]{0,60}ved|ved|jf\.) $")


_NUMBER = re.compile(r"\d+")
_NEAR = 500
_Foreign = tuple[int, Act, tuple[Unit, ...]]
_START = itemgetter(0)
_FAR_ACT = (Doubt(DoubtKind.GUESSED, "Der står andet mellem paragraffen og loven; det er uklart, om de hører sammen."),)


class _Reader:
    """Reads one text: keeps which acts and targets were named so far, and makes a citation of each link."""

    def __init__(self, text: str, place: Place, names: Names) -> None:
        self._text = text
        self._place = place
        self._own = Act(own=True, edition=place.edition) if place.edition or place.unit else NO_ACT
        self._zone = _zone(text, place)
        self._base = own_unit(place.unit)
        self._named: dict[Sort, tuple[Act, int]] = {}
        self._last: Citation | None = None
        self._foreign: list[_Foreign] = []
        self._target = ""
        self._introduces_block = _BLOCK.fullmatch(place.unit) is not None
        self._amended_by: dict[str, Act] = {}
        self._keys: dict[str, str] = {}
        self._quotes = _quotes(text) if self._zone == "instruction" else ()
        if self._zone == "new" and not self._base.startswith(("Par", "Art", "Kap", "Bil", "Afs")):
            self._base = self._new_base(names)
        if place.before and self._zone != "note":
            self._remember_lead_in(names)

    def read(self, links: list[Link]) -> tuple[Citation, ...]:
        """The citations of the links, in order."""
        found: list[Citation] = []
        self._foreign += _named_paragraphs(links)
        self._amended_by = self._amended_acts(links)
        self._keys = self._defined(links)
        for place, link in enumerate(links):
            citation = self._citation(link, links, place)
            if citation is not None:
                found.append(citation)
                self._last = citation
        return tuple(found)

    # -- the lead-in ------------------------------------------------------------------------------------------------

    def _new_base(self, names: Names) -> str:
        """The paragraph that new stykker or numbers are put into, by the instruction before them."""
        place = Place(edition=self._place.edition, unit=UnitId("Aen1.1"), amends=self._place.amends)
        for citation in reversed(find(self._place.before, names, place)):
            if citation.kind is CitationKind.AMENDMENT_TARGET and citation.units:
                target = last_unit(citation.units)
                level = self._base[:3] if self._base else "Pkt"
                kept = [part for part in target.split("_") if RANK.get(part[:3], 0) < RANK.get(level, 99)]
                return "_".join([*kept, self._base] if self._base else kept)
        return self._base

    def _remember_lead_in(self, names: Names) -> None:
        place = Place(
            edition=self._place.edition,
            unit=self._place.unit,
            amends=self._place.amends,
            commencement_of=self._place.commencement_of,
        )
        for citation in find(self._place.before, names, place):
            if citation.kind is CitationKind.FULL and not citation.act.eu:
                self._foreign.append((-1, citation.act, citation.units))
            if citation.act.known and not citation.act.own and self._zone not in ("renumbering", "instruction"):
                self._named[_sort_of(citation)] = (citation.act, -1)
            if citation.kind is CitationKind.AMENDMENT_TARGET and citation.units:
                self._target = last_unit(citation.units)

    # -- one link ---------------------------------------------------------------------------------------------------

    def _citation(self, link: Link, links: list[Link], at: int) -> Citation | None:
        act, doubts = self._act(link)
        quoted = self._quoted(link.start)
        units: tuple[Unit, ...] = ()
        if link.pointer:
            units, more = self._pointed(link, act)
            doubts += more
            if link.pointer.split()[-1].startswith("bestemmelse") and self._last and link.pointer.split()[0] != "denne":
                act = self._last.act
        elif link.chain is not None:
            act, units, more = self._units(link, act, quoted)
            doubts += more
        kind = self._kind(link, act, quoted)
        if act.known and link.mention is not None and not act.own:
            self._named[link.mention.sort] = (act, link.end)
        if kind is CitationKind.AMENDMENT_TARGET and units:
            self._target = last_unit(units)
        text = self._text[link.start : link.end]
        return Citation(link.start, link.end, text, kind, act, units, link.dated, tuple(dict.fromkeys(doubts)))

    def _act(self, link: Link) -> tuple[Act, tuple[Doubt, ...]]:
        """The act of a link: named, pointed at, carried from a neighbour, or that of the place."""
        mention = link.mention
        if mention is None:
            return self._unnamed(link)
        if mention.way is Way.NAMED or (mention.way is Way.BARE and mention.act.known):
            if mention.sort.eu and not mention.act.eu and (key := self._keys.get(mention.act.name)):
                return Act(name=mention.act.name, eu=key), mention.doubts
            return mention.act, mention.doubts + (_FAR_ACT if link.guessed else ())
        if mention.way is Way.THIS:
            return self._this(mention, link.start)
        if mention.way is Way.SAME:
            return self._same(mention)
        return self._bare(mention, link.start)

    def _unnamed(self, link: Link) -> tuple[Act, tuple[Doubt, ...]]:
        """The act of a bare designation."""
        if (
            link.chain is not None
            and link.chain.units[0].path[0].level == "Art"
            and not self._base.startswith(("Bil", "Art"))
        ):
            named = [
                self._named[sort]
                for sort in (Sort.CONVENTION, Sort.REGULATION, Sort.DIRECTIVE, Sort.TREATY, Sort.EU_OTHER)
                if sort in self._named
            ]
            if named:
                return max(named, key=lambda pair: pair[1])[0], ()
            return NO_ACT, (Doubt(DoubtKind.GUESSED, "Teksten siger ikke, hvilken retsakt artiklen hører til."),)
        if self._zone in ("commencement", "body") and (worded := _WORDED_BY_THIS.match(self._text, link.end)):
            if act := self._amended_by.get(worded["paragraph"]):
                return act, ()
            return NO_ACT, (
                Doubt(
                    DoubtKind.GUESSED,
                    "Paragraffen hører til den lov, der ændres ved den nævnte paragraf, ikke til loven selv.",
                ),
            )
        if self._text.endswith("hvis ", 0, link.start) and Sort.LAW in self._named:
            return self._named[Sort.LAW][0], ()
        if (
            link.chain is not None
            and _OF_ANOTHER.match(self._text, link.end)
            and link.chain.units[0].path[0].level == "Bil"
        ):
            return NO_ACT, (Doubt(DoubtKind.GUESSED, "Teksten siger ikke, hvilken retsakt bilaget hører til."),)
        if _PROPOSED.match(self._text, link.end) or self._text.endswith(", af ", 0, link.start):
            return self._default(link.start), (
                Doubt(DoubtKind.GUESSED, "Det er uklart, hvilken retsakt bestemmelsen hører til."),
            )
        if self._place.unit == "Ind" and Sort.LAW in self._named and _is_point(link.chain):
            return self._named[Sort.LAW][0], ()
        return self._default(link.start), ()

    def _defined(self, links: list[Link]) -> dict[str, str]:
        """CELEX numbers of names that the text itself defines: "Ved X-forordningen forstås … forordning (EF) nr. …"."""
        found = {
            link.alias: link.mention.act.eu for link in links if link.alias and link.mention and link.mention.act.eu
        }
        for link, after in (*zip(links, links[1:], strict=False), *zip(links, links[2:], strict=False)):
            if link.mention is None or after.mention is None or not after.mention.act.eu or link.mention.act.eu:
                continue
            if link.mention.sort.eu and _DEFINES.fullmatch(self._text[link.end : after.start]):
                found[link.mention.act.name] = after.mention.act.eu
        return found

    def _amended_acts(self, links: list[Link]) -> dict[str, Act]:
        """Which act each § of this amending act changes, as the text says: "§ 5 i lov om X som affattet ved denne lovs § 1"."""
        found: dict[str, Act] = {}
        for link in links:
            mention = link.mention
            if mention is not None and mention.way is Way.NAMED and mention.sort is Sort.LAW and link.chain is not None:
                worded = _WORDED_BY_THIS.match(self._text, link.end)
                if worded:
                    found.setdefault(worded["paragraph"], mention.act)
        return found

    def _default(self, start: int) -> Act:
        """The act that a bare § belongs to here (gold/GUIDELINES.md section 4)."""
        if self._zone in ("instruction", "new", "renumbering"):
            return self._place.amends or NO_ACT
        if self._zone == "commencement" and "_" in self._place.unit:
            return _edition_act(self._place.commencement_of)
        return self._own

    def _this(self, mention: Mention, start: int) -> tuple[Act, tuple[Doubt, ...]]:
        if mention.sort not in (Sort.LAW, Sort.ORDER):
            return (self._own, ()) if self._base.startswith(("Bil", "UBil")) else self._same(mention)
        if self._zone == "commencement" and "_" in self._place.unit:
            return _edition_act(self._place.commencement_of), ()
        if self._zone == "new" or (self._zone == "instruction" and self._quoted(start)):
            return self._place.amends or NO_ACT, ()
        return self._own, ()

    def _same(self, mention: Mention) -> tuple[Act, tuple[Doubt, ...]]:
        named = self._named.get(mention.sort)
        if named is not None:
            return named[0], ()
        if self._last is not None and mention.sort is Sort.LAW and not self._last.act.eu:
            return self._last.act, ()
        return NO_ACT, (
            Doubt(
                DoubtKind.GUESSED,
                f"Teksten siger ikke, hvilken retsakt »{self._text[mention.start : mention.end]}« er.",
            ),
        )

    def _bare(self, mention: Mention, start: int) -> tuple[Act, tuple[Doubt, ...]]:
        if mention.sort is Sort.AMENDING:
            if self._place.commencement_of:
                return _edition_act(self._place.commencement_of), ()
            return self._same(mention._replace(sort=Sort.LAW))
        if mention.sort is not Sort.LAW:
            return (
                self._same(mention)
                if mention.sort in self._named or mention.sort is not Sort.ORDER
                else (self._own, ())
            )
        if self._zone == "commencement":
            return _edition_act(self._place.commencement_of), ()
        if _WORDED_BY.search(self._text, max(0, start - 30), start):
            return self._this(mention, start)
        if self._introduces_block:
            return self._own, ()
        if self._zone == "note" and _CHANGE_CONCERNS.search(self._text, 0, start):
            return self._own, ()
        named = self._named.get(Sort.LAW)
        if named is not None and not _SENTENCE_END.search(self._text, max(named[1], 0), start + 1):
            return named[0], ()
        return self._default(start), ()

    # -- units ------------------------------------------------------------------------------------------------------

    def _units(self, link: Link, act: Act, quoted: bool) -> tuple[Act, tuple[Unit, ...], tuple[Doubt, ...]]:
        chain = link.chain
        assert chain is not None
        doubts: tuple[Doubt, ...] = ()
        if chain.doubtful:
            doubts += (Doubt(DoubtKind.GUESSED, chain.doubtful),)
        if link.doubt:
            doubts += (Doubt(DoubtKind.GUESSED, link.doubt),)
        base = self._base
        if self._zone in ("instruction", "renumbering"):
            base = self._target or self._base
        last = self._last
        if chain.relative and link.follows and last is not None and last.units:
            base = last_unit(last.units)
            act = last.act if link.mention is None else act
        elif chain.relative and not base and link.mention is None and last is not None and last.units:
            base, act = last_unit(last.units), last.act
            doubts += (Doubt(DoubtKind.GUESSED, "Paragraffen er underforstået; den er taget fra henvisningen før."),)
        elif link.mention is not None and link.mention.way is not Way.THIS and not link.pointer and chain.relative:
            base = ""
        points = self._amending_points(link, act)
        if self._zone == "commencement" and link.mention is None and self._beyond_the_last(chain):
            doubts += (
                Doubt(DoubtKind.GUESSED, "Så høj en paragraf har ændringsloven næppe; en anden lov kan være ment."),
            )
        if (
            link.mention is None
            and act.own
            and not chain.relative
            and self._zone == "body"
            and (other := self._same_paragraph(chain, link.start))
        ):
            act = other
            doubts += (
                Doubt(DoubtKind.GUESSED, "Samme paragraf er i teksten nævnt med en anden lov; den kan være ment her."),
            )
        units, whole = complete(chain, base if act.own or not link.mention or link.follows else "", points=points)
        if not whole and not (link.mention and link.mention.sort.eu):
            doubts += (Doubt(DoubtKind.GUESSED, "Teksten siger ikke, hvilken paragraf henvisningen hører til."),)
        return act, units, doubts + _footnote_doubt(chain)

    def _beyond_the_last(self, chain: Chain) -> bool:
        """Whether a bare § lies far behind the commencement rule it is cited in, which stands last in its act."""
        own = _NUMBER.search(paragraph_of(self._base))
        if own is None or chain.relative:
            return False
        return any(
            unit.path[0].level == "Par"
            and (match := _NUMBER.search(unit.path[0].number))
            and int(match[0]) > int(own[0]) + 5
            for unit in chain.units
        )

    def _same_paragraph(self, chain: Chain, start: int) -> Act | None:
        """The other act whose paragraph of the same number is named near by, None for none."""
        if not self._foreign:
            return None
        near = self._foreign[
            bisect_left(self._foreign, start - _NEAR, key=_START) : bisect_right(
                self._foreign, start + _NEAR, key=_START
            )
        ]
        wanted = {unit.path[0] for unit in chain.units if unit.path[0].level == "Par"} if near else ()
        for _, act, units in near:
            if any(_covers(unit, step) for unit in units for step in wanted):
                return act
        return None

    def _amending_points(self, link: Link, act: Act) -> bool:
        if self._place.commencement_of is not None and act.edition == self._place.commencement_of:
            return True
        return act.type == "LOV" and act.edition is not None and (not act.name or "ændring" in act.name)

    def _pointed(self, link: Link, act: Act) -> tuple[tuple[Unit, ...], tuple[Doubt, ...]]:
        pointer, _, noun = link.pointer.partition(" ")
        unclear = (Doubt(DoubtKind.GUESSED, f"Teksten siger ikke, hvad »{link.pointer}« er."),)
        if noun.startswith("bestemmelse"):
            if pointer == "denne" and self._base:
                return (UnitId(paragraph_of(self._base) or self._base),), ()
            return (self._last.units, ()) if self._last and self._last.units else ((), unclear)
        if noun in ("kapitel", "afsnit"):
            return ((self._place.chapter,), ()) if self._place.chapter else ((), unclear)
        level = {
            "stykke": "Stk",
            "paragraf": "Par",
            "artikel": "Art",
            "bilag": "Bil",
            "nummer": "Num",
            "punktum": "Pkt",
        }[noun]
        base = self._base
        if pointer in ("samme", "nævnte", "ovennævnte") and self._last and self._last.units:
            base = last_unit(self._last.units)
        parts = base.split("_")
        for place, part in enumerate(parts):
            if part.startswith(level):
                return (UnitId("_".join(parts[: place + 1])),), ()
        return (), unclear

    # -- kind -------------------------------------------------------------------------------------------------------

    def _quoted(self, start: int) -> bool:
        return any(first < start < last for first, last in self._quotes)

    def _kind(self, link: Link, act: Act, quoted: bool) -> CitationKind:
        if self._zone == "new" or quoted:
            return CitationKind.QUOTED
        mention = link.mention
        if self._zone in ("instruction", "renumbering") and (mention is None or mention.way is not Way.NAMED):
            return CitationKind.AMENDMENT_TARGET
        if self._zone == "introduction" and link.chain is None and not self._target:
            self._target = "-"
            return CitationKind.AMENDMENT_TARGET
        if act.eu or (mention is not None and mention.sort.eu):
            return CitationKind.EU
        if mention is not None and mention.sort.other:
            return CitationKind.OTHER
        if mention is None or mention.way is not Way.NAMED or link.carried:
            return CitationKind.RELATIVE
        return CitationKind.FULL if link.chain is not None else CitationKind.ACT_ONLY


def _zone(text: str, place: Place) -> str:
    unit = place.unit
    if "Ny" in unit.split("_")[1:2] or "_Ny" in unit:
        return "new"
    if "@" in unit:
        return "note"
    if unit.startswith("Ikr"):
        return "commencement" if place.commencement_of else "body"
    if _INTRODUCES.match(text):
        return "introduction"
    if "Ryk" in unit:
        return "renumbering"
    if unit.startswith("Aen"):
        return "instruction"
    if not unit and _INSTRUCTS.match(text) and ("»" in text or "indsættes" in text or "affattes" in text):
        return "instruction"
    return "body"


def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of »…« in an instruction; also what follows "til: " where the marks are lost."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for match in re.finditer(r"[»«]", text):
        if match[0] == "»":
            depth += 1
            if depth == 1:
                start = match.start()
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, match.start()))
    if depth:
        found.append((start, len(text)))
    if found and (lost := re.compile(r"« til: (?=[^»\s])").search(text, found[-1][1])):
        found.append((lost.end() - 1, len(text)))
    return tuple(found)


def _edition_act(edition: EditionId | None) -> Act:
    return Act(edition=edition) if edition else NO_ACT


def _sort_of(citation: Citation) -> Sort:
    if citation.act.eu:
        return Sort.REGULATION if "R" in citation.act.eu[4:6] else Sort.DIRECTIVE
    if citation.kind is CitationKind.OTHER:
        return Sort.CONVENTION
    if citation.act.type in ("BEK", "AND") or citation.act.name.startswith("bekendtgørelse"):
        return Sort.ORDER
    return Sort.LAW


def _named_paragraphs(links: list[Link]) -> list[_Foreign]:
    """The paragraphs that a text names together with another act."""
    found = []
    for link in links:
        if (
            (link.closed or link.guessed)
            and link.chain
            and link.mention
            and link.mention.way is Way.NAMED
            and link.mention.sort is Sort.LAW
        ):
            found.append((link.start, link.mention.act, complete(link.chain, "")[0]))
    return found


def _covers(unit: Unit, step: Step) -> bool:
    """Whether a unit, or a range of paragraphs, is or lies in the paragraph of `step`."""
    if isinstance(unit, UnitRange):
        first, last = steps(unit.first), steps(unit.last)
        if len(first) == 1 and first[0].level == "Par":
            return order(first[0].number) <= order(step.number) <= order(last[0].number)
        return first[0] == step
    return steps(unit)[0] == step


def _is_point(chain: Chain | None) -> bool:
    """ "§ 1, nr. 4": in a preamble a point of an amending act."""
    return chain is not None and all([step.level for step in unit.path] == ["Par", "Num"] for unit in chain.units)


def _footnote_doubt(chain: Chain) -> tuple[Doubt, ...]:
    """ "nr. 1-311": a footnote's number may have grown together with the last figure."""
    for designated in chain.units:
        if _glued(designated):
            return (
                Doubt(
                    DoubtKind.GUESSED,
                    "Det sidste tal i rækken er så højt, at et fodnotetal kan være skrevet sammen med det.",
                ),
            )
    return ()


def _glued(designated: Designated) -> bool:
    first, last = designated.path[-1], designated.to
    if first.level not in ("Stk", "Num", "Pkt") or not (first.number.isdigit() and last.isdigit()):
        return False
    return len(last) >= 3 and int(last) - int(first.number) > 99 and len(first.number) == 1
