"""The frame of an order: networks and municipalities, commencement, period, repeals, who may not use what."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from lawtext.experiments.waivers import Expiry, OrderNetwork
from lawtext.law.ids import EditionId, edition_id
from lawtext.law.units import Kind, Unit
from lawtext.wording import dates

_NO_NAME = "Følgende|Disse|Alle|De|Hver|Hvis|Når|Forsøgets|Øvrige|Andre|Også"
"""Words that begin a sentence before "kommuner"."""
_NAME = rf"(?!(?:{_NO_NAME})\b)[A-ZÆØÅ][\wæøåÆØÅ]+(?:-[A-ZÆØÅ][\wæøåÆØÅ]+)*"
_NAMES = rf"(?P<names>{_NAME}(?:(?:\sKommune)?(?:,\s|\sog\s|,\sog\s){_NAME})*)"
_LIST = re.compile(rf"(?:fri)?kommuner(?:\b[^.:]*:|:)?\s{_NAMES}(?:\s[Kk]ommuner?)?\s?(?=[.(]|$)")
_BEFORE = re.compile(rf"{_NAMES}\s[Kk]ommuner?\b")
_AFTER = re.compile(rf"kommunerne\s{_NAMES}")
_SPLIT = re.compile(r"(?:\sKommune)?(?:,\sog\s|,\s|\sog\s)")
_NETWORK = re.compile(r"^(?P<name>.+?)(?:\.\sNetværket\somfatter\s|:\s|\.\s(?=[^.]*\s[Kk]ommuner?\b))")


def _date(group: str) -> str:
    return rf"(?:den\s)?(?P<{group}>{dates.PATTERN})"


_PERIOD = re.compile(
    rf"""
    (?:løber|gælder|gennemføres|fortsætte[rs]?|videreføres|er)\s(?:dog\s|kun\s|alene\s)*
    (?:fra\s(?:og\smed\s)?{_date("start")}\s)?
    (?P<wording>(?P<words>til\sog\smed|frem\stil\sog\smed|frem\stil|indtil|til)\s{_date("end")})
    """,
    re.VERBOSE,
)
_UNTIL_END_OF = re.compile(
    rf"(?P<wording>(?:ved|til|med)\sudgangen\saf\s(?:(?P<month>{'|'.join(dates.MONTHS)})\s)?(?P<year>\d{{4}}))"
)
_COMMENCES = re.compile(rf"træder\s(?:dog\s)?i\skraft\s{_date('day')}")
_START_BY = re.compile(
    rf"(?:skal\svære|er)\s(?:iværksat|igangsat|påbegyndt)\ssenest\s{_date('day')}",
)
_REPEALED = re.compile(rf"[Bb]ekendtgørelse\snr\.\s(?P<number>\d+)\saf\s{_date('signed')}")
_ENDS = re.compile(
    rf"(?P<wording>(?:(?:ophører|udløber|slutter)|(?<=[Bb]ekendtgørelsen\s)ophæves|(?<=\sog\s)ophæves)\s{_date('end')})"
)
_AND_FROM = re.compile(r"\sog\sfra\s")
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
    before = name["name"].strip(' »«"”“') if name and name.end("name") <= names.start("names") else ""
    return OrderNetwork(number, before, _split(names["names"], base))


def _own_text(unit: Unit) -> str:
    return " ".join(passage.text.strip() for one in unit.walk() for passage in one.passages)


def _split(names: str, base: Base) -> tuple[str, ...]:
    return tuple(base(name) for name in _SPLIT.split(names))


def municipalities(text: str, base: Base) -> tuple[str, ...]:
    """The municipalities that a sentence names ("Vejle og Viborg Kommuner", "frikommunerne Vejle og Viborg")."""
    match = _BEFORE.search(text) or _AFTER.search(text)
    return _split(match["names"], base) if match else ()


def commencement(text: str) -> date | None:
    """The day in "træder i kraft den …"."""
    return _day(_COMMENCES.search(text), "day")


def start_by(text: str) -> date | None:
    """The last day to start in "skal være iværksat senest den …"."""
    return _day(_START_BY.search(text), "day")


def period(text: str) -> tuple[date | None, Expiry | None]:
    """First day and end of "løber fra den … til den …"; None for what is not said, and for more than one period."""
    found = list(_PERIOD.finditer(text)) or list(_ENDS.finditer(text))
    match = found[0] if len(found) == 1 and not _AND_FROM.match(text, found[0].end()) else None
    end = _day(match, "end")
    if not match or not end:
        return None, _end_of(text) if not found else None
    said = {name: re.sub(r"\s+", " ", words) for name, words in match.groupdict().items() if words}
    start = _day(match, "start") if "start" in said else None
    return start, Expiry(end, said["wording"], _INCLUSIVE.get(said.get("words", "")))


def _end_of(text: str) -> Expiry | None:
    """The last day in "ved udgangen af 2009", "til udgangen af juni 2009": that day is in it."""
    match = _UNTIL_END_OF.search(text)
    if match is None:
        return None
    month = dates.MONTHS.index(match["month"]) + 1 if match["month"] else 12
    year = int(match["year"])
    after = date(year + month // 12, month % 12 + 1, 1)
    return Expiry(after - timedelta(days=1), match["wording"], inclusive=True)


def repeals(texts: Iterable[str]) -> tuple[EditionId, ...]:
    """The orders that the sentences of final paragraphs repeal, by year of signature and number."""
    found: dict[EditionId, None] = {}
    for text in texts:
        for match in _REPEALED.finditer(text) if "ophæves" in text else ():
            signed = dates.read(match["signed"])
            if signed:
                found[edition_id(signed.year, match["number"])] = None
    return tuple(found)


def _day(match: re.Match[str] | None, group: str) -> date | None:
    return dates.read(match[group]) if match and match[group] else None
