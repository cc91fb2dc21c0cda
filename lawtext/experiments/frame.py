"""The frame of an order: networks and municipalities, commencement, period, repeals, who may not use what."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from lawtext.experiments.waivers import Expiry, OrderNetwork
from lawtext.law.ids import EditionId, edition_id
from lawtext.law.units import Kind, Unit
from lawtext.wording import dates

_NAME = r"[A-ZÆØÅ][\wæøåÆØÅ]+(?:-[A-ZÆØÅ][\wæøåÆØÅ]+)*"
_NAMES = rf"(?P<names>{_NAME}(?:(?:,\s|\sog\s|,\sog\s){_NAME})*)"
_LIST = re.compile(rf"(?:fri)?kommuner:?\s{_NAMES}(?:\s[Kk]ommuner?)?\s?(?=[.(]|$)")
_BEFORE = re.compile(rf"{_NAMES}\s[Kk]ommuner?\b")
_SPLIT = re.compile(r",\sog\s|,\s|\sog\s")
_NETWORK = re.compile(r"^(?P<name>.+?)(?:\.\sNetværket\somfatter\s|:\s|\.\s(?=[^.]*\s[Kk]ommuner?\b))")


def _date(group: str) -> str:
    return rf"(?:den\s)?(?P<{group}>{dates.PATTERN})"


_PERIOD = re.compile(
    rf"""
    (?:løber|gælder|gennemføres|fortsætte[rs]?|videreføres|er)\s
    (?:fra\s(?:og\smed\s)?{_date("start")}\s)?
    (?P<wording>(?P<words>til\sog\smed|frem\stil\sog\smed|frem\stil|indtil|til)\s{_date("end")})
    """,
    re.VERBOSE,
)
_COMMENCES = re.compile(rf"træder\s(?:dog\s)?i\skraft\s{_date('day')}")
_START_BY = re.compile(
    rf"skal\svære\s(?:iværksat|igangsat|påbegyndt)\ssenest\s{_date('day')}",
)
_REPEALS = re.compile(rf"[Bb]ekendtgørelse\snr\.\s(?P<number>\d+)\saf\s{_date('signed')}[^.]*?(?=\sophæves|\.|,\sog|$)")
_ENDS = re.compile(rf"(?P<wording>(?:ophører|udløber|slutter)\s{_date('end')})")
_INCLUSIVE = {"til og med": True, "frem til og med": True}

Base = Callable[[str], str]
"""A municipality's name as written → in base form ("Vesthimmerlands" → "Vesthimmerland")."""


def networks(scope: Unit, text: str, base: Base) -> tuple[OrderNetwork, ...]:
    """The networks of a scope paragraph; one with number 0 where it lists municipalities without networks."""
    items = [unit for unit in scope.walk() if unit.kind is Kind.NUMBER]
    found = [_network(number, _own_text(item), base) for number, item in enumerate(items, 1)]
    named = tuple(network for network in found if network)
    if named:
        return named
    match = _LIST.search(text)
    return (OrderNetwork(0, "", _split(match["names"], base)),) if match else ()


def _network(number: int, text: str, base: Base) -> OrderNetwork | None:
    """An item of the list: "Name. Netværket omfatter følgende kommuner: A og B Kommuner.", or municipalities alone."""
    names = _LIST.search(text) or _BEFORE.search(text)
    name = _NETWORK.search(text)
    if not names:
        return None
    before = name["name"] if name and name.end("name") <= names.start("names") else ""
    return OrderNetwork(number, before, _split(names["names"], base))


def _own_text(unit: Unit) -> str:
    return " ".join(passage.text.strip() for one in unit.walk() for passage in one.passages)


def _split(names: str, base: Base) -> tuple[str, ...]:
    return tuple(base(name) for name in _SPLIT.split(names))


def municipalities(text: str, base: Base) -> tuple[str, ...]:
    """The municipalities that a sentence names ("Vejle, Viborg og Fredensborg Kommuner"), () where it names none."""
    match = _BEFORE.search(text)
    return _split(match["names"], base) if match else ()


def commencement(text: str) -> date | None:
    """The day in "træder i kraft den …"."""
    return _day(_COMMENCES.search(text), "day")


def start_by(text: str) -> date | None:
    """The last day to start in "skal være iværksat senest den …"."""
    return _day(_START_BY.search(text), "day")


def period(text: str) -> tuple[date | None, Expiry | None]:
    """First day and end of "løber fra den … til den …"; None for what is not said."""
    match = _PERIOD.search(text) or _ENDS.search(text)
    end = _day(match, "end")
    if not match or not end:
        return None, None
    said = {name: re.sub(r"\s+", " ", words) for name, words in match.groupdict().items() if words}
    start = _day(match, "start") if "start" in said else None
    return start, Expiry(end, said["wording"], _INCLUSIVE.get(said.get("words", "")))


def repeals(texts: Iterable[str]) -> tuple[EditionId, ...]:
    """The orders that final paragraphs repeal, by year of signature and number."""
    found: dict[EditionId, None] = {}
    for text in texts:
        for match in _REPEALS.finditer(text) if "ophæves" in text else ():
            signed = dates.read(match["signed"])
            if signed:
                found[edition_id(signed.year, match["number"])] = None
    return tuple(found)


def _day(match: re.Match[str] | None, group: str) -> date | None:
    return dates.read(match[group]) if match and match[group] else None
