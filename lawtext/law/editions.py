"""An edition: one published act or order, whole."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Passage, Unit


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
    LINED = "lined text"
    """Plain text with a unit a line, as a pasted page has it."""
    HTML = "documentHtml"
    PDF = "pdf"
    DOCX = "docx"


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


class Fact(Struct, frozen=True):
    """One field of the source's metadata, as it stands there. `about` ties it to a group ("change_1")."""

    name: str
    text: str
    about: str = ""


class Anchor(Struct, frozen=True):
    """A name that the source gives a place, and the unit that begins there."""

    name: str
    unit: UnitId


class Edition(Struct, frozen=True):
    """A published text. `title` is as printed, `subtitle` what stands in parentheses under an amending act's title.

    `units` are the outermost units in printed order: preamble, books or chapters or paragraphs, commencement blocks,
    annexes. `chapters_known` is False where the source has lost them. `title_runs` and `subtitle_runs` are title and
    subtitle run by run with the notes on them, `facts` the whole metadata in the source's order; both are empty where
    the form has none.
    """

    id: EditionId
    type: ActType
    amending: bool
    signed: date
    title: str
    popular_title: str
    source: Source
    units: tuple[Unit, ...]
    title_runs: tuple[Passage | Unit, ...] = ()
    subtitle_runs: tuple[Passage | Unit, ...] = ()
    published: date | None = None
    amended_by: tuple[AmendedBy, ...] = ()
    accession: str = ""
    ministry: str = ""
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    @property
    def title_notes(self) -> tuple[Unit, ...]:
        """The notes on title and subtitle."""
        return tuple(item for item in (*self.title_runs, *self.subtitle_runs) if isinstance(item, Unit))

    @property
    def chapters_known(self) -> bool:
        return self.source.form is not Form.FLATTENED

    def by_id(self) -> dict[UnitId, Unit]:
        """Every unit of the edition by its id."""
        return {unit.id: unit for root in self.units for unit in root.walk()}
