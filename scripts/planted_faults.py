"""Documents made of real sentences of acts, with citation faults planted in them, and which of these can be told.

Every document has the day of the act that its sentences are from. A fault is one citation changed in its text; before
any check it is fixed, by the registers alone, whether it can be told: the changed target is absent, repealed or not in
force that day, or number, date and name contradict each other. The same seed gives the same documents.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lawtext import reading
from lawtext.citing.citations import Citation, CitationKind
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.corpus.shelf import SqliteShelf
from lawtext.law.editions import ActType, Edition
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.verdicts import Status
from lawtext.law.works import Work
from lawtext.wording import dates, sentences

PER_DOCUMENT = 12
_ROUNDS = 8
_SHORTEST, _LONGEST = 40, 2_500
_PARAGRAPH = re.compile(
    r"§ (?P<par>\d+)(?: (?P<letter>[a-zæø])(?=[, ]))?(?:, stk\. (?P<stk>\d+))?(?:, nr\. (?P<num>\d+))?(?![,\d]? ?\d)"
)
_OTHER_WORDING = re.compile(r"som affattet|som ændret|som indsat|gældende|ophæves|affattes")
"""Words by which a sentence speaks of another day's law than its own."""
_ORDINARY = re.compile(r"lov om (?!ændring)[^,()]{3,90}$", re.IGNORECASE)
_NUMBERED = re.compile(rf"nr\. (?P<number>\d+) af (?P<date>{dates.PATTERN})")
_TEXT_UNIT = re.compile(r"Ind|Aen\d+|Par\d+[a-z]?(?:_Stk\d+)?(?:_Num\d+[a-z]?)?")


@dataclass
class Fault:
    """A fault in a sentence: its kind, where the faulty citation stands, and whether the registers can tell it."""

    kind: str
    span: tuple[int, int]
    tellable: bool


@dataclass
class Sentence:
    """A sentence, how many citations it has that name their act, and the faults planted in it.

    `own`: citations that the act itself has wrong on the document's day, counted neither as right nor as planted.
    """

    text: str
    citations: int
    own: list[tuple[int, int]]
    faults: list[Fault] = field(default_factory=list)

    def change(self, start: int, end: int, words: str) -> None:
        """Put words for a part of the text; what stands behind them moves."""
        self.text = self.text[:start] + words + self.text[end:]
        longer = len(words) - (end - start)

        def moved(span: tuple[int, int]) -> tuple[int, int]:
            return span if span[0] < start else (span[0] + longer, span[1] + longer)

        self.own = [moved(span) for span in self.own]
        for fault in self.faults:
            fault.span = moved(fault.span)


@dataclass
class Made:
    """A document: its day and sentences."""

    day: date
    act: str
    sentences: list[Sentence] = field(default_factory=list)


def documents(shelf: SqliteShelf, acts: Sequence[Path], number: int, faults: int) -> list[Made]:
    """As many documents as asked for, with faults spread over them."""
    chance = random.Random(2018)
    names = Names(shelf.namings())
    planter = _Planter(shelf, names, chance)
    everything = [one for path in acts for one in _of_act(planter, path)]
    chance.shuffle(everything)
    made = sorted(everything, key=lambda one: -len(one.sentences))[:number]
    _plant(planter, made, faults)
    return made


def _of_act(planter: "_Planter", path: Path) -> list[Made]:
    edition = reading.read(path)
    day = edition.signed
    if day is None:
        return []
    found = list(dict.fromkeys(text for text in _sentences(edition) if planter.fits(text, day)))
    groups = [found[at : at + PER_DOCUMENT] for at in range(0, len(found), PER_DOCUMENT)]
    return [
        Made(day, edition.id, [Sentence(text, planter.named(text), planter.own_faults(text, day)) for text in group])
        for group in groups
        if len(group) >= 2
    ]


def _sentences(edition: Edition) -> Iterator[str]:
    for root in edition.units:
        for unit in root.walk():
            if not _TEXT_UNIT.fullmatch(unit.id):
                continue
            for sentence in sentences.of(unit):
                text = sentence.text.strip()
                if _SHORTEST < len(text) < _LONGEST and text[0].isupper() and ("§" in text or " nr. " in text):
                    yield text


class _Planter:
    """Knows what can be changed in a sentence, and what the registers say of the change."""

    def __init__(self, shelf: SqliteShelf, names: Names, chance: random.Random) -> None:
        self.shelf, self.names, self.chance = shelf, names, chance
        self.planted: dict[str, int] = {}
        self._repealed: dict[EditionId, list[UnitId]] = {}

    def found(self, text: str) -> tuple[Citation, ...]:
        return find(text, self.names)

    def named(self, text: str) -> int:
        """How many citations of the sentence name their act."""
        return sum(citation.act.known and not citation.act.eu for citation in self.found(text))

    def fits(self, text: str, day: date) -> bool:
        """Whether a citation of the sentence names an act that is on the shelf, with a provision or number of it."""
        return any(self.names_its_act(one) and self.work(one, day) for one in self.found(text))

    def names_its_act(self, one: Citation) -> bool:
        """Whether the citation itself says which act it means, by name with a provision or by number."""
        numbered = one.act.edition or one.dated
        return one.kind is CitationKind.FULL or (one.kind is CitationKind.ACT_ONLY and numbered is not None)

    def own_faults(self, text: str, day: date) -> list[tuple[int, int]]:
        """Citations that the act itself has wrong on that day: repealed or absent by the registers, or a wrong date."""
        return [(one.start, one.end) for one in self.found(text) if self._own_fault(one, day)]

    def _own_fault(self, one: Citation, day: date) -> bool:
        work = self.work(one, day) if self.names_its_act(one) else None
        if work is None:
            return False
        ends = [end for unit in one.units for end in (unit if isinstance(unit, tuple) else (unit,))]
        if one.act.edition is None and any(_negative(self.status(work, UnitId(end), day)) for end in ends):
            return True
        pairs = ((match["number"], dates.read(match["date"])) for match in _NUMBERED.finditer(one.text))
        return any(signed and self.contradicts(number, signed, work, named=False) for number, signed in pairs)

    def work(self, one: Citation, day: date) -> Work | None:
        """The work that a citation means on the day; None for none or several."""
        if one.act.edition:
            return self.shelf.work_of(one.act.edition)
        meant = {naming.work for naming in self.names.meanings(one.act.name) if naming.means_on(day)}
        if len(meant) != 1:
            return None
        try:
            return self.shelf.work(meant.pop())
        except KeyError:
            return None

    def repealed(self, edition: EditionId) -> list[UnitId]:
        """The §§ that an edition prints as repealed."""
        if edition not in self._repealed:
            index = self.shelf.index(edition)
            entries = index.entries.items() if index else ()
            self._repealed[edition] = [unit for unit, entry in entries if _gone(unit, entry.status)]
        return self._repealed[edition]

    def titled(self, day: date) -> list[Work]:
        """The acts "lov om …" whose edition of the day is held."""
        works = (work for work in self.shelf.works() if _ORDINARY.match(work.title))
        held = [work for work in works if (entry := work.edition_on(day)) and entry.held]
        return [work for work in held if any(naming.work == work.id for naming in self.names.meanings(work.title))]

    def contradicts(self, number: str, signed: date, work: Work, *, named: bool) -> bool:
        """Whether a number and date can't be an act's: the number is another day's, or of an act with another name."""
        listed = self.shelf.listed(EditionId(f"{signed.year}-{number}"))
        if listed is None:
            return False
        other = self.shelf.work_of(listed.edition)
        titled = other is not None and not other.title.lower().startswith("lov nr. ")
        return listed.signed != signed or (named and titled and other is not None and other.id != work.id)

    def status(self, work: Work, unit: UnitId, day: date) -> Status:
        return self.shelf.standing(work.id, unit, day).status


def _gone(unit: UnitId, status: str) -> bool:
    return status == "repealed" and re.fullmatch(r"Par\d+[a-zæø]?", unit) is not None


# -- planting ---------------------------------------------------------------------------------------------------------


@dataclass
class _Change:
    """New words for a part of a sentence, and whether the registers can tell that they are wrong."""

    start: int
    end: int
    words: str
    tellable: bool


def _plant(planter: _Planter, made: Sequence[Made], faults: int) -> None:
    """Plant the faults, kind by kind in turn, round by round one in a sentence; one sentence of each document has none.

    A fault is never planted in a citation that is faulty already, of itself or planted.
    """
    free = [sentence for one in made for sentence in one.sentences[1:]]
    days = {id(sentence): one.day for one in made for sentence in one.sentences}
    planted = 0
    for _ in range(_ROUNDS):
        planter.chance.shuffle(free)
        for sentence in free:
            if planted >= faults:
                return
            kinds = sorted(_FAULTS, key=lambda kind: planter.planted.get(kind, 0) / _SHARES.get(kind, 1))
            kind = next((kind for kind in kinds if _planted(planter, kind, days[id(sentence)], sentence)), None)
            if kind is not None:
                planter.planted[kind] = planter.planted.get(kind, 0) + 1
                planted += 1


def _planted(planter: _Planter, kind: str, day: date, sentence: Sentence) -> bool:
    """Plant one fault of a kind in a sentence, in a citation that is right; False where none of its citations fits."""
    faulty = [*sentence.own, *(fault.span for fault in sentence.faults)]
    found = [
        one
        for one in planter.found(sentence.text)
        if planter.names_its_act(one)
        and not any(one.start < end and start < one.end for start, end in faulty)
        and not _OTHER_WORDING.search(sentence.text, max(0, one.start - 40), one.end + 60)
    ]
    planter.chance.shuffle(found)
    for citation in found:
        work = planter.work(citation, day)
        change = _FAULTS[kind](planter, citation, work, day) if work else None
        if change is not None:
            sentence.change(change.start, change.end, change.words)
            longer = len(change.words) - (change.end - change.start)
            sentence.faults.append(Fault(kind, (citation.start, citation.end + longer), change.tellable))
            return True
    return False


def _paragraph(planter: _Planter, citation: Citation, work: Work, day: date) -> re.Match[str] | None:
    """The first § of a citation, if it stands on the day, as it is written; None for others and for ranges."""
    match = _PARAGRAPH.search(citation.text)
    if match is None or citation.text[: match.start()].endswith("§"):
        return None
    unit = next((unit for unit in (_unit(match), _unit(match, lone=True)) if unit in citation.units), None)
    return match if unit and planter.status(work, unit, day) is Status.EXISTS else None


def _unit(match: re.Match[str], lone: bool = False, **changed: str) -> UnitId:
    parts = {name: changed.get(name, match[name] or "") for name in ("par", "letter", "stk", "num")}
    stk = parts["stk"] or ("1" if parts["num"] or lone else "")
    unit = f"Par{parts['par']}{parts['letter']}" + (f"_Stk{stk}" if stk else "")
    return UnitId(unit + (f"_Num{parts['num']}" if parts["num"] else ""))


def _rewritten(
    planter: _Planter, citation: Citation, match: re.Match[str], work: Work, day: date, **changed: str
) -> _Change:
    """The § written with other numbers, and whether what it now means stands."""
    parts = {name: changed.get(name, match[name] or "") for name in ("par", "letter", "stk", "num")}
    words = f"§ {parts['par']}" + (f" {parts['letter']}" if parts["letter"] else "")
    words += "".join(f", {word} {parts[name]}" for name, word in (("stk", "stk."), ("num", "nr.")) if parts[name])
    status = planter.status(work, _unit(match, **changed), day)
    start = citation.start + match.start()
    return _Change(start, citation.start + match.end(), words, _negative(status))


def _negative(status: Status) -> bool:
    return status not in (Status.EXISTS, Status.NOT_KNOWN)


def _off_by_one(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    """The innermost number one higher; where that stands as well, one of the numbers near it that does not, if any."""
    match = _paragraph(planter, citation, work, day)
    if match is None:
        return None
    level = "num" if match["num"] else "stk" if match["stk"] else "par"
    change = _rewritten(planter, citation, match, work, day, **{level: str(int(match[level]) + 1)})
    if change.tellable or int(match[level]) < 2 or planter.chance.random() < 0.5:
        return change
    return _rewritten(planter, citation, match, work, day, **{level: str(int(match[level]) - 1)})


def _letter_lost(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    match = _paragraph(planter, citation, work, day)
    return _rewritten(planter, citation, match, work, day, letter="") if match and match["letter"] else None


def _beyond_last(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    match = _paragraph(planter, citation, work, day)
    if match is None or match["num"]:
        return None
    paragraph = _unit(match, stk="", num="")
    last = next((n for n in range(1, 40) if _negative(planter.status(work, UnitId(f"{paragraph}_Stk{n}"), day))), 40)
    return _rewritten(planter, citation, match, work, day, stk=str(last + planter.chance.randrange(2)))


def _repealed(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    match = _paragraph(planter, citation, work, day)
    entry = work.edition_on(day)
    if match is None or entry is None or not entry.held or len(citation.units) > 1:
        return None
    gone = [unit for unit in planter.repealed(entry.edition) if planter.status(work, unit, day) is Status.REPEALED]
    if not gone:
        return None
    number = re.fullmatch(r"Par(?P<par>\d+)(?P<letter>[a-zæø]?)", planter.chance.choice(gone))
    if number is None:
        return None
    return _rewritten(planter, citation, match, work, day, par=number["par"], letter=number["letter"], stk="", num="")


def _wrong_pair(planter: _Planter, citation: Citation, work: Work, _day: date) -> _Change | None:
    """Number and date of an act that do not belong together: another day or month, or the next number."""
    match = _NUMBERED.search(citation.text)
    signed = dates.read(match["date"]) if match else None
    if match is None or signed is None:
        return None
    number, how = match["number"], planter.chance.randrange(5)
    new = signed
    if how == 0:
        number = str(int(number) + 1)
    elif how == 1:
        new = signed.replace(month=signed.month % 12 + 1, day=min(signed.day, 28))
    else:
        new = signed.replace(day=signed.day % 28 + 1)
    words = f"nr. {number} af {dates.write(new)}"
    tellable = planter.contradicts(number, new, work, named=bool(citation.act.name))
    return _Change(citation.start + match.start(), citation.start + match.end(), words, tellable)


def _swapped_act(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    """Another act's title for this one's."""
    match = _paragraph(planter, citation, work, day)
    at = citation.text.find(citation.act.name)
    if match is None or at < 0 or not citation.act.name or citation.dated or citation.act.edition:
        return None
    if len(citation.units) > 1:
        return None
    others = [other for other in planter.titled(day) if other.id != work.id]
    if not others:
        return None
    other = planter.chance.choice(others)
    unit = citation.units[0]
    status = planter.status(other, UnitId(str(unit)), day)
    title = other.title[:1].lower() + other.title[1:]
    start = citation.start + at
    end = start + len(citation.act.name)
    genitive = citation.text[at + len(citation.act.name) :][:1] == "s"
    return None if genitive else _Change(start, end, title, _negative(status))


def _wrong_version(planter: _Planter, citation: Citation, work: Work, day: date) -> _Change | None:
    """Number and date of an edition that came after the document's day; behind the title where the act had none."""
    later = [
        one for one in work.editions if one.signed and one.signed > day and one.edition.partition("-")[2].isdigit()
    ]
    if not later:
        return None
    other = planter.chance.choice(later)
    words = f"nr. {other.edition.partition('-')[2]} af {dates.write(other.signed or day)}"
    match = _NUMBERED.search(citation.text)
    if match is not None:
        return _Change(citation.start + match.start(), citation.start + match.end(), words, True)
    if other.type is not ActType.LBK or not citation.act.name or not citation.text.endswith(citation.act.name):
        return None
    return _Change(citation.end, citation.end, f", jf. lovbekendtgørelse {words}", True)


_SHARES = {"repealed unit": 2, "stk. beyond the last": 2}
"""Kinds that are planted more often than the others."""
_FAULTS: dict[str, Callable[[_Planter, Citation, Work, date], _Change | None]] = {
    "wrong version": _wrong_version,
    "wrong number-date pair": _wrong_pair,
    "letter lost": _letter_lost,
    "repealed unit": _repealed,
    "swapped act": _swapped_act,
    "number off by one": _off_by_one,
    "stk. beyond the last": _beyond_last,
}
