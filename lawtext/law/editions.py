"""An edition: one published act or order, whole."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Unit


class ActType(StrEnum):
    """Types of acts in Lovtidende A, by Retsinformation's own abbreviations."""

    LOV = "LOV"
    LBK = "LBK"
    BEK = "BEK"
    ANORDNING = "AND"
    OTHER = "?"


class Form(StrEnum):
    """The form a source came in; what it can tell depends on it."""

    LEXDANIA = "lexdania"
    FLATTENED = "flattened text"
    """Plain text with stykker and list items run together; preamble, chapters and annexes are not in it."""


class Source(Struct, frozen=True):
    """Where an edition was read from."""

    form: Form
    sha256: str
    address: str


class AmendedBy(Struct, frozen=True):
    """An amending act as the source's metadata names it."""

    accession: str
    signed: date | None
    title: str


class Edition(Struct, frozen=True):
    """A published text. `title` is as printed, `subtitle` what stands in parentheses under an amending act's title.

    `units` are the outermost units in printed order: preamble, books or chapters or paragraphs, commencement blocks,
    annexes. `chapters_known` is False where the source has lost them.
    """

    id: EditionId
    type: ActType
    amending: bool
    signed: date
    title: str
    popular_title: str
    source: Source
    units: tuple[Unit, ...]
    title_notes: tuple[Unit, ...] = ()
    published: date | None = None
    amended_by: tuple[AmendedBy, ...] = ()
    accession: str = ""
    ministry: str = ""
    subtitle: str = ""

    @property
    def chapters_known(self) -> bool:
        return self.source.form is not Form.FLATTENED

    def by_id(self) -> dict[UnitId, Unit]:
        """Every unit of the edition by its id."""
        return {unit.id: unit for root in self.units for unit in root.walk()}
