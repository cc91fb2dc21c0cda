"""What a printed line is: the part it plays, its label, its text."""

from enum import StrEnum
from typing import NamedTuple

from lxml.etree import _Element


class Role(StrEnum):
    """The part a line plays. `HEADING` belongs to the book, part, chapter or annex that was opened last.

    A `POINT` without a number goes on with the point before it.
    """

    TITLE = "title"
    SUBTITLE = "subtitle"
    PREAMBLE = "preamble"
    BOOK = "Bog"
    PART = "Afsnit"
    CHAPTER = "Kapitel"
    HEADING = "heading"
    GROUP = "group"
    PARAGRAPH = "paragraph"
    CENTRED = "centred paragraph"
    """A § on a line of its own: of an amending act, or of commencement provisions."""
    AMENDS = "amends"
    """What a centred § that amends says before its points."""
    MINISTRY = "ministry"
    STK = "stykke"
    ITEM = "item"
    POINT = "point"
    RENUMBERING = "renumbering"
    COMMENCEMENT = "commencement"
    ANNEX = "annex"
    TEXT = "text"
    SIGNATURE = "signature"


class Line(NamedTuple):
    """One printed line. `body` is its text, run by run, with the notes, tables and images in it as LexDania elements.

    `label` is "" where none is printed, `depth` how deep an item stands in its lists (0: directly in the stykke),
    `anchors` the names that the source gives the place, `level` what a heading opens where nothing waits for one.
    """

    role: Role
    label: str
    body: tuple["str | _Element", ...] = ()
    depth: int = 0
    anchors: tuple[str, ...] = ()
    level: str = "Kapitel"

    @property
    def text(self) -> str:
        """Its own text without notes and tables."""
        return "".join(part for part in self.body if isinstance(part, str)).strip()
