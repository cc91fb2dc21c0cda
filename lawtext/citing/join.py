"""Put pieces together: which act a designation belongs to, what only dates an act, what carries over "jf."."""

import re

from msgspec.structs import replace

from lawtext.citing import acts
from lawtext.citing.carry import AS_WORDED, carry
from lawtext.citing.designated import Chain, Designated
from lawtext.citing.designations import Designation
from lawtext.citing.levels import RANK
from lawtext.citing.links import Link, after_points, without_joint
from lawtext.citing.mentions import Mention, Sort, Way
from lawtext.citing.parse import parse
from lawtext.citing.scan import Piece
from lawtext.law.ids import Step

_CLOSES = re.compile(
    r"""
    ,? [ ] (?:i|af|til|fra) (?:[ ]\d\.)?
    (?: [ ](?:den|det|de)
        (?: [ ](?:tidligere|hidtil|nu|da|hidtidige|dagældende|nugældende|ændrede) )*
        (?: (?:[ ]indtil[ ](?:den[ ])?\d{1,2}\.[ ]\w+[ ]\d{4})? [ ]gældende )?
    )?
    [ ] $
    """,
    re.VERBOSE,
)
_COMMON_CLOSES = frozenset((" i ", ", i ", " af ", ", af ", " i den ", " i det "))
_ATTRIBUTE = re.compile(r",? om (?:[^.,;:§()»«]|m\.v\.){3,90}? i $")
_NAMES_AN_ACT = re.compile(r"lov (?:om|nr)|lovbekendtgørelse nr|bekendtgørelse nr")
_AFTER_SUBTITLE = re.compile(r" \([^()]{3,300}\),? $")
_CODE_OPENS = frozenset((" ", "", ") ", ": "))
_DATES = frozenset((", jf. ", " jf. ", ", jf ", ", jævnfør "))
_DATES_IN_PARENTHESES = frozenset((" (", " (jf. "))
_ALIAS = re.compile(r"(?: \([^()]{2,12}\))? \((?:herefter |i det følgende |kaldet |benævnt |også kaldet )?$")
_SUBTITLE = re.compile(r" \((?=[A-ZÆØÅ0-9])")
_CHANGED_BY = re.compile(
    r"ændret (?:bl\.a\. |senest )?ved (?:lov nr\. \d+ af \d+\. \w+ \d{4}(?:,| og|, og)(?: senest ved)? )*$"
)
_OF_WHICH = "Det er uklart, om paragraffen er ændringslovens eller den lovs, der er ændret."
_POINT_BACK = ("samme ", "nævnte ", "ovennævnte ")
_OPENED_BY_TITLE = ("§", "art", "Art", "bilag", "Bilag")
_ROOT = re.compile(r"§§?|[Aa]rt(?:ikel|iklerne|\.)")


def join(pieces: list[Piece], text: str) -> list[Link]:
    """The links of a text, in order. Acts that are none without a designation ("loven" alone) are left out."""
    return carry(_Pairing(pieces, text).links(), text)


class _Pairing:
    """Walks the pieces once and pairs designations with the acts beside them."""

    def __init__(self, pieces: list[Piece], text: str) -> None:
        self._pieces: list[Piece | None] = [*pieces, None, None]
        self._text = text
        self._at = 0

    def links(self) -> list[Link]:
        found: list[Link] = []
        while (piece := self._pieces[self._at]) is not None:
            if isinstance(piece, Mention):
                link = None if self._names_last(piece, found) else self._act_first(piece)
            else:
                link = self._designation_first(piece)
            if link is not None and link.mention is not None:
                self._take_alias(link)
                self._date(link)
                self._skip_subtitle(link)
            if link is not None:
                found.append(link)
            self._at += 1
        return found

    def _next(self, ahead: int = 1) -> Piece | None:
        return self._pieces[self._at + ahead]

    def _gap(self, end: int, piece: Piece) -> str:
        return self._text[end : piece.start]

    def _names_last(self, mention: Mention, links: list[Link]) -> bool:
        """Whether the mention is only another name of the act before it; then that is kept with it."""
        if not self._is_alias(mention, links):
            return False
        links[-1].alias = mention.act.name
        return True

    def _is_alias(self, mention: Mention, links: list[Link]) -> bool:
        """ "(LAS)", "(serviceloven)" right behind the act it is another name of."""
        if not links or links[-1].mention is None or self._text[mention.end : mention.end + 1] != ")":
            return False
        if mention.act.edition is not None:
            return False  # a number and date are no name: they say which edition is meant
        return _ALIAS.fullmatch(self._gap(links[-1].end, mention)) is not None

    def _take_alias(self, link: Link) -> None:
        """Let "(momsloven)" be part of the act it is another name of, where date or designation follow it."""
        alias, mention = self._next(), link.mention
        if not isinstance(alias, Mention) or mention is None or not self._is_alias(alias, [link]):
            return
        after = self._next(2)
        if after is None:
            return
        gap = self._text[alias.end + 1 : after.start]
        if isinstance(after, Mention) and gap in _DATES:
            link.end = alias.end + 1
            self._at += 1
        elif isinstance(after, Designation) and link.chain is None and gap in (" ", "") and not after.pointer:
            _open(link, after)
            self._at += 2

    def _act_first(self, mention: Mention) -> Link | None:
        after = self._next()
        if isinstance(after, Designation) and not after.pointer and self._opens(mention, after):
            return self._opened(mention, after)
        return None if mention.way is Way.BARE else Link(mention.start, mention.end, mention=mention)

    def _opened(self, mention: Mention, after: Designation) -> Link:
        """An act with the designation behind it; what another act closes of that is left for the next step."""
        cut = 0 if after.doubt else self._start_of_next_act(after, mention)
        if not cut:
            self._at += 1
            link = Link(mention.start, after.end, mention=mention, doubt=after.doubt or self._changed_by(mention))
            _open(link, after)
            return self._inside_outer(link)
        self._pieces[self._at + 1] = replace(after, start=after.start + cut, text=after.text[cut:])
        words = without_joint(after.text[:cut])
        return Link(mention.start, after.start + len(words), parse(words), mention, opened=True, words=words)

    def _changed_by(self, mention: Mention) -> str:
        """What is doubtful in a § behind an act that changed another: "lov om X, som ændret ved lov nr. 5 …, § 4"."""
        if mention.act.edition is None or mention.act.name:
            return ""
        return _OF_WHICH if _CHANGED_BY.search(self._text, max(0, mention.start - 120), mention.start) else ""

    def _opens(self, mention: Mention, chain: Designation) -> bool:
        gap = self._gap(mention.end, chain)
        if mention.genitive:
            return gap in (" ", "")
        if mention.way is Way.BARE:
            return gap == " " and mention.act.known
        if gap == ", " and mention.sort is Sort.LAW and mention.way is Way.NAMED and mention.act.edition is None:
            return chain.text.startswith(_OPENED_BY_TITLE) and not self._closing_after(chain)
        if mention.act.name.isupper() or gap in (" ", ""):
            next_sentence = self._text.endswith(".", 0, mention.end) and chain.text[0].isdigit()
            return gap in _CODE_OPENS and not next_sentence
        if mention.act.edition is None and not mention.act.eu:
            return False
        alone = len(_ROOT.findall(chain.text)) < 2
        return (gap == ", " or _AFTER_SUBTITLE.fullmatch(gap) is not None) and not (
            alone and self._closing_after(chain)
        )

    def _closing_after(self, chain: Designation) -> Mention | None:
        """The act that closes the chain which is the next piece."""
        place = self._pieces.index(chain, self._at)
        following = self._pieces[place + 1]
        if isinstance(following, Mention) and _closes(self._gap(chain.end, following), following, chain.text):
            return following
        return None

    def _start_of_next_act(self, chain: Designation, mention: Mention) -> int:
        """Where a chain's tail begins that another act closes: "denne lovs § 2, nr. 1, | § 52 h, stk. 2, i lov …"."""
        if self._closing_after(chain) is None:
            own_points = mention.way is not Way.NAMED and AS_WORDED.match(self._text, chain.end)
            return after_points(chain.text) if own_points else 0
        roots = [match.start() for match in _ROOT.finditer(chain.text)]
        return after_points(chain.text) or (roots[-1] if len(roots) > 1 else 0)

    def _designation_first(self, piece: Designation) -> Link:
        link = self._inside_outer(self._designation(piece))
        after = self._next()
        if described := self._described(link, after):
            link.end, link.mention, link.closed = described.end, described, True
            return link
        if not isinstance(after, Mention):
            return link
        if after.genitive and self._gap(link.end, after) in (" i ", ", i "):
            return self._inside_chapter(link, after)
        if "bestemmelse" not in link.pointer:
            self._close(link, after)
        return link

    def _described(self, link: Link, after: Piece | None) -> Mention | None:
        """The act behind a designation that has no cue of its own: "i den hidtil gældende elforsyningslov"."""
        act = acts.described(self._text, link.end) if link.chain is not None else None
        return act if act is not None and (after is None or act.end <= after.start) else None

    def _designation(self, piece: Designation) -> Link:
        """The link of a designation, or of what follows one pointed at in the genitive: "dette kapitels | § 3"."""
        if not piece.pointer:
            return Link(piece.start, piece.end, parse(piece.text), words=piece.text, doubt=piece.doubt)
        after = self._next()
        genitive = piece.text.endswith("s")
        if genitive and isinstance(after, Designation) and not after.pointer and self._gap(piece.end, after) == " ":
            self._at += 1
            chain = parse(after.text)
            back = chain.relative and piece.pointer.startswith(_POINT_BACK)
            return Link(piece.start, after.end, chain, words=after.text, follows=back)
        return Link(piece.start, piece.end, pointer=piece.pointer, words=piece.text, doubt=piece.doubt)

    def _close(self, link: Link, act: Mention) -> None:
        """Take in the act behind a designation, if it closes it."""
        if not self._text.startswith((" ", ","), link.end):
            return
        gap = self._gap(link.end, act)
        closes = _closes(gap, act, link.words)
        if not closes and (gap != " " or act.genitive or not link.chain):
            return
        if not closes and not act.act.name.isupper() and not _NAMES_AN_ACT.match(self._text, act.start):
            return
        link.end, link.mention, link.closed = act.end, act, True
        if not closes:
            link.doubt = link.doubt or "Der mangler et »i« mellem paragraffen og loven."
        self._at += 1

    def _inside_outer(self, link: Link) -> Link:
        """The link with the outer unit that follows it ("nr. 9 | i bilag 1"), or as it is."""
        after = self._next()
        if not isinstance(after, Designation) or after.start - link.end != 3 or self._gap(link.end, after) != " i ":
            return link
        joined = _inner_before_outer(link, after)
        self._at += joined is not None
        return joined or link

    def _inside_chapter(self, link: Link, act: Mention) -> Link:
        """ "§ 66 | i lovens kapitel 10": the act stands before the chapter that the § lies in."""
        outer = self._next(2)
        if not isinstance(outer, Designation) or outer.pointer or self._gap(act.end, outer) != " ":
            return link
        joined = _inner_before_outer(link, outer)
        if joined is None:
            return link
        self._at += 2
        return replace(joined, mention=act, opened=True)

    def _date(self, link: Link) -> None:
        """Take in "jf. lovbekendtgørelse nr. … af …", which dates the act and is no citation of its own.

        It may also stand behind a comma alone, or in parentheses.
        """
        following, mention = self._next(), link.mention
        if not isinstance(following, Mention) or following.act.edition is None or following.act.name:
            return
        if mention is None or mention.way is not Way.NAMED or mention.act.edition is not None:
            return
        wanted = {Sort.LAW: "LBK", Sort.ORDER: "BEK"}.get(mention.sort)
        gap = self._gap(link.end, following)
        closed = gap in _DATES_IN_PARENTHESES and self._text.startswith(")", following.end)
        if following.act.type == wanted and (closed or gap in _DATES or gap == ", "):
            link.dated, link.end = following.act.edition, following.end + closed
            self._at += 1
            self._unit_after_date(link)

    def _unit_after_date(self, link: Link) -> None:
        """ "forvaltningsloven, jf. lovbekendtgørelse nr. 433 af 22. april 2014, | § 24"."""
        after = self._next()
        if link.chain is not None or not isinstance(after, Designation) or after.pointer:
            return
        if self._gap(link.end, after) in (", ", " ") and not self._closing_after(after):
            _open(link, after)
            self._at += 1

    def _skip_subtitle(self, link: Link) -> None:
        """Leave out what stands in the parenthesis behind an amending act: it is the end of its title."""
        if link.mention is None or link.mention.act.edition is None or not _SUBTITLE.match(self._text, link.end):
            return
        close = _closing_parenthesis(self._text, link.end + 1)
        while (following := self._next()) is not None and following.end <= close:
            self._at += 1


def _closing_parenthesis(text: str, start: int) -> int:
    depth = 0
    for offset in range(start, min(len(text), start + 1500)):
        depth += (text[offset] == "(") - (text[offset] == ")")
        if depth == 0:
            return offset
    return start


def _closes(gap: str, mention: Mention, words: str) -> bool:
    """Whether an act behind a designation is the act it belongs to: "§ 5, stk. 1, | i | lov om X"."""
    if mention.genitive:
        return False
    if gap in _COMMON_CLOSES:
        return True
    if gap.startswith((" til", ", til")) and "ilag" not in words:
        return False
    attributed = mention.way is Way.NAMED and _ATTRIBUTE.fullmatch(gap) is not None
    return attributed or _CLOSES.fullmatch(gap) is not None


def _open(link: Link, designation: Designation) -> None:
    """Let the designation behind an act be of that act."""
    link.chain, link.words = parse(designation.text), designation.text
    link.end, link.opened, link.doubt = designation.end, True, link.doubt or designation.doubt


def _inner_before_outer(link: Link, outer: Designation) -> Link | None:
    """ "nr. 9 i bilag 1", "stk. 2 i § 5", "punkt 1 og 2 i dette bilag": one citation, outer step first."""
    if link.chain is None:
        return None
    if outer.pointer:
        own = outer.pointer.startswith("dette bilag") and link.chain.relative
        return replace(link, end=outer.end) if own else None
    units = parse(outer.text).units
    if len(units) != 1 or units[0].to:
        return None
    joined = _below(units[0].path, link.chain)
    if joined is None:
        return None
    if joined == link.chain.units:
        return replace(link, end=outer.end)
    return replace(link, end=outer.end, chain=Chain(joined, link.chain.doubtful), words=outer.text)


def _below(head: tuple[Step, ...], chain: Chain) -> tuple[Designated, ...] | None:
    """A chain's units put below the unit that follows them; unchanged for a § "i kapitel 3"; None if they can't be."""
    inner = chain.units
    level = head[-1].level
    if level in ("Kap", "Afs") and inner[0].path[0].level == "Par":
        return inner
    if level in ("Bil", "UBil") and not chain.relative:
        last = inner[-1]
        below = tuple(step for step in last.path if RANK[step.level] > RANK["Stk"])
        return (*inner[:-1], Designated((*head, *below), last.to))
    if RANK[level] < RANK[inner[0].path[0].level]:
        return tuple(Designated((*head, *unit.path), unit.to) for unit in inner)
    return None
