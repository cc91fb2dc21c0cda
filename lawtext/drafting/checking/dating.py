"""Which day a document is of: its own date, where it is printed as a letter's or an application's date is."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from lawtext.drafting.checking.documents import Block
from lawtext.drafting.findings.finding import Spot
from lawtext.wording import dates

_FIRST_BLOCKS = 40
_MONTHS = "|".join(dates.MONTHS)
_DATE = rf"(?P<date>{dates.PATTERN}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
_ALONE = re.compile(rf"\s*(?:[A-ZÆØÅ][\wæøåÆØÅ .]{{1,30}},\s*)?(?:den\s+)?{_DATE}\s*\.?\s*(?:[|·\t].*)?", re.IGNORECASE)
"""A line that is a date alone, or place and date; what a letterhead sets off behind it does not count."""
_LABELLED = re.compile(rf"\b(?:Dato|Brevdato|Afsendt|Dateret)\s*:?\s*(?:den\s+)?{_DATE}", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_LED_UP_TO = re.compile(r"(?:\b(?:den|af|fra|til|i|og|eller|pr\.|inden|senest|siden|før|efter)|,)\s*\n$")
_GOES_ON = re.compile(r"\n\s*[a-zæøå]")
_MONTH_ALONE = re.compile(
    rf"(?:.{{0,160}}(?<!\d)(?<!\d\.)\s)?(?P<month>{_MONTHS})\s+(?P<year>(?:19|20)\d\d)\s*\.?\s*",
    re.IGNORECASE | re.DOTALL,
)
"""A title page that ends in month and year."""


class Day(Struct, frozen=True):
    """The day that citations are looked up on, and a Danish sentence of where it is from. `spot`: where it is read."""

    day: date
    says: str
    spot: Spot | None = None


def of(blocks: Iterable[Block]) -> Day | None:
    """The date that a document bears near its beginning; None where it bears none that is sure."""
    first = [block for _, block in zip(range(_FIRST_BLOCKS), blocks, strict=False)]
    for each in (_labelled, _alone):
        for block in first:
            for match in each(block.text):
                if found := dates.read(match["date"]):
                    says = f"Dokumentets egen dato er brugt: {dates.write(found)}."
                    return Day(found, says, block.at(match.start("date"), match.end("date")))
    return None


def _labelled(text: str) -> Iterator[re.Match[str]]:
    return _LABELLED.finditer(text)


def _alone(text: str) -> Iterator[re.Match[str]]:
    """The lines that are a date alone: a letterhead may have its lines in one paragraph; a broken sentence is none."""
    for line in _LINE.finditer(text):
        match = _ALONE.fullmatch(text, *line.span())
        if match and not (_LED_UP_TO.search(text, 0, line.start()) or _GOES_ON.match(text, line.end())):
            yield match


def by_month(blocks: Iterable[Block]) -> Day | None:
    """The first day of the month that a title page ends in ("Ansøgning om frikommuneforsøg, april 2016")."""
    for block in blocks:
        match = _MONTH_ALONE.fullmatch(block.text)
        if match:
            found = date(int(match["year"]), dates.MONTHS.index(match["month"].lower()) + 1, 1)
            words = f"{match['month'].lower()} {match['year']}"
            says = f"Dokumentet er fra {words}; den {dates.write(found)} er brugt. Angiv en anden dag med --on."
            return Day(found, says, block.at(match.start("month"), match.end("year")))
    return None
