"""Acts as sources of waivers: lov om frikommuner, lov om frikommunenetværk, the acts that amend them, velfærdsaftaler.

An act waives with other words than an order, and most of its paragraphs waive nothing. It is read with the same cues;
here it is settled which paragraphs may be waivers at all. Only an act about free communes has any: "uanset stk. 3" or
"finder ikke anvendelse" in another act is an ordinary exception (domain/experiments.md, "Waiver wording seen").
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from lawtext.experiments import frame
from lawtext.experiments.enumeration import DOUBTS
from lawtext.experiments.lines import line_of
from lawtext.experiments.paragraphs import NO_ACT
from lawtext.experiments.waivers import Expiry, Operation, Order, OrderNetwork, ParagraphKind, Waiver
from lawtext.law.editions import ActType, Edition
from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Unit
from lawtext.wording import dates

_ABOUT = re.compile(r"frikommune|velfærdsaftale", re.IGNORECASE)
_GIVES = re.compile(
    r"""
    kan[ ]godkende[ ]frikommuneforsøg          # a minister approves, whereupon the council may
    | \bi[ ](?:en[ ])?frikommune\w*\b[^.]*\bkan\b   # the council of a free commune may
    | \bfrikommune(?:n|r|rne)\b[^.]*?\bkan\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FRAME = re.compile(
    r"kan\salene\sgennemføre\sforsøg|kaldes\sfrikommuner|status\ssom\sfrikommuner|Formålet\smed\sdenne\slov"
    r"|bemyndiget\stil\sat|kan\sfastsætte\sregler\som\soffentliggørelse|anses\sfor\sgodkendt|^Efter\sdenne\slov\skan"
)
"""What an act says of all its experiments; such a paragraph gives none of its own (lov 658/2017 §§ 1-8)."""
_NETWORK = re.compile(r"Frikommunenetværk\som\s(?P<theme>.+?),?\smed\s(?=[A-ZÆØÅ])")
_IN_NETWORK = re.compile(r"(?:frikommunenetværket|netværket)\som\s(?:mere\s(?=sammenhængende))?")
"""Before a network's theme; lov 658/2017 § 29 calls the sixth "om mere sammenhængende indsatser"."""
_UNTIL = re.compile(rf"forsøg\s(?P<wording>(?P<words>indtil|til\sog\smed|frem\stil)\sden\s(?P<day>{dates.PATTERN}))")
_NEW_TEXT = re.compile(r"^(?:Aen[^_]*_)?Ny_")
_NONE_NAMED = "Paragraffen siger ikke med de kendte ord, at en bestemmelse fraviges; læs den selv."


def is_act(edition: Edition) -> bool:
    """Whether the text is an act and not an order."""
    return edition.type is not ActType.BEK


def body(edition: Edition) -> Edition:
    """An act that amends, as the paragraphs it puts in, under the numbers they get; any other act as it is."""
    if not edition.amending:
        return edition
    new = [unit for root in edition.units for unit in root.walk() if unit.kind is Kind.PARAGRAPH]
    return replace(edition, units=tuple(_renamed(unit) for unit in new if _NEW_TEXT.match(unit.id)))


def _renamed(unit: Unit) -> Unit:
    content = tuple(_renamed(item) if isinstance(item, Unit) else item for item in unit.content)
    return replace(unit, id=UnitId(_NEW_TEXT.sub("", unit.id)), content=content)


def settled(order: Order, edition: Edition, base: frame.Base) -> Order:
    """What was read of an act, with only those paragraphs as experiments that give free communes something."""
    texts = {unit.id: line_of(unit).text for unit in _paragraphs(edition)}
    about = bool(_ABOUT.search(edition.title))
    networks = tuple(found for unit in _paragraphs(edition) for found in _networks(unit, base)) if about else ()
    waivers = tuple(_settled(waiver, texts.get(waiver.paragraph, ""), networks, about) for waiver in order.waivers)
    whole = "\n".join(texts.values())
    in_force = order.in_force or frame.commencement(whole)
    start_by = order.start_by or frame.start_by(whole)
    expiry = order.expiry or _expiry(whole)
    unread = () if any(waiver.waives for waiver in waivers) else (_NO_WAIVER,)
    return replace(
        order,
        waivers=waivers,
        networks=networks or (order.networks if about else ()),
        in_force=in_force,
        start_by=start_by if about else None,
        expiry=expiry if about else None,
        unread=unread,
    )


_NO_WAIVER = "Ingen paragraf fraviger en bestemmelse for frikommuner."


def _paragraphs(edition: Edition) -> Iterator[Unit]:
    for root in edition.units:
        yield from (unit for unit in root.walk() if unit.kind is Kind.PARAGRAPH and unit.id.startswith("Par"))


def _settled(waiver: Waiver, text: str, networks: tuple[OrderNetwork, ...], about: bool) -> Waiver:
    blank = Waiver(waiver.order, waiver.paragraph, ParagraphKind.FINAL, Operation.NONE)
    if not about or waiver.kind is ParagraphKind.FINAL:
        return blank
    in_words = any(one in DOUBTS for one in waiver.unread)
    if _FRAME.search(text) or not (waiver.waives or in_words or _GIVES.search(text)):
        closes = frame.commencement(text) is not None
        return blank if closes else replace(blank, kind=ParagraphKind.SCOPE, operation=Operation.PERMIT)
    counted = Operation.SUSPEND if waiver.waives or in_words else Operation.EXTEND
    return replace(
        waiver,
        kind=ParagraphKind.EXPERIMENT,
        operation=waiver.operation or counted,
        networks=tuple(_named(text, networks)),
        unread=(*_unread(waiver), *_counted(waiver, counted)),
    )


def _counted(waiver: Waiver, counted: Operation) -> tuple[str, ...]:
    said = f"Ordene siger ikke sikkert, hvad der gøres ved reglen; det er regnet som »{counted.danish}«."
    return () if waiver.operation else (said,)


def _unread(waiver: Waiver) -> tuple[str, ...]:
    """What is left open of a paragraph that gives something; that it waives nothing is no fault of the reading."""
    doubts = tuple(one for one in waiver.unread if one in DOUBTS)
    untitled = any(not one.title for one in waiver.waives)
    return (*doubts, *((NO_ACT,) if untitled else ())) or (() if waiver.waives else (_NONE_NAMED,))


def _networks(unit: Unit, base: frame.Base) -> Iterator[OrderNetwork]:
    """The networks that an act founds, with their themes; one without number where it lists municipalities alone."""
    text = line_of(unit).text
    items = [one for one in unit.walk() if one.kind is Kind.NUMBER]
    if "etableres frikommunenetværk" in text:
        for number, item in enumerate(items, 1):
            own = " ".join(passage.text.strip() for passage in item.passages)
            theme = _NETWORK.search(own)
            yield OrderNetwork(number, theme["theme"] if theme else "", frame.municipalities(own, base))
    elif "status som frikommuner" in text:
        yield OrderNetwork(0, "", frame.municipalities(text, base))


def _named(text: str, networks: tuple[OrderNetwork, ...]) -> Iterator[int]:
    """The networks that a paragraph names by their themes; the one list of an act without themes."""
    rest = [text[match.end() :].lower() for match in _IN_NETWORK.finditer(text)]
    for network in networks:
        if network.number == 0 or any(part.startswith(network.name.lower()) for part in rest):
            yield network.number


def _expiry(text: str) -> Expiry | None:
    match = _UNTIL.search(text)
    day = dates.read(match["day"]) if match else None
    if match is None or day is None:
        return None
    return Expiry(day, match["wording"], True if "med" in match["words"] else None)
