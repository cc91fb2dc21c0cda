"""The tree of units that an act is: what stands where, in the order it is printed."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import UnitId


class Kind(StrEnum):
    """What a unit is, in the field's own terms."""

    PREAMBLE = "indledning"
    BOOK = "bog"
    PART = "afsnit"
    CHAPTER = "kapitel"
    GROUP = "paragrafgruppe"
    PARAGRAPH = "paragraf"
    STK = "stykke"
    NUMBER = "nummer"
    LITRA = "litra"
    INDENT = "led"
    """An item of a list without numbers ("-")."""
    SENTENCE = "punktum"
    NOTE = "note"
    TABLE = "tabel"
    ROW = "række"
    CELL = "celle"
    IMAGE = "billede"
    ANNEX = "bilag"
    COMMENCEMENT = "ikrafttræden"
    AMENDING = "ændringsparagraf"
    POINT = "ændringspunkt"
    NEW_TEXT = "ny tekst"
    RENUMBERING = "rykning"
    SIGNATURE = "underskrift"


# A tree of frozen units can't hold a cycle, so the collector is spared half a million objects (gc=False).
class Passage(Struct, frozen=True, gc=False):
    """A run of a unit's own text.

    `text` is clean (plain spaces, no soft hyphens, see `wording.clean`); `raw` is the same run as the source has it and
    `at` the offset of its first character in the source's text (all its text characters, in order).
    """

    text: str
    raw: str
    at: int


class Unit(Struct, frozen=True, gc=False):
    """One unit and all that lies in it, in printed order.

    Invariants: `id` is unique in its edition; `content` holds every character of the unit between label and end
    exactly once; a note stands in `content` at its anchor, so a note's offset is the length of the passages before it.
    An image's `label` is the name of its file, with `raw` "". `repealed`: its printed text is only "(Ophævet)" or the
    like; `omitted`: only "(Udeladt)", so there is law at this place, but the edition does not print it.
    """

    id: UnitId
    kind: Kind
    label: Passage | None = None
    heading: tuple["Passage | Unit", ...] = ()
    content: tuple["Passage | Unit", ...] = ()
    repealed: bool = False
    omitted: bool = False

    @property
    def children(self) -> tuple["Unit", ...]:
        """The units inside, notes and tables among them, in printed order."""
        return tuple(item for item in self.content if isinstance(item, Unit))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The unit's own running text, run by run; text of children and notes is not in it."""
        return tuple(item for item in self.content if isinstance(item, Passage))

    def walk(self) -> Iterator["Unit"]:
        """This unit and every unit inside it, in printed order (notes of a heading come before the content)."""
        yield self
        for item in (*self.heading, *self.content):
            if isinstance(item, Unit):
                yield from item.walk()
