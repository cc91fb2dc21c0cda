"""Which waivers were used, how often, by which municipality and when: counted from what made letters say of themselves.

A letter says which municipality decided, on which day, by which kind of letter, and which provisions it cites; a
provision of an experiment's paragraph is a use of that experiment. Nothing here knows a person: names, case numbers
and CPR numbers are not in what is counted.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.waivers import ParagraphKind
from lawtext.law.ids import EditionId, UnitId


class Step(StrEnum):
    """How long the periods are that are counted by."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def of(self, day: date) -> str:
        """The period of a day, so that periods sort by time: "2018-09", "2018-K3", "2018"."""
        if self is Step.YEAR:
            return f"{day.year}"
        return f"{day:%Y-%m}" if self is Step.MONTH else f"{day.year}-K{(day.month + 2) // 3}"


class MadeLetter(Struct, frozen=True):
    """What a made letter says of itself. `addresses`: what it cites ("2018-529#Par33_Stk1"); `same`: equal for copies.

    `municipality` is "" where the letter does not say it.
    """

    municipality: str
    day: date
    kind: str
    final: bool
    addresses: tuple[str, ...]
    same: str = ""


class About(NamedTuple):
    """What a row counts: one experiment in one municipality and period, by one kind of letter. In Danish words."""

    period: str
    municipality: str
    order: str
    paragraph: str
    experiment: str
    kind: str


class Used(NamedTuple):
    """One row, drafts apart."""

    about: About
    final: int
    drafts: int


class Usage(Struct, frozen=True):
    """The count. `letters` were counted, `without` of them use no experiment, `copies` were copies of one counted."""

    step: Step
    rows: tuple[Used, ...]
    letters: int
    without: int
    copies: int


def usage(book: Book, made: Iterable[MadeLetter], step: Step = Step.MONTH) -> Usage:
    """Count the letters; a letter made twice counts once."""
    counts: Counter[tuple[About, bool]] = Counter()
    seen: set[str] = set()
    letters = without = copies = 0
    for letter in made:
        if letter.same and letter.same in seen:
            copies += 1
            continue
        seen.add(letter.same)
        letters += 1
        used = _experiments(book, letter.addresses)
        without += not used
        town = book.registry.base(letter.municipality) if letter.municipality else "ikke oplyst"
        for order, paragraph in used:
            about = About(step.of(letter.day), town, *_named(book, order, paragraph), letter.kind)
            counts[about, letter.final] += 1
    keys = dict.fromkeys(about for about, _ in counts)
    rows = (Used(about, counts[about, True], counts[about, False]) for about in sorted(keys))
    return Usage(step, tuple(rows), letters, without, copies)


def _experiments(book: Book, addresses: Iterable[str]) -> tuple[tuple[EditionId, UnitId], ...]:
    """The experiments' paragraphs among the addresses, each once."""
    found: dict[tuple[EditionId, UnitId], None] = {}
    for address in addresses:
        edition, _, unit = address.partition("#")
        paragraph = UnitId(unit.partition("_")[0])
        waiver = book.waiver(EditionId(edition), paragraph) if book.registry.order(edition) else None
        if waiver is not None and waiver.kind is ParagraphKind.EXPERIMENT:
            found[EditionId(edition), paragraph] = None
    return tuple(found)


def _named(book: Book, order: EditionId, paragraph: UnitId) -> tuple[str, str, str]:
    """Order, paragraph and experiment in words."""
    experiment = book.registry.experiment_of(order, paragraph)
    return saying.numbered(order), saying.section(paragraph), experiment.title if experiment else ""
