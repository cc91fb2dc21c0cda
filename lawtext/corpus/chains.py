"""The chain that the preamble of a lovbekendtgørelse tells: what it takes over, takes in and leaves out.

Vejledning om lovkvalitet 11.8.3 fixes the wording: "Herved bekendtgøres lov om …, jf. lovbekendtgørelse nr. … af …,
med de ændringer, der følger af § 1 i lov nr. … af … og …. De ændringer, der følger af …, er ikke indarbejdet …".
"""

import re
from collections.abc import Iterator
from datetime import date

from lawtext.corpus.registers import Chain, Taken
from lawtext.law.ids import EditionId, UnitId, edition_id
from lawtext.wording import dates

_SENTENCE_END = re.compile(
    r"""
    (?<=[\d).])\s*\.\s+(?=[A-ZÆØÅ])
  | \.\s+(?=(?:De[nt]?|Denne|Disse|Ved|Berigtigelse|Endvidere|Lovændring\w*|Ændring\w*|Bestemmelse\w*)\b)
    """,
    re.VERBOSE,
)
_OPENING = re.compile(r"(?:Herved|Hermed) bekendtgøres?")
_LEFT_OUT = re.compile(r"\b(?:er|ikke)\s+(?:ikke|er)?\s*(?:indarbejdet|medtaget|optaget|indsat)")
_NOT = re.compile(r"\bikke\b")
_TAKES_EFFECT = re.compile(rf"træder (?:først )?i kraft (?:den )?(?P<day>{dates.PATTERN})")
_AMENDMENTS_BEGIN = re.compile(r"med de ændringer")
_TAKEN_OVER = re.compile(rf"(?:nr\.\ ?)*\b(?P<number>\d+)(?:\ af)?\ (?P<day>{dates.PATTERN})")
_AMENDMENT = re.compile(
    rf"""
    (?:
        §§?\ ?(?P<parts>\d+(?:\ [a-z])?(?:(?:,\ |\ og\ |-)\d+)*)     # "§ 1", "§§ 1 og 3"
        (?:,?\ nr\.\ (?P<points>\d[\d\ ,\-–a-zog]*?))?                # ", nr. 1-12 og 38"
        ,?\ i\ (?:samme\ )?
    )?
    lov\ nr\.?\ ?(?P<number>\d+) \ af \ (?P<day>{dates.PATTERN})
    """,
    re.VERBOSE,
)
_LATER = re.compile(
    rf"""
    bekendtgjorte\ lovtekst
    (?:\ (?:vedrørende|i|til)\ (?P<units>.+?))??
    ,?\ (?:træder|gælder)\ (?:først\ )?(?:fuldt\ ud\ )?(?:i\ kraft\ |fra\ )?(?:den\ )?(?P<day>{dates.PATTERN})
    """,
    re.VERBOSE,
)
_NUMBERS = re.compile(r"\d+(?: [a-z]\b)?(?:-\d+)?")


def read(preamble: str) -> Chain | None:
    """The chain in a preamble's text (clean, without notes); None where it does not say what it takes over."""
    sentences = _SENTENCE_END.split(preamble)
    opening = next((text for text in sentences if _OPENING.search(text)), "")
    begins = _AMENDMENTS_BEGIN.search(opening)
    over = _TAKEN_OVER.search(opening, 0, begins.start() if begins else len(opening))
    signed = dates.read(over["day"]) if over else None
    if over is None or signed is None:
        return None
    left_out = [taken for text in sentences if text is not opening for taken in _left_out(text)]
    return Chain(
        consolidates=edition_id(signed.year, over["number"]),
        consolidates_signed=signed,
        takes_in=tuple(amendments(opening[over.end() :])),
        left_out=tuple(left_out),
    )


def later_texts(preamble: str) -> Iterator[tuple[str, date]]:
    """What the preamble says is printed, but takes effect later: the words that name the units, and the day."""
    for text in _SENTENCE_END.split(preamble):
        if match := _LATER.search(text):
            day = dates.read(match["day"])
            if day is not None:
                yield match["units"], day


def _left_out(sentence: str) -> Iterator[Taken]:
    """Amendments that a sentence says are not worked in, with the day it gives."""
    match = _LEFT_OUT.search(sentence)
    if match is None or not _NOT.search(match[0]):
        return
    begins = _TAKES_EFFECT.search(sentence, match.end())
    since = dates.read(begins["day"]) if begins else None
    yield from amendments(sentence[: match.start()], since)


def amendments(text: str, since: date | None = None) -> Iterator[Taken]:
    for match in _AMENDMENT.finditer(text):
        signed = dates.read(match["day"])
        if signed is None:
            continue
        act: EditionId = edition_id(signed.year, match["number"])
        points = (match["points"] or "").strip(" ,")
        for part in _NUMBERS.findall(match["parts"] or "") or [""]:
            unit = UnitId(f"Par{part.replace(' ', '')}") if part else UnitId("")
            yield Taken(act, signed, unit, points, since)
