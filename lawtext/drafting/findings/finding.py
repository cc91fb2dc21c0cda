"""One finding: which rule, how serious, where, what it says, and what could stand there instead."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from lawtext.wording.prose import counted


class Level(StrEnum):
    """How serious a finding is, the most serious first."""

    ERROR = "fejl"
    """Certainly wrong."""
    WARNING = "advarsel"
    """Probably wrong, or not in the right form."""
    NOTE = "oplysning"
    """Nothing wrong, but to be known: what is waived, what could not be checked, which day was used."""

    @property
    def gravity(self) -> int:
        """0 for the least serious."""
        return len(Level) - 1 - list(Level).index(self)

    def reaches(self, lowest: "Level") -> bool:
        """Whether it is as serious as `lowest`, or more."""
        return self.gravity >= lowest.gravity

    def counted(self, number: int) -> str:
        """Danish: "1 advarsel", "2 advarsler"."""
        return counted(number, self.value, _MANY[self])


_MANY = {Level.ERROR: "fejl", Level.WARNING: "advarsler", Level.NOTE: "oplysninger"}


class Part(StrEnum):
    """The part of a document that a text stands in."""

    BODY = "brødtekst"
    HEADER = "sidehoved"
    FOOTER = "sidefod"
    FOOTNOTE = "fodnote"
    ENDNOTE = "slutnote"
    TEXT_BOX = "tekstboks"


class Cell(Struct, frozen=True, order=True):
    """A table cell; all three are counted from 1, tables through the whole part."""

    table: int
    row: int
    column: int


class Spot(Struct, frozen=True):
    """Where a finding stands. What does not fit the file is 0 or "": nothing is guessed.

    `paragraph`: from 1 through the whole part, those in table cells among them. `heading`: the nearest one above.
    `start`, `end`: offsets in the paragraph's text; `text` is what stands between them, "" for a finding about the
    paragraph or file as a whole. `line`, `column`: of `start` in a text file, `page` in a PDF, all from 1.
    """

    file: str
    part: Part = Part.BODY
    paragraph: int = 0
    cell: Cell | None = None
    heading: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    line: int = 0
    column: int = 0
    page: int = 0

    @property
    def ends_at(self) -> tuple[int, int]:
        """Line and column right behind the text, (0, 0) where lines are not known."""
        if not self.line:
            return 0, 0
        below, _, last = self.text.rpartition("\n")
        if "\n" in self.text:
            return self.line + below.count("\n") + 1, len(last) + 1
        return self.line, self.column + len(self.text)

    def in_words(self) -> str:
        """Danish, for a reader who looks for it: "tabel 2, række 3, kolonne 1, under »Bilag 1«"."""
        if self.line:
            last = max(self.column, self.ends_at[1] - 1)
            said = [f"linje {self.line}, tegn {self.column}-{last}" if self.text else f"linje {self.line}"]
        elif self.cell:
            said = [f"tabel {self.cell.table}, række {self.cell.row}, kolonne {self.cell.column}"]
        else:
            said = [f"afsnit {self.paragraph}"] if self.paragraph else []
        if self.page:
            said.insert(0, f"side {self.page}")
        if self.part is not Part.BODY:
            said.insert(0, self.part)
        if self.heading:
            said.append(f"under »{self.heading}«")
        return ", ".join(said) or "hele dokumentet"


class Finding(Struct, frozen=True):
    """Something to look at.

    `rule`: the id of the rule, which never changes ("no-such-provision"). `says`, `says_en`: one whole sentence, Danish
    and English. `suggestion`: what could stand instead of `spot.text`, "" where that is not known. `address`: the
    provision it is about (`2016-1342#Par2`), "" for none.
    """

    rule: str
    level: Level
    says: str
    says_en: str
    spot: Spot
    suggestion: str = ""
    address: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same finding after other lines have moved it: 16 hexadecimal digits."""
        said = "\0".join((self.rule, self.spot.part, self.spot.heading, self.spot.text, self.says))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    """The most serious first, those of one level in the document's order."""
    return sorted(findings, key=lambda one: (-one.level.gravity, *_place(one.spot)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the documents' text."""
    return sorted(findings, key=lambda one: (one.spot.file, *_place(one.spot)))


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """How many of each level there are; every level is a key."""
    found = Counter(one.level for one in findings)
    return {level: found[level] for level in Level}


def _place(spot: Spot) -> tuple[int, int, int, int]:
    return list(Part).index(spot.part), spot.paragraph, spot.line, spot.start
