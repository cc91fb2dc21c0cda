"""Find citations: pieces of a text are put together, and each is told which act and units it means from its place."""

import re
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from msgspec.structs import replace

from lawtext.citing.citations import Act, Citation, CitationKind, Place
from lawtext.citing.join import join
from lawtext.citing.levels import RANK
from lawtext.citing.links import Link
from lawtext.citing.mentions import Way
from lawtext.citing.names import Names
from lawtext.citing.relative import last_unit, own_unit
from lawtext.citing.scan import Scanner
from lawtext.citing.setting import Setting, named_paragraphs
from lawtext.citing.smooth import Smooth, smooth
from lawtext.citing.which_act import act_of, amended_acts, defined_keys
from lawtext.citing.which_units import units_of
from lawtext.citing.zones import AMENDING, Zone, default_act, own_act, quotes, zone_of
from lawtext.law.ids import UnitId

_NOWHERE = Place()
_PRINTED = re.compile(r"§ (?P<paragraph>\d+(?: [a-zæøåA-ZÆØÅ])?)\. (?=[A-ZÆØÅ])")
_PRINTED_STK = re.compile(r"(?<=\. )Stk\. (?P<stk>\d+)\. (?=[A-ZÆØÅ])")
_OFFSET = itemgetter(0)
_CHANGING = (Zone.INTRODUCTION, *AMENDING)
_PARTS_OF_LETTERS = ("Bil", "UBil", "Afs", "Punkt", "Liste", "Del")


def find(text: str, names: Names, place: Place | None = None, *, lenient: bool = False) -> tuple[Citation, ...]:
    """Every citation of the text, in order. Strict unless `lenient`, which also reads damaged forms, each with a doubt.

    `text` may have line breaks, non-breaking spaces and soft hyphens; offsets are those of `text` as it was given.
    """
    searched = smooth(text)
    pieces = _scanner(names).pieces(searched.text, searched.starts_line)
    if lenient:
        from lawtext.citing.lenient import with_damaged  # noqa: PLC0415 - its patterns would delay every start

        pieces = with_damaged(pieces, searched.text)
    if not pieces:
        return ()
    links = join(pieces, searched.text)
    if place is None or place == _NOWHERE:
        links = [link for link in links if not _own_part(link, searched.text)]
    found = _read(links, _setting(searched.text, links, place or _NOWHERE, names))
    return found if searched.text is text else tuple(_moved(citation, searched) for citation in found)


@lru_cache(maxsize=8)
def _scanner(names: Names) -> Scanner:
    return Scanner(names)


def _moved(citation: Citation, searched: Smooth) -> Citation:
    start, end = searched.span(citation.start, citation.end)
    written = searched.source[start:end]
    if start == citation.start and written == citation.text:
        return citation
    return Citation(start, end, written, citation.kind, citation.act, citation.units, citation.dated, citation.doubts)


def _own_part(link: Link, text: str) -> bool:
    """Whether a text that stands in no act speaks of a part of its own: "jf. bilag 1" in a letter."""
    if link.mention is not None or link.chain is None or text == link.words:
        return False
    return all(unit.path[0].level in _PARTS_OF_LETTERS for unit in link.chain.units)


def _setting(text: str, links: list[Link], place: Place, names: Names) -> Setting:
    """What is known before the first citation of a text is read: its place, and what its lead-in said."""
    zone = zone_of(text, place)
    setting = Setting(text, place, zone, own_unit(place.unit), own_act(place), default_act(zone, place))
    if zone is Zone.INSTRUCTION:
        setting.quotes = quotes(text)
    if zone is Zone.BODY and not (place.edition or place.unit) and "\n" not in text:
        setting.printed = _printed(text)
    if zone is Zone.NEW and not setting.base.startswith(("Par", "Art", "Kap", "Bil", "Afs")):
        setting.base = _new_base(setting, names)
    if place.before and zone is not Zone.NOTE:
        for citation in find(place.before, names, replace(place, chapter=UnitId(""), before="")):
            setting.remember_lead_in(citation)
    setting.foreign += named_paragraphs(links, text, zone)
    setting.amended_by = amended_acts(links, text)
    setting.keys = defined_keys(links, text)
    return setting


def _printed(text: str) -> list[tuple[int, str]]:
    """The units that a pasted paragraph of an act prints, by offset: "§ 24 b. En person … Stk. 2. Retten …"."""
    first = _PRINTED.match(text)
    if first is None:
        return []
    paragraph = f"Par{first['paragraph'].replace(' ', '')}"
    following = [(match.start(), f"{paragraph}_Stk{match['stk']}") for match in _PRINTED_STK.finditer(text)]
    return [(0, f"{paragraph}_Stk1"), *following]


def _new_base(setting: Setting, names: Names) -> str:
    """The paragraph that new stykker or numbers are put into, by the instruction before them; what the new words print
    without a label is what the instruction names.
    """
    base, place = "" if "(" in setting.base else setting.base, setting.place
    instruction = Place(edition=place.edition, unit=UnitId("Aen1.1"), amends=place.amends)
    for citation in reversed(find(place.before, names, instruction)):
        if citation.kind is CitationKind.AMENDMENT_TARGET and citation.units:
            level = base[:3] if base else "Pkt"
            target = last_unit(citation.units).split("_")
            kept = [part for part in target if RANK.get(part[:3], 0) < RANK.get(level, 99)]
            return "_".join([*kept, base] if base else kept)
    return base


def _read(links: list[Link], setting: Setting) -> tuple[Citation, ...]:
    """The citations of the links, in order; each is remembered for those after it."""
    found = []
    for link in links:
        if setting.printed:
            setting.base = setting.printed[bisect_right(setting.printed, link.start, key=_OFFSET) - 1][1]
        act, doubts = act_of(link, setting)
        act, units, more = units_of(link, act, setting)
        kind = _kind(link, act, setting)
        text = setting.text[link.start : link.end]
        said = doubts + more
        said = tuple(dict.fromkeys(said)) if len(said) > 1 else said
        citation = Citation(link.start, link.end, text, kind, act, units, link.dated, said)
        setting.remember(citation, link.mention, link.end)
        found.append(citation)
    return tuple(found)


def _kind(link: Link, act: Act, setting: Setting) -> CitationKind:
    zone = setting.zone
    if zone is Zone.NEW or (setting.quotes and setting.quoted(link.start)):
        return CitationKind.QUOTED
    mention = link.mention
    named = mention is not None and mention.way is Way.NAMED
    if zone in _CHANGING and _is_target(link, setting, named=named):
        return CitationKind.AMENDMENT_TARGET
    if act.eu or (mention is not None and mention.sort.eu):
        return CitationKind.EU
    if mention is not None and mention.sort.other:
        return CitationKind.OTHER
    if not named or link.carried:
        return CitationKind.RELATIVE
    return CitationKind.FULL if link.chain is not None else CitationKind.ACT_ONLY


def _is_target(link: Link, setting: Setting, *, named: bool) -> bool:
    """Whether a citation is what an instruction changes: in its introduction the first act named."""
    if setting.zone is Zone.INTRODUCTION:
        return link.chain is None and not setting.introduced
    return not named
